import fc from 'fast-check';
import { expect, test } from 'vitest';
import { fitBytes } from '../../../src/services/images/preview.ts';

/** A picture that takes so many bytes a pixel, whose encoder is counted. */
function picture(bytesPerPixel: number) {
  const tries: { readonly side: number; readonly quality: number }[] = [];
  const encode = async (side: number, quality: number) => {
    tries.push({ side, quality });
    const bytes = 40 + Math.ceil(side * side * bytesPerPixel * (quality === 90 ? 1 : 0.6));
    return { bytes: new Uint8Array(bytes), side, quality };
  };
  return { tries, encode };
}

const cases = fc.record({
  side: fc.integer({ min: 1, max: 2560 }),
  bytesPerPixel: fc.double({ min: 0.005, max: 1.5, noNaN: true }),
  maximumBytes: fc.integer({ min: 2000, max: 4_000_000 }),
});

test('whatever the picture and the limit, it fits after few tries, never larger than it was', async () => {
  await fc.assert(
    fc.asyncProperty(cases, async ({ side, bytesPerPixel, maximumBytes }) => {
      const { tries, encode } = picture(bytesPerPixel);
      const fitted = await fitBytes({ side, maximumBytes, encode });
      expect(fitted.bytes.byteLength).toBeLessThanOrEqual(maximumBytes);
      expect(Math.max(...tries.map((each) => each.side))).toBe(side);
      expect(tries.length).toBeLessThanOrEqual(6);
    }),
  );
});

test('what had to be made smaller makes use of the limit', async () => {
  await fc.assert(
    fc.asyncProperty(cases, async ({ side, bytesPerPixel, maximumBytes }) => {
      const { encode } = picture(bytesPerPixel);
      const fitted = await fitBytes({ side, maximumBytes, encode });
      if (fitted.side < side) expect(fitted.bytes.byteLength).toBeGreaterThan(maximumBytes * 0.4);
    }),
  );
});

test('a lesser quality is tried before a smaller size, where it may do', async () => {
  const { tries, encode } = picture(1);
  await fitBytes({ side: 1000, maximumBytes: 700_000, encode });
  expect(tries).toEqual([
    { side: 1000, quality: 90 },
    { side: 1000, quality: 75 },
  ]);
});

test.each([1, 20, 32, 2560])('a limit that nothing meets is given up on soon, from %i pixels too', async (side) => {
  const { tries, encode } = picture(1);
  const fitted = fitBytes({ side, maximumBytes: 30, encode });
  await expect(fitted).rejects.toMatchObject({ problem: 'too-large' });
  expect(tries.length).toBeLessThanOrEqual(6);
});
