import { expect, test } from 'vitest';
import type { JsonObject } from '../../../sandbox/discord/json.ts';
import { renderMessage } from '../../../sandbox/terminal/render-message.ts';

const text = (content: string): JsonObject => ({ type: 10, content });
const button = (label: string, more: JsonObject): JsonObject => ({ type: 2, style: 2, label, ...more });

test('a card is told line by line: words, pictures, buttons with numbers', () => {
  const { lines, buttons } = renderMessage({
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
        components: [button('Again', { custom_id: 'v1:again:x:1' }), button('Open', { url: 'http://x/full' })],
      },
      { type: 1, components: [button('Cancel', { custom_id: 'v1:cancel:x:1' })] },
    ],
  });
  expect(lines).toEqual([
    '**Imagine**',
    '> a fox',
    '🖼  http://x/1.png',
    '🖼  http://x/2.png (spoiler)',
    '─'.repeat(24),
    'beside a picture',
    '[1: Again]  [2: Open → http://x/full]',
    '[3: Cancel]',
  ]);
  expect(buttons).toEqual([
    { label: 'Again', customId: 'v1:again:x:1', url: undefined },
    { label: 'Open', customId: undefined, url: 'http://x/full' },
    { label: 'Cancel', customId: 'v1:cancel:x:1', url: undefined },
  ]);
});

test('plain content and what nobody knows yet do not break it', () => {
  expect(renderMessage({ content: 'one\ntwo' }).lines).toEqual(['one', 'two']);
  expect(renderMessage({})).toEqual({ lines: [], buttons: [] });
  const unknown = { components: [{ type: 99 }, { type: 99, components: [text('inside')] }, 'x', null] };
  expect(renderMessage(unknown).lines).toEqual(['inside']);
});
