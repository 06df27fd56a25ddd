import type { Facts } from '../core/operation.ts';
import { type PictureInput, sizeOf } from '../core/picture-input.ts';
import type { Refusal } from '../core/refusal.ts';

export const SMALLEST_SIDE = 160;
export const LONGEST = 3;

/** What Relight, Style Transfer and the upscalers take; a picture whose size is not known yet is looked at again. */
export function refuseSize(pictures: Readonly<Record<string, PictureInput | undefined>>): Refusal | undefined {
  for (const [option, picture] of Object.entries(pictures)) {
    const size = sizeOf(picture);
    if (!size) continue;
    const [short, long] = [Math.min(size.width, size.height), Math.max(size.width, size.height)];
    if (short < SMALLEST_SIDE) return { code: 'picture-too-small', option, minimum: SMALLEST_SIDE };
    if (long > short * LONGEST) return { code: 'picture-too-long', option, longest: LONGEST };
  }
  return undefined;
}

/** The first of many reasons. */
export function firstRefusal<Input>(
  rules: readonly ((input: Input, facts: Facts) => Refusal | undefined)[],
): (input: Input, facts: Facts) => Refusal | undefined {
  return (input, facts) => {
    for (const rule of rules) {
      const refusal = rule(input, facts);
      if (refusal) return refusal;
    }
    return undefined;
  };
}
