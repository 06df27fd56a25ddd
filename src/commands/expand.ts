import { integer, type OptionChoice, optional, text } from '../core/fields.ts';
import { given } from '../core/json.ts';
import { defineOperation, type InputOf } from '../core/operation.ts';
import { type PictureSize, type Resolution, resolutionOf, sizeOf } from '../core/picture.ts';
import type { ProviderRequest } from '../core/provider.ts';
import type { Refusal } from '../core/refusal.ts';
import { followUpsOf } from './shared/follow-ups.ts';
import { altText, firstRefusal, mainPicture, mainPictureIsNeeded } from './shared/options.ts';

/** What the picture shall become: of other proportions, or smaller within more surroundings. */
export type Shape =
  | { readonly kind: 'ratio'; readonly width: number; readonly height: number }
  | { readonly kind: 'zoom'; readonly factor: number };

const NUMBER = String.raw`(\d+(?:\.\d+)?)`;
const RATIO = new RegExp(String.raw`^${NUMBER}\s*:\s*${NUMBER}$`);
const ZOOM = new RegExp(String.raw`^${NUMBER}\s*x$`, 'i');

/** Reads `16:9`, `2.39:1`, `1.5x` and `1,5x`. */
export function parseShape(text: string): Shape | undefined {
  const typed = text.trim().replaceAll(',', '.');
  const factor = Number(ZOOM.exec(typed)?.[1]);
  if (factor > 0) return { kind: 'zoom', factor };
  const [width = 0, height = 0] = RATIO.exec(typed)?.slice(1).map(Number) ?? [];
  return width > 0 && height > 0 ? { kind: 'ratio', width, height } : undefined;
}

/** For a text that is no shape: what it was probably meant to be. */
export const exampleFor = (text: string): string => (/^\D*\d+(?:[.,]\d+)?\D*$/.test(text) ? '1.5x' : '16:9');

const sides = ['left', 'right', 'top', 'bottom'] as const;
type Side = (typeof sides)[number];
/** Pixels to add. */
export type Margins = Readonly<Record<Side, number>>;

const LONGEST_MARGIN = 2048;
export const MAXIMUM_MEGAPIXELS = 20;
const NO_MARGINS: Margins = { left: 0, right: 0, top: 0, bottom: 0 };
/** Models call 1344 × 768 a picture of 16:9: what is as near as that has this shape already. */
const NEAR = 0.02;
const MAXIMUM_PIXELS = MAXIMUM_MEGAPIXELS * 1_000_000;

/** The picture stays in the middle; an odd pixel goes to the right or the bottom. */
export function marginsFor(size: PictureSize, shape: Shape): Margins {
  const grown = grow(size, shape);
  const [across, down] = [grown.width - size.width, grown.height - size.height];
  const [left, top] = [Math.floor(across / 2), Math.floor(down / 2)];
  return { left, right: across - left, top, bottom: down - top };
}

function grow({ width, height }: PictureSize, shape: Shape): PictureSize {
  if (shape.kind === 'zoom') {
    const factor = Math.max(shape.factor, 1);
    return { width: Math.round(width * factor), height: Math.round(height * factor) };
  }
  if (Math.abs((width * shape.height) / (height * shape.width) - 1) < NEAR) return { width, height };
  const wider = Math.round((height * shape.width) / shape.height);
  const taller = Math.round((width * shape.height) / shape.width);
  return wider > width ? { width: wider, height } : { width, height: Math.max(taller, height) };
}

export const isNothing = (margins: Margins): boolean => sides.every((side) => margins[side] === 0);

const sideTooLong = (margins: Margins): Side | undefined => sides.find((side) => margins[side] > LONGEST_MARGIN);

const isTooLarge = ({ width, height }: PictureSize, { left, right, top, bottom }: Margins): boolean =>
  (width + left + right) * (height + top + bottom) > MAXIMUM_PIXELS;

export const isPossible = (size: PictureSize, margins: Margins): boolean =>
  !isNothing(margins) && sideTooLong(margins) === undefined && !isTooLarge(size, margins);

const margin = { minimum: 0, maximum: LONGEST_MARGIN };
const TYPED_LIMIT = 20;

const shapes: readonly OptionChoice[] = [
  { value: '16:9', name: { en: '16:9 widescreen', vi: '16:9 màn ảnh rộng' } },
  { value: '9:16', name: { en: '9:16 story', vi: '9:16 tin dọc' } },
  { value: '4:3', name: { en: '4:3 classic', vi: '4:3 cổ điển' } },
  { value: '3:4', name: { en: '3:4 traditional', vi: '3:4 truyền thống' } },
  { value: '1:1', name: { en: '1:1 square', vi: '1:1 vuông' } },
  { value: '3:2', name: { en: '3:2 standard', vi: '3:2 tiêu chuẩn' } },
  { value: '2:3', name: { en: '2:3 portrait', vi: '2:3 chân dung' } },
  { value: '21:9', name: { en: '21:9 film', vi: '21:9 điện ảnh' } },
  { value: '1.5x', name: { en: 'Zoom out 1.5x', vi: 'Lùi ra xa 1.5x' } },
  { value: '2x', name: { en: 'Zoom out 2x', vi: 'Lùi ra xa 2x' } },
];

/** Every field of Image Expand that a member can set, in the order in which Discord shows them. */
export const expandFields = {
  ...mainPicture,
  prompt: optional(
    text({
      localNames: { vi: 'mô_tả' },
      description: { en: 'What the added parts show', vi: 'Phần thêm vào vẽ gì' },
    }),
  ),
  left: optional(
    integer(
      {
        localNames: { vi: 'trái' },
        description: { en: 'Pixels to add on the left, 0-2048 (0)', vi: 'Số pixel thêm bên trái, 0-2048 (0)' },
      },
      margin,
    ),
  ),
  right: optional(
    integer(
      {
        localNames: { vi: 'phải' },
        description: { en: 'Pixels to add on the right, 0-2048 (0)', vi: 'Số pixel thêm bên phải, 0-2048 (0)' },
      },
      margin,
    ),
  ),
  top: optional(
    integer(
      {
        localNames: { vi: 'trên' },
        description: { en: 'Pixels to add at the top, 0-2048 (0)', vi: 'Số pixel thêm phía trên, 0-2048 (0)' },
      },
      margin,
    ),
  ),
  bottom: optional(
    integer(
      {
        localNames: { vi: 'dưới' },
        description: { en: 'Pixels to add at the bottom, 0-2048 (0)', vi: 'Số pixel thêm phía dưới, 0-2048 (0)' },
      },
      margin,
    ),
  ),
  shape: optional(
    text(
      {
        localNames: { vi: 'tỉ_lệ' },
        description: {
          en: 'Instead of pixels: a shape like 16:9, or how far to zoom out, like 1.5x',
          vi: 'Thay cho số pixel: tỉ lệ như 16:9, hoặc lùi ra xa như 1.5x',
        },
        suggests: 'choices',
        choices: shapes,
      },
      TYPED_LIMIT,
    ),
  ),
};

type ExpandInput = InputOf<typeof expandFields>;

const expandEndpoint = { path: '/v1/ai/image-expand/flux-pro' };

/** Undefined where a shape needs the size of the picture, and that is not known yet. */
function marginsOf(input: ExpandInput): Margins | undefined {
  const { left = 0, right = 0, top = 0, bottom = 0 } = input;
  if (input.shape === undefined) return { left, right, top, bottom };
  const shape = parseShape(input.shape);
  const size = sizeOf(input.image);
  return shape && size && marginsFor(size, shape);
}

/** All four margins are always sent: the endpoint's own defaults are not 0. */
function expandRequest(input: ExpandInput): Omit<ProviderRequest, 'provider'> {
  return {
    ...expandEndpoint,
    body: given({ prompt: input.prompt, ...(marginsOf(input) ?? NO_MARGINS) }),
    pictures: [{ field: 'image', option: 'image', as: 'base64' }],
  };
}

function expandResolution(input: ExpandInput): Resolution | undefined {
  const size = sizeOf(input.image);
  const margins = marginsOf(input);
  if (!size || !margins) return undefined;
  const { left, right, top, bottom } = margins;
  return resolutionOf({ width: size.width + left + right, height: size.height + top + bottom });
}

/** Which option would have to be what; undefined where it alone cannot help. */
interface Mend {
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
const refuseExpand = firstRefusal([
  shapeIsAShape,
  shapeStandsAlone,
  somethingIsAdded,
  pictureIsLargeEnough,
  pictureLeavesRoom,
  sidesAreShortEnough,
  resultIsSmallEnough,
]);

/** Freepik Image Expand with Flux Pro: more around a picture. */
export const expand = defineOperation({
  name: 'expand',
  localNames: { vi: 'mở_rộng' },
  description: { en: 'Add more around a picture', vi: 'Vẽ thêm xung quanh một ảnh' },
  title: { en: 'Expand', vi: 'Mở rộng' },
  provider: 'freepik',
  endpoints: [{ ...expandEndpoint, required: 'image' }],
  instead: ['edit'],
  prices: { standard: 1 },
  followUps: followUpsOf('expand', { hasPrompt: true }),
  main: mainPictureIsNeeded,
  fields: expandFields,
  refuse: refuseExpand,
  tier: () => 'standard',
  resolution: expandResolution,
  request: expandRequest,
  altText: ({ prompt }) =>
    prompt === undefined
      ? { en: 'Picture expanded beyond its edges', vi: 'Ảnh được mở rộng ra ngoài khung' }
      : altText({ en: 'Picture expanded with the words', vi: 'Ảnh được mở rộng theo mô tả' }, prompt),
});
