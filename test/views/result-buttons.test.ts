import { ComponentType } from 'discord.js';
import { describe, expect, it } from 'vitest';
import { operations } from '../../src/commands/index.ts';
import { parseCustomId } from '../../src/core/custom-id.ts';
import { languages } from '../../src/core/language.ts';
import { renderCard } from '../../src/views/job-card.ts';
import { allButtons, allComponents, allText, customIds } from './body-parts.ts';
import { card, JOB, OWNER, picture } from './card-samples.ts';

const finished = { kind: 'finished', isLate: false } as const;
const pictures = (count: number) => Array.from({ length: count }, () => picture());
const whole = { isPrivate: false, mayReport: true, hasBefore: true };
const menus = (body: ReturnType<typeof renderCard>) =>
  allComponents(body.components).flatMap((each) => (each.type === ComponentType.StringSelect ? [each] : []));
const actionsIn = (ids: readonly string[]) => ids.map((id) => parseCustomId(id)?.action);

describe.each(operations.map((operation) => [operation.name, operation] as const))(
  'a result of /%s',
  (_, operation) => {
    const words = operation.followUps.some(({ action }) => action === 'prompt') ? ['prompt'] : [];
    // what is cut out has no background any more
    const cutOut = operation.name === 'rmbg' ? [] : ['rmbg'];
    const usual = ['again', 'vary', 'upscale', ...cutOut, 'expand', 'relight', 'restyle', 'reword', ...words];

    it('offers everything in the usual order', () => {
      const shown = renderCard(card({ operation, status: finished, pictures: pictures(1), ...whole }), 'en');
      expect(actionsIn(customIds(shown))).toEqual([...usual, 'compare', 'report', 'delete']);
      const hidden = { ...whole, isPrivate: true, mayReport: false, hasBefore: false };
      const own = renderCard(card({ operation, status: finished, pictures: pictures(1), ...hidden }), 'vi');
      expect(actionsIn(customIds(own))).toEqual([...usual, 'share', 'delete']);
    });

    it.each([2, 3, 4, 5, 8])(
      'offers it for each of %i pictures by its number, within the limits of Discord',
      (count) => {
        for (const language of languages) {
          const body = renderCard(card({ operation, status: finished, pictures: pictures(count), ...whole }), language);
          const parts = allComponents(body.components);
          expect(parts.length).toBeLessThanOrEqual(40);
          const rows = parts.flatMap((part) => (part.type === ComponentType.ActionRow ? [part.components.length] : []));
          expect(rows.length).toBeLessThanOrEqual(5);
          expect(Math.max(...rows)).toBeLessThanOrEqual(5);
          const options = menus(body).flatMap((menu) => menu.options);
          expect(options.length).toBeLessThanOrEqual(25);
          const ids = [...customIds(body), ...options.map(({ value }) => value)];
          expect(new Set(ids).size).toBe(ids.length);
          for (const id of ids) expect(parseCustomId(id)?.subject).toBe(JOB);
          if (count > 4) continue;
          for (const action of ['vary', 'upscale', ...cutOut, 'expand', 'relight', 'restyle', 'reword', 'compare']) {
            const numbers = ids.flatMap((id) => (parseCustomId(id)?.action === action ? parseCustomId(id)?.n : []));
            expect(numbers).toEqual(Array.from({ length: count }, (__, index) => index + 1));
          }
        }
      },
    );
  },
);

describe('what would be of no use is not offered', () => {
  const offered = (over: Parameters<typeof card>[0]) => {
    const body = renderCard(card({ status: finished, ...whole, ...over }), 'en');
    const ids = [...customIds(body), ...menus(body).flatMap(({ options }) => options.map(({ value }) => value))];
    return new Set(actionsIn(ids));
  };

  it('once more, where a seed or the like makes the same picture of it', () => {
    for (const [name, input] of [
      ['flux', { seed: 7 }],
      ['imagine', { repeatable: true }],
    ] as const) {
      const operation = operations.find((each) => each.name === name);
      const over = { ...(operation && { operation }), pictures: pictures(1) };
      expect(offered({ ...over, input })).not.toContain('again');
      expect(offered({ ...over, input })).toContain('vary');
      expect(offered({ ...over, input: { repeatable: false } })).toContain('again');
    }
  });

  it.each([1, 3])('to go on from %i pictures of which none may be seen here', (count) => {
    const [operation] = operations;
    const hidden = Array.from({ length: count }, () => picture({ file: undefined, isHidden: true }));
    const over = operation ? { operation } : {};
    const actions = offered({ ...over, pictures: hidden });
    expect([...actions].filter((action) => action !== undefined)).toEqual(['again', 'prompt', 'report', 'delete']);
    expect(offered({ ...over, pictures: [...hidden, picture()] })).toContain('upscale');
  });
});

describe('a card of several pictures', () => {
  it('says on each button which picture it is for', () => {
    const [operation] = operations;
    const body = renderCard(
      card({ ...(operation ? { operation } : {}), status: finished, pictures: pictures(3) }),
      'vi',
    );
    const labels = allButtons(body).flatMap((button) => ('label' in button ? [button.label] : []));
    expect(labels).toEqual(expect.arrayContaining(['Phóng to 1', 'Phóng to 2', 'Phóng to 3', 'Biến thể 3']));
    expect(menus(body).flatMap(({ options }) => options.map(({ label }) => label))).toContain('Xóa nền 2');
  });

  it('is offered nothing that is not finished', () => {
    const working = { kind: 'working', ready: 1, total: 4, progress: undefined, expectedAt: undefined } as const;
    expect(customIds(renderCard(card({ status: working, pictures: pictures(1), ...whole }), 'en'))).toEqual([]);
  });
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
