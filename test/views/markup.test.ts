import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { clean, inert, plain, shorten } from '../../src/views/markup.ts';
import { anyText } from './any.ts';

const graphemes = (text: string): readonly string[] =>
  [...new Intl.Segmenter('und', { granularity: 'grapheme' }).segment(text)].map(({ segment }) => segment);

/** What is left for Discord to act on once every escaped character is taken out. */
const unescaped = (text: string): string => text.replace(/\\[^0-9A-Za-z\s]/g, '');

describe('inert', () => {
  it('leaves nothing that Discord would act on, whatever was typed', () => {
    fc.assert(
      fc.property(anyText, (text) => {
        const shown = inert(text, 500);
        expect(unescaped(shown)).not.toMatch(/[\\*_~`|<>@#:[\]/]/);
        expect(shown).not.toMatch(/@(everyone|here)|<[@#:/t]|https?:\/\//i);
        expect(shown).not.toMatch(/[\n\r\u2028\u2029\u202a-\u202e\u2066-\u2069\u200b]/);
        expect(shown).not.toMatch(/^([-+]|\d+[.)])/);
        expect(shown).not.toMatch(/\p{M}{4}/u);
        expect(shown.isWellFormed()).toBe(true);
        expect(shown.length).toBeLessThanOrEqual(1000);
      }),
      { numRuns: 500 },
    );
  });

  it.each([
    ['@everyone @here', '\\@\u2060everyone \\@\u2060here'],
    ['<@1> <@&2> <#3> </imagine:4> <t:5:R>', '\\<\\@1\\> \\<\\@&2\\> \\<\\#3\\> \\<\\/imagine\\:4\\> \\<t\\:5\\:R\\>'],
    ['https://evil.example/a discord.gg/b', 'https\\:\\/\\/evil.example\\/a discord.gg\\/b'],
    ['[click](https://x.y)', '\\[click\\](https\\:\\/\\/x.y)'],
    ['# big\n- item\n> quote\n```js', '\\# big - item \\> quote \\`\\`\\`js'],
    ['-# small', '\\-\\# small'],
    ['1. first', '1\\. first'],
    [
      '**bold** __under__ ||spoiler|| ~~gone~~',
      '\\*\\*bold\\*\\* \\_\\_under\\_\\_ \\|\\|spoiler\\|\\| \\~\\~gone\\~\\~',
    ],
    ['already \\* escaped', 'already \\\\\\* escaped'],
    ['một chú cáo, 2.5 kg!', 'một chú cáo, 2.5 kg!'],
  ])('shows %j as it was typed', (typed, expected) => {
    expect(inert(typed, 500)).toBe(expected);
  });
});

describe('clean', () => {
  it.each([
    ['a right-to-left override', 'cat\u202egpj.exe', 'catgpj.exe'],
    ['zero-width characters', 'pa\u200bss\u2060wo\ufeffrd', 'password'],
    ['an invisible joiner between letters', 'a\u200db', 'ab'],
    ['fillers that look like nothing', 'a\u3164\u2800b', 'ab'],
    ['a tower of marks', `Z${'\u0336'.repeat(40)}algo`, 'Z\u0336\u0336\u0336algo'],
    ['a joiner at the edge of a word', 'می\u200c رود\u200d', 'می رود'],
    ['several joiners', 'می\u200c\u200cرود', 'میرود'],
    ['tags that make no flag', '🏴\u{e0068}\u{e0069} a\u{e0062}', '🏴 a'],
    ['half a surrogate pair', 'fox\ud83d', 'fox'],
    ['line breaks', 'one\r\n\r\ntwo\u2028three', 'one two three'],
  ])('takes out %s', (_, typed, expected) => {
    expect(clean(typed)).toBe(expected);
  });

  it.each([
    '👩‍👩‍👧‍👦 at the ❤️ beach',
    'Tiếng Việt có dấu',
    '日本語 العربية हिन्दी ไทยน้ำ',
    'می\u200cروم',
    'क्\u200dष ক\u200cষ',
    '🏴\u{e0067}\u{e0062}\u{e0065}\u{e006e}\u{e0067}\u{e007f} flag',
  ])('keeps %s', (text) => {
    expect(clean(text)).toBe(text.normalize('NFC'));
  });

  it('changes nothing the second time', () => {
    fc.assert(
      fc.property(anyText, (text) => clean(clean(text)) === clean(text)),
      { numRuns: 1000 },
    );
  });
});

describe('shorten', () => {
  it('never exceeds its limit and never splits what a reader sees as one character', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', maxLength: 300 }), fc.integer({ min: 1, max: 200 }), (text, limit) => {
        const short = shorten(text, limit);
        expect(short.length).toBeLessThanOrEqual(limit);
        if (short === text) return;
        const kept = graphemes(short.slice(0, -1));
        expect(graphemes(text).slice(0, kept.length)).toEqual(kept);
        expect(short.endsWith('…')).toBe(true);
      }),
    );
  });

  it('cuts before a family, not through it', () => {
    expect(plain('ab👩‍👩‍👧‍👦cd', 8)).toBe('ab…');
  });
});
