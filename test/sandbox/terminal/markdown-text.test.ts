import { stripVTControlCharacters } from 'node:util';
import { expect, test } from 'vitest';
import { markdownLines } from '../../../sandbox/terminal/markdown-text.ts';
import { lookOf } from '../../../sandbox/terminal/saved-pictures.ts';

const NOW = 1_795_910_400_000;
const names = {
  user: () => 'Ann',
  role: () => 'painters',
  channel: () => 'pictures',
  now: () => NOW,
  locale: () => 'en',
};
const plain = { names, look: { hasColors: false, columns: Number.POSITIVE_INFINITY } };
const colored = { names, look: { hasColors: true, columns: 40 } };

test.each([
  ['**Imagine** · <@12>', ['Imagine · @Ann']],
  ['*it* __under__ `code`', ['it under code']],
  ['~~gone~~', ['~gone~']],
  ['||a secret||', ['▒▒▒▒▒▒▒▒']],
  ['-# small', ['small']],
  ['# Title\nwords', ['Title', 'words']],
  ['> one\n> two', ['▏ one', '▏ two']],
  ['- one\n- two', ['• one', '• two']],
  ['3. one\n4. two', ['3. one', '4. two']],
  ['```js\na * b\nc\n```', ['    a * b', '    c']],
  ['</limits set:9> in <#4> by <@&3>', ['/limits set in #pictures by @painters']],
  [`in <t:${NOW / 1000 + 3480}:R>`, ['in in 58 minutes']],
  ['\\*not\\* \\#this\\:', ['*not* #this:']],
  ['[words](https://x.example/a)', ['words (x.example/a)']],
  ['https://x.example/a', ['x.example/a']],
  [`https://x.example/${'a'.repeat(60)}/cat.png?sig=1`, ['x.example/…/cat.png']],
  ['\u001b[31mred', ['[31mred']],
])('%j is readable without colours', (source, expected) => {
  expect(markdownLines(source, plain)).toEqual(expected);
});

test('asked for, links are whole and spoilers open', () => {
  const source = '||a secret|| https://x.example/a/b?sig=1';
  expect(markdownLines(source, { ...plain, isWhole: true })).toEqual(['a secret https://x.example/a/b?sig=1']);
});

test('with colours, bold is bold, links can be pressed, and lines break between words', () => {
  const [line = ''] = markdownLines('**bold** [words](https://x.example/a)', colored);
  expect(line).toContain('\u001b[1mbold\u001b[22m');
  expect(line).toContain('\u001b]8;;https://x.example/a\u001b\\');
  const lines = markdownLines(`> ${'one two three '.repeat(12)}`, colored).map(stripVTControlCharacters);
  expect(lines.length).toBeGreaterThan(3);
  for (const each of lines) {
    expect(each.length).toBeLessThanOrEqual(40);
    expect(each).toMatch(/^▏ (?:one|two|three)/);
  }
});

test.each([
  ['a terminal', { isTTY: true, columns: 100 }, {}, true],
  ['a terminal whose owner wants none', { isTTY: true }, { NO_COLOR: '1' }, false],
  ['a dumb terminal', { isTTY: true }, { TERM: 'dumb' }, false],
  ['a pipe', {}, { TERM: 'xterm-256color', COLORTERM: 'truecolor' }, false],
])('colours in %s: %o %o', (_, output, env, expected) => {
  expect(lookOf(output, env).hasColors).toBe(expected);
});
