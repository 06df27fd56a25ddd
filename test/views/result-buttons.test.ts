import { type APISelectMenuOption, ComponentType } from 'discord-api-types/v10';
import { describe, expect, it, test } from 'vitest';
import { card, JOB, OWNER, picture } from '../../sandbox/cards/samples/pictures.ts';
import { operations } from '../../src/commands/index.ts';
import type { CardState } from '../../src/core/card.ts';
import { type Deed, parseChooseId } from '../../src/core/custom-ids.ts';
import { languages } from '../../src/core/language.ts';
import { textsFor } from '../../src/i18n/index.ts';
import { renderCard } from '../../src/views/card.ts';
import { renderPictureMenu } from '../../src/views/menus.ts';
import { allButtons, allComponents, allText, customIds, urls } from './body-parts.ts';

type Body = ReturnType<typeof renderCard>;

const finished = { kind: 'finished', isLate: false } as const;
const pictures = (count: number) => Array.from({ length: count }, () => picture());
const whole = { status: finished, isPrivate: false, mayReport: true, hasBefore: true };
const menus = (body: Body) =>
  allComponents(body.components).flatMap((each) => (each.type === ComponentType.StringSelect ? [each] : []));
const entries = (body: Body): readonly APISelectMenuOption[] => menus(body).flatMap(({ options }) => options);
const deedIn = (id: string) => id.split(':')[1] ?? '';
const pressed = (body: Body) => customIds(body).map(deedIn);
const listed = (body: Body) => entries(body).map(({ value }) => deedIn(value));
const [imagine] = operations;
const made = (over: Partial<CardState> = {}) => card({ ...(imagine && { operation: imagine }), ...whole, ...over });
/** With a picture's own menu for each picture of a message. */
const allOf = (state: CardState): readonly string[] => {
  const body = renderCard(state, 'en');
  const own = state.pictures.flatMap((_, index) => listed(renderPictureMenu(state, index + 1, 'en')));
  return [...pressed(body), ...listed(body), ...(state.pictures.length > 1 ? own : [])];
};

describe.each(operations.map((operation) => [operation.name, operation] as const))(
  'a result of /%s',
  (name, operation) => {
    const words = operation.followUps.some(({ action }) => action === 'prompt') ? ['prompt'] : [];
    // what is cut out has no background any more
    const cutOut = name === 'rmbg' ? [] : ['rmbg'];
    const ofPicture = [...cutOut, 'expand', 'relight', 'restyle', 'compare', 'chain', 'redo'];

    it('has what is pressed most in one row, and all else in a menu', () => {
      const shown = renderCard(card({ operation, ...whole, pictures: pictures(1) }), 'en');
      expect(pressed(shown)).toEqual(['again', 'vary', 'upscale', 'reword']);
      expect(listed(shown)).toEqual([...ofPicture, ...words, 'report', 'delete']);
      const hidden = { ...whole, isPrivate: true, mayReport: false, hasBefore: false };
      const own = renderCard(card({ operation, ...hidden, pictures: pictures(1) }), 'vi');
      expect(pressed(own)).toEqual(['again', 'vary', 'upscale', 'reword', 'share']);
      expect(listed(own)).toEqual([...cutOut, 'expand', 'relight', 'restyle', ...words, 'delete']);
    });

    it.each([2, 3, 4, 5, 8, 10])('offers it for each of %i pictures, within the limits of Discord', (count) => {
      const state = card({ operation, ...whole, pictures: pictures(count) });
      for (const language of languages) {
        const body = renderCard(state, language);
        const own = Array.from({ length: count }, (_, index) => renderPictureMenu(state, index + 1, language));
        for (const each of [body, ...own]) {
          expect(allComponents(each.components).length).toBeLessThanOrEqual(40);
          const rows = allComponents(each.components).filter(({ type }) => type === ComponentType.ActionRow);
          expect(rows.length).toBeLessThanOrEqual(4);
          expect(menus(each)).toHaveLength(1);
          expect(entries(each).length).toBeLessThanOrEqual(25);
          for (const { label, description = '', value } of entries(each)) {
            for (const text of [label, description, value]) expect(text.length).toBeLessThanOrEqual(100);
            expect(description).not.toBe('');
          }
          const ids = [...customIds(each), ...entries(each).map(({ value }) => value)];
          expect(new Set(ids).size).toBe(ids.length);
          for (const id of ids) expect(id).toContain(`:${JOB}:`);
        }
        const numbers = entries(body).flatMap(({ value }) => parseChooseId(value)?.n ?? []);
        expect(numbers).toEqual(Array.from({ length: count }, (_, index) => index + 1));
        own.forEach((each, index) => {
          expect(listed(each)).toEqual(['vary', 'upscale', 'reword', ...ofPicture]);
          for (const { value } of entries(each)) expect(value).toMatch(new RegExp(`:${index + 1}$`));
          expect(urls(each)).toHaveLength(1);
        });
      }
    });
  },
);

describe('what would be of no use is not offered', () => {
  it('once more, where a seed or the like makes the same picture of it', () => {
    for (const [name, input] of [
      ['flux', { seed: 7 }],
      ['imagine', { repeatable: true }],
    ] as const) {
      const operation = operations.find((each) => each.name === name);
      const over = { ...(operation && { operation }), pictures: pictures(1) };
      expect(allOf(made({ ...over, input }))).not.toContain('again');
      expect(allOf(made({ ...over, input }))).toContain('vary');
      expect(allOf(made({ ...over, input: { repeatable: false } }))).toContain('again');
    }
  });

  it.each([1, 3])('to go on from %i pictures of which none may be seen here', (count) => {
    const hidden = Array.from({ length: count }, () => picture({ file: undefined, isHidden: true }));
    expect(allOf(made({ pictures: hidden }))).toEqual(['again', 'prompt', 'report', 'delete']);
  });

  it('to go on from the one of several that may not be seen here, or is no longer kept', () => {
    for (const lost of [{ isHidden: true }, { isExpired: true }]) {
      const state = made({ pictures: [picture({ file: undefined, ...lost }), picture()] });
      const body = renderCard(state, 'en');
      expect(customIds(body)).toEqual([`v1:upscale:${JOB}:2`, `v1:vary:${JOB}:2`, `v1:again:${JOB}:1`]);
      expect(entries(body)[0]?.value).toBe(`v1:choose:${JOB}:2`);
      expect(listed(renderPictureMenu(state, 1, 'en'))).toEqual([]);
    }
  });

  it('Again beside Try again, of which nobody could tell what each of them makes', () => {
    for (const lost of [{ cancelled: 1 }, { failures: ['deadline'] as const }]) {
      expect(allOf(made({ pictures: pictures(1), ...lost }))[0]).toBe('retry');
      expect(allOf(made({ pictures: pictures(3), ...lost }))).not.toContain('again');
    }
  });

  it('the history of what was made from words alone', () => {
    const words = made({ pictures: pictures(1), hasBefore: false });
    for (const deed of ['chain', 'redo', 'compare']) expect(allOf(words)).not.toContain(deed);
    const parent = { ownerId: OWNER, n: undefined, link: undefined };
    expect(allOf({ ...words, parent })).toContain('chain');
  });
});

describe('a card of several pictures', () => {
  const labels = (count: number, over: Partial<CardState> = {}) =>
    allComponents(renderCard(made({ pictures: pictures(count), ...over }), 'vi').components).flatMap((each) =>
      each.type === ComponentType.ActionRow
        ? [each.components.flatMap((button) => ('label' in button ? [button.label] : []))].filter((row) => row.length)
        : [],
    );

  it('has short buttons by letter and number, and rows that are as full as may be', () => {
    expect(labels(2)).toEqual([['U1', 'U2', 'V1', 'V2', 'Tạo thêm']]);
    expect(labels(4)).toEqual([
      ['U1', 'U2', 'U3', 'U4', 'Tạo thêm'],
      ['V1', 'V2', 'V3', 'V4'],
    ]);
    expect(labels(4, { isPrivate: true })[1]).toEqual(['V1', 'V2', 'V3', 'V4', 'Chia sẻ']);
    expect(labels(5)).toHaveLength(3);
    expect(labels(6)).toEqual([['Tạo thêm']]);
  });

  it('says what the letters stand for', () => {
    expect(allText(renderCard(made({ pictures: pictures(4) }), 'en'))).toContain('-# U = Upscale, V = Variation');
    expect(allText(renderCard(made({ pictures: pictures(4) }), 'vi'))).toContain('-# U = Phóng to, V = Biến thể');
  });

  it('links each original', () => {
    expect(allText(renderCard(made({ pictures: pictures(4) }), 'en'))).toContain('-# Full size: [1](<https://');
  });

  it('is offered nothing that is not finished', () => {
    const working = { kind: 'working', ready: 1, total: 4, progress: undefined, expectedAt: undefined } as const;
    const body = renderCard(made({ pictures: pictures(1), status: working }), 'en');
    expect([...customIds(body), ...menus(body)]).toEqual([]);
  });
});

describe('what a press costs', () => {
  const prices = { again: 4, vary: 1, upscale: 2, reword: 1, rmbg: 0, expand: 3 };

  it('is told before it: of buttons on the card, of entries beside them', () => {
    const one = renderCard(made({ pictures: pictures(1), prices }), 'en');
    expect(allText(one)).toContain(
      '-# Again: 4 credits · Variation, Edit with words: 1 credit each · Upscale: 2 credits',
    );
    const described = (deed: Deed) => entries(one).find(({ value }) => deedIn(value) === deed)?.description;
    expect(described('expand')).toMatch(/· 3 credits$/);
    expect(described('rmbg')).toBe(textsFor('en').results.deeds.rmbg);
    const four = allText(renderCard(made({ pictures: pictures(4), prices }), 'en'));
    expect(four).toContain('-# U = Upscale: 2 credits each · Again: 4 credits · V = Variation: 1 credit each');
  });

  it('is told once where all cost the same, and not at all where nothing costs', () => {
    const of = (price: number) => ({ again: price, vary: price, upscale: price, reword: price });
    expect(allText(renderCard(made({ pictures: pictures(1), prices: of(1) }), 'en'))).toContain(
      '-# Each new picture: 1 credit',
    );
    expect(allText(renderCard(made({ pictures: pictures(1), prices: of(0) }), 'en'))).not.toMatch(/each/i);
  });
});

test('a name says the same without its emoji, and no two entries of a menu look alike', () => {
  for (const language of languages) {
    const body = renderCard(made({ pictures: pictures(1), prices: {} }), language);
    for (const button of allButtons(body)) {
      if (!('label' in button) || 'url' in button) continue;
      expect(button.emoji?.name).toBeTruthy();
      expect(button.label).toMatch(/^[\p{L}\p{N} ]+$/u);
    }
    const emojis = entries(body).map(({ emoji }) => emoji?.name);
    expect(new Set(emojis).size).toBe(emojis.length);
    expect(new Set(entries(body).map(({ description }) => description)).size).toBe(emojis.length);
  }
});

describe('the line on what it was made from', () => {
  it('names the picture and its owner, with the way there', () => {
    const parent = { ownerId: OWNER, n: 2, link: 'https://discord.com/channels/1/2/3' };
    expect(allText(renderCard(card({ parent }), 'en'))).toContain(
      `↳ from [picture 2](https://discord.com/channels/1/2/3) by <@${OWNER}>`,
    );
    expect(allText(renderCard(card({ parent: { ...parent, n: undefined, link: undefined } }), 'vi'))).toContain(
      `↳ từ ảnh của <@${OWNER}>`,
    );
  });
});
