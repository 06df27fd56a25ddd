import type { PictureSize } from '../core/picture-input.ts';
import { isPossible, type Margins, marginsFor, sides } from './expand-margins.ts';
import type { Shape } from './expand-shape.ts';

/** Which option would have to be what; undefined where it alone cannot help. */
export interface Mend {
  readonly option: string;
  readonly nearest: string | undefined;
}

const LARGEST_TERM = 21;
/** No picture that may be expanded can be zoomed out further. */
const FURTHEST_ZOOM = 17;

const terms = Array.from({ length: LARGEST_TERM }, (_, index) => index + 1);
/** Proportions that people read at a glance; of equal ones the shortest comes first. */
const ratios = terms.flatMap((width) => terms.map((height) => ({ kind: 'ratio', width, height }) as const));
const zooms = Array.from({ length: (FURTHEST_ZOOM - 1) * 100 }, (_, index) => 1 + (index + 1) / 100);

/** What comes closest to a shape that asks for too much, as it is typed; undefined where nothing does. */
export function nearestShape(size: PictureSize, shape: Shape): string | undefined {
  return shape.kind === 'zoom' ? nearestZoom(size, shape.factor) : nearestRatio(size, shape.width / shape.height);
}

function nearestZoom(size: PictureSize, wish: number): string | undefined {
  const isUsable = (factor: number) => factor < wish && isPossible(size, marginsFor(size, { kind: 'zoom', factor }));
  const found = zooms.findLast(isUsable);
  return found === undefined ? undefined : `${found}x`;
}

/** Between the picture's own proportions and the wish, so that the same axis grows. */
function nearestRatio(size: PictureSize, wish: number): string | undefined {
  const own = size.width / size.height;
  const [low, high] = own < wish ? [own, wish] : [wish, own];
  const distance = ({ width, height }: (typeof ratios)[number]) => Math.abs(Math.log(width / height / wish));
  const found = ratios
    .filter(({ width, height }) => width / height > low && width / height < high)
    .sort((a, b) => distance(a) - distance(b))
    .find((shape) => isPossible(size, marginsFor(size, shape)));
  return found && `${found.width}:${found.height}`;
}

/** The widest margin, and how wide it may be beside the others. */
export function nearestMargin(size: PictureSize, margins: Margins): Mend {
  const side = sides.reduce((widest, each) => (margins[each] > margins[widest] ? each : widest));
  const isUsable = (pixels: number) => isPossible(size, { ...margins, [side]: pixels });
  const found = Array.from({ length: margins[side] }, (_, pixels) => pixels).findLast(isUsable);
  return { option: side, nearest: found === undefined ? undefined : String(found) };
}
