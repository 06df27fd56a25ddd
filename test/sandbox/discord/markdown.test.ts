import fc from 'fast-check';
import { expect, test } from 'vitest';
import { type Block, type Mark, readMarkdown } from '../../../sandbox/discord/markdown.ts';
import { inert, plain } from '../../../src/views/markup.ts';
import { anyText } from '../../views/any.ts';

const only = (source: string): Block | undefined => readMarkdown(source)[0];
const inline = (source: string): readonly Mark[] => {
  const block = only(source);
  return block?.kind === 'lines' ? block.inside : [];
};
const text = (value: string): Mark => ({ kind: 'text', text: value });

test('whatever was typed, the bot makes of it what is shown as exactly that text, without a link, a mention or a mark', () => {
  fc.assert(
    fc.property(anyText, (typed) => {
      const shown = readMarkdown(inert(typed, 500));
      const expected = plain(typed, 500);
      expect(shown).toEqual(expected === '' ? [] : [{ kind: 'lines', inside: [expect.anything()] }]);
      const [mark] = shown.flatMap((block) => (block.kind === 'lines' ? block.inside : []));
      // the joiner that breaks a call of everyone is not seen
      const seen = mark?.kind === 'text' ? mark.text.replaceAll('\u2060', '') : '';
      expect(seen).toBe(expected);
    }),
    { numRuns: 500 },
  );
});

test.each<[string, readonly Mark[]]>([
  ['a **bold** b', [text('a '), { kind: 'bold', inside: [text('bold')] }, text(' b')]],
  ['*it* _it_', [{ kind: 'italic', inside: [text('it')] }, text(' '), { kind: 'italic', inside: [text('it')] }]],
  ['__under__', [{ kind: 'underline', inside: [text('under')] }]],
  ['~~gone~~', [{ kind: 'strike', inside: [text('gone')] }]],
  ['||hidden||', [{ kind: 'spoiler', inside: [text('hidden')] }]],
  ['**a *b* c**', [{ kind: 'bold', inside: [text('a '), { kind: 'italic', inside: [text('b')] }, text(' c')] }]],
  ['`**code**`', [{ kind: 'code', text: '**code**' }]],
  ['snake_case_name', [text('snake_case_name')]],
  ['2 * 3 * 4', [text('2 * 3 * 4')]],
  [
    '<@12> <@&3> <#4>',
    [{ kind: 'user', id: '12' }, text(' '), { kind: 'role', id: '3' }, text(' '), { kind: 'channel', id: '4' }],
  ],
  ['</limits set:9>', [{ kind: 'command', name: 'limits set', id: '9' }]],
  ['<t:1700000000:R>', [{ kind: 'time', seconds: 1_700_000_000, style: 'R' }]],
  ['[words](https://x.example/a)', [{ kind: 'link', url: 'https://x.example/a', inside: [text('words')] }]],
  [
    'see https://x.example/a.',
    [text('see '), { kind: 'link', url: 'https://x.example/a', inside: [text('https://x.example/a')] }, text('.')],
  ],
  ['@everyone', [{ kind: 'everyone', text: '@everyone' }]],
  ['\\*not\\* `', [text('*not* `')]],
])('%j is read as Discord reads it', (source, expected) => {
  expect(inline(source)).toEqual(expected);
});

test.each<[string, Block]>([
  ['## Title', { kind: 'heading', level: 2, inside: [text('Title')] }],
  ['-# small', { kind: 'small', inside: [text('small')] }],
  ['> one\n> two', { kind: 'quote', inside: [text('one\ntwo')] }],
  ['- one\n- two', { kind: 'list', start: undefined, items: [[text('one')], [text('two')]] }],
  ['3. one\n4. two', { kind: 'list', start: 3, items: [[text('one')], [text('two')]] }],
  ['```js\na * b\n```', { kind: 'code', language: 'js', text: 'a * b' }],
])('%j is a block', (source, expected) => {
  expect(readMarkdown(source)).toEqual([expected]);
});

test('lines before and after a block stay where they were', () => {
  expect(readMarkdown('a\n# b\nc\nd').map(({ kind }) => kind)).toEqual(['lines', 'heading', 'lines']);
  expect(readMarkdown('a ```b``` c').map(({ kind }) => kind)).toEqual(['lines', 'code', 'lines']);
});
