import { sizeOf } from '../core/picture-input.ts';
import type { Refusal } from '../core/refusal.ts';
import type { ExpandInput } from './expand-fields.ts';
import {
  isNothing,
  isTooLarge,
  LONGEST_MARGIN,
  MAXIMUM_MEGAPIXELS,
  NO_MARGINS,
  sides,
  sideTooLong,
} from './expand-margins.ts';
import { type Mend, nearestMargin, nearestShape } from './expand-nearest.ts';
import { marginsOf } from './expand-request.ts';
import { exampleFor, parseShape } from './expand-shape.ts';
import { firstRefusal } from './picture-rules.ts';

type Rule = (input: ExpandInput) => Refusal | undefined;

export const SMALLEST_SIDE = 256;

const shapeIsAShape: Rule = ({ shape }) =>
  shape === undefined || parseShape(shape)
    ? undefined
    : { code: 'bad-shape', option: 'shape', value: shape, example: exampleFor(shape) };

/** Even a margin of 0 says where the picture shall stand. */
const shapeStandsAlone: Rule = (input) => {
  const other = input.shape === undefined ? undefined : sides.find((side) => input[side] !== undefined);
  return other && { code: 'conflict', option: 'shape', other };
};

const somethingIsAdded: Rule = (input) => {
  const margins = marginsOf(input);
  return margins && isNothing(margins) ? { code: 'nothing-to-add' } : undefined;
};

const pictureIsLargeEnough: Rule = ({ image }) => {
  const size = sizeOf(image);
  return size && Math.min(size.width, size.height) < SMALLEST_SIDE
    ? { code: 'picture-too-small', option: 'image', minimum: SMALLEST_SIDE }
    : undefined;
};

/** No margin could help a picture that is too large already. */
const pictureLeavesRoom: Rule = ({ image }) => {
  const size = sizeOf(image);
  return size && isTooLarge(size, NO_MARGINS) ? resultTooLarge({ option: 'image', nearest: undefined }) : undefined;
};

const sidesAreShortEnough: Rule = (input) => {
  const margins = marginsOf(input);
  const side = margins && sideTooLong(margins);
  if (!side) return undefined;
  return { code: 'side-too-large', option: 'shape', side, limit: LONGEST_MARGIN, nearest: nearestFor(input) };
};

const resultIsSmallEnough: Rule = (input) => {
  const margins = marginsOf(input);
  const size = sizeOf(input.image);
  if (!margins || !size || !isTooLarge(size, margins)) return undefined;
  if (input.shape === undefined) return resultTooLarge(nearestMargin(size, margins));
  return resultTooLarge({ option: 'shape', nearest: nearestFor(input) });
};

const resultTooLarge = (mend: Mend): Refusal => ({
  code: 'result-too-large',
  limit: MAXIMUM_MEGAPIXELS,
  unit: 'megapixels',
  ...mend,
});

function nearestFor({ shape, image }: ExpandInput): string | undefined {
  const wish = shape === undefined ? undefined : parseShape(shape);
  const size = sizeOf(image);
  return wish && size && nearestShape(size, wish);
}

/** What the endpoint would turn down, or take money for without adding anything. */
export const refuseExpand = firstRefusal([
  shapeIsAShape,
  shapeStandsAlone,
  somethingIsAdded,
  pictureIsLargeEnough,
  pictureLeavesRoom,
  sidesAreShortEnough,
  resultIsSmallEnough,
]);
