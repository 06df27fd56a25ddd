import fc from 'fast-check';
import { expect, test } from 'vitest';
import { safeNames } from '../../../src/services/files/zip.ts';

test.each([
  ['ảnh đẹp.png', 'ảnh đẹp.png'],
  ['ảnh.png'.normalize('NFD'), 'ảnh.png'],
  ['/etc/passwd', '_etc_passwd'],
  ['..\\..\\a.png', '_.._a.png'],
  ['C:\\x.png', 'C__x.png'],
  ['...hidden.png', 'hidden.png'],
  ['con.png', '_con.png'],
  ['LPT1', '_LPT1'],
  ['console.png', 'console.png'],
  ['a\u202Egnp.exe', 'a_gnp.exe'],
  ['two\nlines\u0000.png', 'two_lines_.png'],
  ['a <b> "c" | d? *.png', 'a _b_ _c_ _ d_ _.png'],
  ['trailing. . ', 'trailing'],
  ['', 'file'],
  ['. .', 'file'],
  ['.png', 'png'],
])('%j becomes %j', (name, safe) => {
  expect(safeNames([name])).toEqual([safe]);
});

test('names that are one where case does not count are numbered', () => {
  expect(safeNames(['a.png', 'A.png', 'a.PNG', 'a (2).png', 'b.png'])).toEqual([
    'a.png',
    'A (2).png',
    'a (3).PNG',
    'a (2) (2).png',
    'b.png',
  ]);
});

test('a long name is cut and keeps its ending', () => {
  const [name = ''] = safeNames([`${'ắ'.repeat(500)}.webp`]);
  expect(name).toBe(`${'ắ'.repeat(56)}.webp`);
  const many = safeNames(Array.from({ length: 10_000 }, () => `${'😀'.repeat(500)}.jpg`));
  expect(Math.max(...many.map((each) => Buffer.byteLength(each)))).toBeLessThanOrEqual(255);
  expect(new Set(many).size).toBe(10_000);
});

test('whatever the names, every system takes what becomes of them, and none twice', () => {
  const name = fc.oneof(fc.string({ unit: 'binary' }), fc.string(), fc.constantFrom('a', 'A', 'nul', '..', 'a (2)'));
  fc.assert(
    fc.property(fc.array(name, { maxLength: 20 }), (names) => {
      const safe = safeNames(names);
      expect(new Set(safe.map((each) => each.toLowerCase())).size).toBe(names.length);
      for (const each of safe) {
        expect(each).not.toMatch(/[\\/:*?"<>|\p{Cc}]|^[. ]|[. ]$|^$|^(?:con|prn|aux|nul|com\d|lpt\d)(?:\.|$)/iu);
        expect(Buffer.byteLength(each)).toBeLessThanOrEqual(255);
        expect(each.isWellFormed()).toBe(true);
      }
    }),
  );
});
