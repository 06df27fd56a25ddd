import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  exampleFor,
  isNothing,
  isPossible,
  type Margins,
  marginsFor,
  nearestMargin,
  nearestShape,
  parseShape,
  type Shape,
} from '../../src/commands/expand.ts';
import type { PictureSize } from '../../src/core/picture.ts';

const side = fc.integer({ min: 256, max: 6000 });
const size: fc.Arbitrary<PictureSize> = fc.record({ width: side, height: side });
const term = fc.oneof(fc.integer({ min: 1, max: 30 }), fc.double({ min: 0.1, max: 30, noNaN: true }));
const ratio = fc.record({ kind: fc.constant('ratio' as const), width: term, height: term });
const zoom = fc.record({ kind: fc.constant('zoom' as const), factor: fc.double({ min: 1, max: 20, noNaN: true }) });

const across = ({ left, right }: Margins) => left + right;
const down = ({ top, bottom }: Margins) => top + bottom;
const shapeOf = (text: string): Shape => {
  const shape = parseShape(text);
  if (!shape) throw new Error(`${text} is no shape`);
  return shape;
};
const margins = (width: number, height: number, text: string) => marginsFor({ width, height }, shapeOf(text));

describe('a shape as it is typed', () => {
  test.each([
    ['16:9', { kind: 'ratio', width: 16, height: 9 }],
    [' 5 : 4 ', { kind: 'ratio', width: 5, height: 4 }],
    ['2.39:1', { kind: 'ratio', width: 2.39, height: 1 }],
    ['1.7x', { kind: 'zoom', factor: 1.7 }],
    ['1,5X', { kind: 'zoom', factor: 1.5 }],
    ['2 x', { kind: 'zoom', factor: 2 }],
  ])('%s is read', (text, expected) => expect(parseShape(text)).toEqual(expected));

  test.each([
    ['16x9', '16:9'],
    ['16:9:4', '16:9'],
    ['0:9', '16:9'],
    ['wide', '16:9'],
    ['1.5', '1.5x'],
    ['0x', '1.5x'],
    ['x2', '1.5x'],
    ['-2x', '1.5x'],
  ])('%s is none, and was probably meant to be like %s', (text, example) => {
    expect(parseShape(text)).toBeUndefined();
    expect(exampleFor(text)).toBe(example);
  });
});

describe('margins', () => {
  test.each([
    ['16:9', 1000, 1000, { left: 389, right: 389, top: 0, bottom: 0 }],
    ['9:16', 1000, 1000, { left: 0, right: 0, top: 389, bottom: 389 }],
    ['1:1', 800, 601, { left: 0, right: 0, top: 99, bottom: 100 }],
    ['1.5x', 400, 301, { left: 100, right: 100, top: 75, bottom: 76 }],
    ['4:3', 800, 600, { left: 0, right: 0, top: 0, bottom: 0 }],
    ['0.5x', 800, 600, { left: 0, right: 0, top: 0, bottom: 0 }],
    // what models call 16:9
    ['16:9', 1344, 768, { left: 0, right: 0, top: 0, bottom: 0 }],
    ['16:9', 2752, 1536, { left: 0, right: 0, top: 0, bottom: 0 }],
    ['9:16', 768, 1376, { left: 0, right: 0, top: 0, bottom: 0 }],
    ['16:9', 1340, 780, { left: 23, right: 24, top: 0, bottom: 0 }],
  ])('for %s of %i x %i', (text, width, height, expected) => {
    expect(margins(width, height, text)).toEqual(expected);
  });

  test('are shared evenly', () => {
    fc.assert(
      fc.property(size, fc.oneof(ratio, zoom), (picture, shape) => {
        const { left, right, top, bottom } = marginsFor(picture, shape);
        expect([0, 1]).toContain(right - left);
        expect([0, 1]).toContain(bottom - top);
        expect(Math.min(left, top)).toBeGreaterThanOrEqual(0);
      }),
    );
  });

  test('for a ratio that is another grow one axis, to that ratio within a pixel', () => {
    fc.assert(
      fc.property(size, ratio, (picture, shape) => {
        const added = marginsFor(picture, shape);
        expect(Math.min(across(added), down(added))).toBe(0);
        if (isNothing(added)) {
          const off = Math.abs(Math.log(((picture.width / picture.height) * shape.height) / shape.width));
          expect(off).toBeLessThan(0.021);
          return;
        }
        const [width, height] = [picture.width + across(added), picture.height + down(added)];
        const wanted = shape.width / shape.height;
        expect(Math.min(Math.abs(width - height * wanted), Math.abs(height - width / wanted))).toBeLessThanOrEqual(1);
      }),
    );
  });

  test('for a zoom grow both axes by it, within a pixel', () => {
    fc.assert(
      fc.property(size, zoom, (picture, shape) => {
        const added = marginsFor(picture, shape);
        expect(Math.abs(picture.width + across(added) - picture.width * shape.factor)).toBeLessThanOrEqual(1);
        expect(Math.abs(picture.height + down(added) - picture.height * shape.factor)).toBeLessThanOrEqual(1);
      }),
    );
  });
});

describe('the nearest that works', () => {
  test.each([
    ['21:9', 1000, 3000, '5:3'],
    ['9:21', 3000, 1000, '3:5'],
    ['16:9', 4000, 4000, '5:4'],
    ['3x', 2000, 1000, '3x'],
    ['4x', 2000, 1000, '3.04x'],
    ['2x', 3000, 3000, '1.49x'],
    ['21:9', 5000, 4000, undefined],
    ['2x', 5000, 4000, undefined],
  ])('to %s of %i x %i is %s', (text, width, height, expected) => {
    const shape = shapeOf(text);
    const nearest = isPossible({ width, height }, marginsFor({ width, height }, shape))
      ? text
      : nearestShape({ width, height }, shape);
    expect(nearest).toBe(expected);
  });

  test('works, grows the same axis and asks for less', () => {
    let found = 0;
    fc.assert(
      fc.property(size, fc.oneof(ratio, zoom), (picture, shape) => {
        const wish = marginsFor(picture, shape);
        if (isPossible(picture, wish) || isNothing(wish)) return;
        const nearest = nearestShape(picture, shape);
        if (nearest === undefined) return;
        found++;
        const added = marginsFor(picture, shapeOf(nearest));
        expect(isPossible(picture, added)).toBe(true);
        expect(across(added)).toBeLessThanOrEqual(across(wish));
        expect(down(added)).toBeLessThanOrEqual(down(wish));
      }),
      { numRuns: 500 },
    );
    expect(found).toBeGreaterThan(50);
  });

  test('shrinks the widest of typed margins, where that is enough', () => {
    const picture = { width: 4000, height: 4000 };
    const one = { left: 1500, right: 0, top: 0, bottom: 0 };
    expect(nearestMargin(picture, one)).toEqual({ option: 'left', nearest: '1000' });
    const two = { left: 0, right: 900, top: 100, bottom: 0 };
    expect(nearestMargin(picture, two)).toEqual({ option: 'right', nearest: '878' });
    const all = { left: 2000, right: 2000, top: 2000, bottom: 2000 };
    expect(nearestMargin(picture, all)).toEqual({ option: 'left', nearest: undefined });
  });
});
