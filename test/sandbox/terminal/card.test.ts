import { expect, test } from 'vitest';
import { everyCard } from '../../../sandbox/cards/every-card.ts';
import { COMPONENT } from '../../../sandbox/discord/components.ts';
import type { JsonObject } from '../../../sandbox/discord/json.ts';
import { type CardContext, renderMessage } from '../../../sandbox/terminal/card.ts';

const NOW = 1_795_910_400_000;
const context: CardContext = {
  names: { user: () => 'Ann', role: () => 'painters', channel: () => 'pictures', now: () => NOW, locale: () => 'en' },
  look: { hasColors: false, columns: Number.POSITIVE_INFINITY },
  choosable: (type) => [{ value: '42', label: type === COMPONENT.channelSelect ? '#pictures' : '@Ann' }],
};
const text = (content: string): JsonObject => ({ type: 10, content });
const button = (label: string, more: JsonObject): JsonObject => ({ type: 2, style: 2, label, ...more });
const picture = (url: string, isSpoiler = false) => ({
  url,
  name: url.split('/').at(-1),
  description: undefined,
  isPicture: true,
  isSpoiler,
});

test('a card is told line by line: words, pictures, buttons with numbers', () => {
  const { lines, items } = renderMessage(
    {
      components: [
        {
          type: 17,
          components: [
            text('**Imagine**\n> a fox'),
            {
              type: 12,
              items: [{ media: { url: 'http://x/1.png' } }, { media: { url: 'http://x/2.png' }, spoiler: true }],
            },
            { type: 14 },
            {
              type: 9,
              components: [text('beside a picture')],
              accessory: { type: 11, media: { url: 'http://x/3.png' } },
            },
          ],
        },
        {
          type: 1,
          components: [
            button('Again', { custom_id: 'v1:again:x:1', emoji: { name: '🔁' } }),
            button('Open', { url: 'http://x/full' }),
          ],
        },
        { type: 1, components: [button('Cancel', { custom_id: 'v1:cancel:x:1', disabled: true })] },
      ],
    },
    context,
  );
  expect(lines).toEqual([
    'Imagine',
    '▏ a fox',
    picture('http://x/1.png'),
    picture('http://x/2.png', true),
    '─'.repeat(24),
    'beside a picture',
    picture('http://x/3.png'),
    '[1: 🔁 Again]  [2: Open ↗ x/full]',
    '[3: Cancel (off)]',
  ]);
  expect(items).toMatchObject([
    { label: '🔁 Again', customId: 'v1:again:x:1', isDisabled: false },
    { label: 'Open', url: 'http://x/full' },
    { label: 'Cancel', customId: 'v1:cancel:x:1', isDisabled: true },
  ]);
});

test('a menu is told as numbered lines with their descriptions', () => {
  const options = [
    { label: 'Expand', value: 'v1:expand:x:1', description: 'More around it', emoji: { name: '↔' } },
    { label: 'Relight', value: 'v1:relight:x:1', default: true },
  ];
  const menu = { type: 3, custom_id: 'v1:choose:x:1', placeholder: 'More…', options, max_values: 2 };
  expect(renderMessage({ components: [{ type: 1, components: [menu] }] }, context).lines).toEqual([
    '[1: More…]  choose with 1 1,2',
    '   1 ↔ Expand  More around it',
    '   2 ✓ Relight',
  ]);
});

test('plain content and what nobody knows yet do not break it', () => {
  expect(renderMessage({ content: 'one\ntwo' }, context).lines).toEqual(['one', 'two']);
  expect(renderMessage({}, context)).toEqual({ lines: [], items: [] });
  const unknown = { components: [{ type: 99 }, 'x', null] };
  expect(renderMessage(unknown, context).lines).toEqual(['{"type":99}']);
});

/** One of each type that a message can have; a form's own are tried beside its questions. */
const SAMPLES: Readonly<Record<Exclude<keyof typeof COMPONENT, keyof typeof OF_FORMS>, JsonObject>> = {
  row: { components: [button('Press', { custom_id: 'x' })] },
  button: { label: 'Press', custom_id: 'x' },
  stringSelect: { custom_id: 'x', options: [{ label: 'One', value: '1' }] },
  userSelect: { custom_id: 'x' },
  roleSelect: { custom_id: 'x' },
  mentionableSelect: { custom_id: 'x' },
  channelSelect: { custom_id: 'x' },
  section: { components: [text('words')], accessory: button('Press', { custom_id: 'x' }) },
  text: { content: 'words' },
  thumbnail: { media: { url: 'http://x/1.png' } },
  gallery: { items: [{ media: { url: 'http://x/1.png' } }] },
  file: { file: { url: 'http://x/1.zip' }, name: '1.zip' },
  separator: {},
  container: { components: [{ type: COMPONENT.text, content: 'words' }] },
};
const OF_FORMS = {
  textInput: true,
  label: true,
  fileUpload: true,
  radioGroup: true,
  checkboxGroup: true,
  checkbox: true,
};

test.each(Object.entries(SAMPLES))('a %s is no dead end', (name, sample) => {
  const [, type = 0] = Object.entries(COMPONENT).find(([each]) => each === name) ?? [];
  const { lines, items } = renderMessage({ components: [{ type, ...sample }] }, context);
  expect(lines.length).toBeGreaterThan(0);
  // shown as JSON is what no renderer knows
  expect(lines.filter((line) => typeof line === 'string' && line.startsWith('{'))).toEqual([]);
  const isForPressing = JSON.stringify(sample).includes('custom_id');
  expect(items).toHaveLength(isForPressing ? 1 : 0);
  for (const item of items) {
    expect(item.customId).toBe('x');
    if (item.kind === 'menu') expect(item.entries).toHaveLength(1);
  }
});

test.each(['en', 'vi'] as const)(
  'no card of the bot shows anything raw, and each of its buttons has a number: %s',
  (language) => {
    const { Forms: _forms, ...messages } = everyCard(language);
    const cards = Object.values(messages).flat();
    let plainOnes = 0;
    for (const { name, body } of cards) {
      const json = JSON.stringify(body);
      const payload: JsonObject = JSON.parse(json);
      const { lines, items } = renderMessage(payload, context);
      const words = lines.filter((line) => typeof line === 'string').join('\n');
      // what was typed with marks in it is shown with them
      const isHostile = /\\\\[*<]/.test(json);
      if (!isHostile) {
        plainOnes += 1;
        expect(words, name).not.toMatch(/<[@#/:t]|\*\*|^-# |\\[*_`~|>]|\{"type"/m);
      }
      const pressed = items.map((item) => item.customId ?? '').filter((id) => id !== '');
      const known = [...json.matchAll(/"custom_id":"([^"]+)"/g)].map(([, id]) => id);
      expect(pressed.sort(), name).toEqual(known.sort());
    }
    expect(plainOnes).toBeGreaterThan(cards.length / 2);
  },
);
