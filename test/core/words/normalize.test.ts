import { assert, property, string } from 'fast-check';
import { expect, test } from 'vitest';
import { latinLookOf, latinLookOfCapital } from '../../../src/core/words/look-alikes.ts';
import { bare, isVietnamese, normalize } from '../../../src/core/words/normalize.ts';

test('a normalized text is normal', () => {
  assert(
    property(string({ unit: 'binary' }), (text) => {
      expect(normalize(normalize(text))).toBe(normalize(text));
      expect(bare(bare(normalize(text)))).toBe(bare(normalize(text)));
    }),
    { numRuns: 3000 },
  );
});

test('every character, beside a letter, is normal when normalized', () => {
  const all = Array.from({ length: 0x20000 }, (_, code) => String.fromCodePoint(code));
  const changing = all.filter((one) =>
    [one.toUpperCase(), one.toLowerCase(), one.normalize('NFKD')].some((each) => each !== one),
  );
  const characters = changing.map((one) => `a${one}b`);
  for (let from = 0; from < characters.length; from += 1024) {
    const some = normalize(characters.slice(from, from + 1024).join(' '));
    expect(normalize(some), from.toString(16)).toBe(some);
  }
});

test('a sharp s is two of them, in capitals too', () => {
  for (const text of ['scheiße', 'SCHEISSE', 'SCHEIẞE']) expect(normalize(text)).toBe('scheisse');
});

test('lone surrogates and piles of marks end as text', () => {
  expect(normalize('n\ud800u')).toBe('nu');
  expect(normalize(`n${'\u0336\u0308'.repeat(500)}ude`)).toBe('nude');
});

test('what looks like a letter becomes that letter, once', () => {
  for (const [other, latin] of [...latinLookOf, ...latinLookOfCapital]) {
    expect(latin, other).toMatch(/^[a-z]$/);
    expect(other.normalize('NFKD'), 'is looked up after it was taken apart').toBe(other);
    expect(normalize(`x${other}`), other).toBe(`x${latin}`);
  }
});

test('a Greek word is the same in capitals', () => {
  expect(normalize('ΝΗΣΟΣ')).toBe(normalize('νησος'));
});

test('gaps stay gaps, and a wide one stays wide', () => {
  expect(normalize('  a\n\u00a0b\u3164c d\u2800 ')).toBe('a  b c d');
});

test.each(['lớn', 'nghiêng', 'quýt', 'người', 'khuya', 'đu', 'tít', 'ở', 'giặt', 'thuyền'])(
  '%s is a word of Vietnamese',
  (word) => expect(isVietnamese(word)).toBe(true),
);

test.each(['núde', 'dịck', 'fúck', 'pórn', 'séx', 'nüde', 'schwül', 'étế', 'bútt'])('%s is none', (word) =>
  expect(isVietnamese(word)).toBe(false),
);
