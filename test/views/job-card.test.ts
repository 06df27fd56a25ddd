import { ComponentType, MessageFlags } from 'discord-api-types/v10';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { card, JOB, OWNER, picture } from '../../sandbox/cards/samples/pictures.ts';
import { parseCustomId } from '../../src/core/custom-ids.ts';
import { languages } from '../../src/core/language.ts';
import { renderCard } from '../../src/views/card.ts';
import { anyCard } from './any.ts';
import { allButtons, allComponents, allText, customIds, galleryItems, urls } from './body-parts.ts';

const english = (over: Parameters<typeof card>[0]) => renderCard(card(over), 'en');
const vietnamese = (over: Parameters<typeof card>[0]) => renderCard(card(over), 'vi');
const finished = { kind: 'finished', isLate: false } as const;

describe('a card', () => {
  it("stays within Discord's limits whatever it has to show", () => {
    fc.assert(
      fc.property(anyCard, fc.constantFrom(...languages), (state, language) => {
        const body = renderCard(state, language);
        const components = allComponents(body.components);
        expect(components.length).toBeLessThanOrEqual(40);
        const contents = components.flatMap((one) => (one.type === ComponentType.TextDisplay ? [one.content] : []));
        expect(contents.reduce((sum, content) => sum + content.length, 0)).toBeLessThanOrEqual(4000);
        expect(contents.every((content) => content.trim() !== '')).toBe(true);
        const ids = customIds(body);
        expect(new Set(ids).size).toBe(ids.length);
        expect(ids.every((id) => id.length <= 100 && parseCustomId(id) !== undefined)).toBe(true);
        expect(urls(body).every((url) => url.length <= 512 && /^https?:\/\//.test(url))).toBe(true);
        expect(allButtons(body).every((button) => 'label' in button && (button.label?.length ?? 99) <= 80)).toBe(true);
        const items = galleryItems(body);
        expect(items.length).toBeLessThanOrEqual(10);
        expect(items.every(({ description }) => (description?.length ?? 1) <= 1024 && description !== '')).toBe(true);
        for (const row of components) {
          if (row.type === ComponentType.ActionRow) expect(row.components.length).toBeGreaterThanOrEqual(1);
          if (row.type === ComponentType.ActionRow) expect(row.components.length).toBeLessThanOrEqual(5);
        }
      }),
      { numRuns: 500 },
    );
  });

  it('pings nobody, not even the member that it names', () => {
    const body = english({ input: { prompt: '@everyone <@123>' } });
    expect(body.allowed_mentions).toEqual({ parse: [] });
    expect(body.flags).toBe(MessageFlags.IsComponentsV2);
    expect(allText(body)).toContain(`**Imagine** · <@${OWNER}>`);
    expect(allText(body).match(/<@/g)).toHaveLength(1);
    expect(allText(body)).not.toContain('@everyone');
  });

  it.each(['queued', 'working'] as const)(
    'offers what is still %s to be fetched, and says what that is for',
    (kind) => {
      const status =
        kind === 'queued'
          ? { kind, ahead: 2 }
          : { kind, ready: 0, total: 1, progress: undefined, expectedAt: undefined };
      for (const render of [english, vietnamese]) {
        const body = render({ status, mayCancel: kind === 'queued', mayGet: true });
        expect(customIds(body)).toContain(`v1:get:${JOB}:1`);
        expect(allText(body)).toMatch(/\*\*(Get result|Nhận kết quả)\*\*/);
        expect(allText(body)).toMatch(/\*\*\/(history|lịch\\_sử)\*\*/);
      }
      expect(customIds(english({ status }))).not.toContain(`v1:get:${JOB}:1`);
      expect(customIds(english({ status: finished, mayGet: true }))).not.toContain(`v1:get:${JOB}:1`);
    },
  );

  it('quotes the prompt on one line and cuts it at 500 characters', () => {
    const text = allText(english({ input: { prompt: `fox\n# ${'a'.repeat(2000)}` } }));
    expect(text).toMatch(/\n> fox \\# a{493}…\n/);
  });

  it('tells the settings in the order of the command and in the words of the language', () => {
    const input = {
      look: '*noir*',
      style_reference: { kind: 'stored' },
      hdr: 1500,
      model: 'realism',
      prompt: 'fox',
      repeatable: true,
      gone_since: 'unknown',
    };
    expect(allText(english({ input }))).toContain(
      '\n-# Realism · hdr: 1500 · repeatable · look: \\*noir\\* · with a style reference\n',
    );
    expect(allText(vietnamese({ input }))).toContain(
      '\n-# Chân thực · độ tương phản: 1500 · lặp lại · phong cách: \\*noir\\* · kèm ảnh mẫu\n',
    );
  });

  it('tells what was taken for what nobody chose, and nothing where that is not known', () => {
    const input = { prompt: 'fox', hdr: 7 };
    const usual = { model: 'realism', hdr: 50 };
    expect(allText(english({ input, usual }))).toContain('\n-# Realism · hdr: 7\n');
    expect(allText(english({ input: { prompt: 'fox' } })).split('\n')).toHaveLength(4);
  });
});

describe('a waiting card', () => {
  it.each([
    [0, 'Queued, next in line', 'sắp tới lượt bạn'],
    [1, 'Queued, 2nd in line', 'thứ 2 '],
    [2, 'Queued, 3rd in line', 'thứ 3 '],
    [10, 'Queued, 11th in line', 'thứ 11 '],
    [20, 'Queued, 21st in line', 'thứ 21 '],
    [1111, 'Queued, 1,112th in line', 'thứ 1.112 '],
  ])('with %i ahead tells its place', (ahead, inEnglish, inVietnamese) => {
    expect(allText(english({ status: { kind: 'queued', ahead } }))).toContain(inEnglish);
    expect(allText(vietnamese({ status: { kind: 'queued', ahead } }))).toContain(inVietnamese);
  });

  it('says no more than it knows', () => {
    const status = { kind: 'queued', ahead: undefined } as const;
    expect(allText(english({ status })).split('\n')).toContain('Queued, it starts by itself');
    expect(allText(vietnamese({ status })).split('\n')).toContain('Đang chờ, sẽ tự bắt đầu');
  });

  it.each([
    [0, '▱▱▱▱▱▱▱▱▱▱▱▱ 0%'],
    [0.5, '▰▰▰▰▰▰▱▱▱▱▱▱ 50%'],
    [0.99, '▰▰▰▰▰▰▰▰▰▰▰▱ 99%'],
    [7, '▰▰▰▰▰▰▰▰▰▰▰▰ 100%'],
    [-1, '▱▱▱▱▱▱▱▱▱▱▱▱ 0%'],
  ])('with progress %d draws twelve cells', (progress, bar) => {
    const status = { kind: 'working', ready: 0, total: 1, progress, expectedAt: undefined } as const;
    expect(allText(english({ status }))).toContain(`\n${bar}\n`);
  });

  it('draws no bar that nobody can know', () => {
    const status = { kind: 'working', ready: 0, total: 1, progress: undefined, expectedAt: undefined } as const;
    expect(allText(english({ status }))).not.toMatch(/[▰▱]|%|expected|ready/);
  });

  it('lets Discord count down to the estimate and counts the pictures of a group', () => {
    const status = { kind: 'working', ready: 2, total: 4, progress: 0.5, expectedAt: 1_790_000_000_999 } as const;
    expect(allText(english({ status }))).toContain('2 of 4 ready · expected <t:1790000000:R>');
  });

  it('shows the pictures of a group that are ready already', () => {
    const status = { kind: 'working', ready: 1, total: 4, progress: undefined, expectedAt: undefined } as const;
    expect(galleryItems(english({ status, pictures: [picture()] }))).toHaveLength(1);
  });

  it('can be cancelled only while that costs nobody anything', () => {
    expect(customIds(english({ mayCancel: true }))).toEqual([`v1:cancel:${JOB}:1`]);
    expect(customIds(english({ mayCancel: false }))).toEqual([]);
    expect(customIds(english({ mayCancel: true, status: finished }))).toEqual([`v1:again:${JOB}:1`]);
  });
});

describe('the last lines of a card', () => {
  it.each([
    [1, 1, 49, '1 credit · 49 left today'],
    [4, 4, 1, '4 credits · 1 left today'],
    [0, 0, 50, 'Free · 50 left today'],
    [4, 4, undefined, '4 credits'],
  ])('of price %i with %i charged and %s left', (price, charged, left, expected) => {
    expect(allText(english({ price, charged, left }))).toContain(`\n-# ${expected} · Job \`${JOB}\``);
  });
});
