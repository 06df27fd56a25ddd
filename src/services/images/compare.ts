import type { PictureSize } from '../../core/picture.ts';
import { type Drawing, decodeTo, loadSharp, measure, onCheckerboard } from './sharp.ts';

export interface Placed extends PictureSize {
  readonly left: number;
  readonly top: number;
}

interface CompareLayout extends PictureSize {
  readonly before: Placed;
  readonly after: Placed;
}

/** Of a screen's shape. */
const LARGEST: PictureSize = { width: 2048, height: 1536 };
const GAP = 8;

/** Side by side and of one height, or above each other and of one width: whichever shows more of the two. */
export function compareLayout(before: PictureSize, after: PictureSize): CompareLayout {
  const beside = sideBySide(before, after, LARGEST);
  const above = turned(sideBySide(turnedSize(before), turnedSize(after), turnedSize(LARGEST)));
  return shownBy(above) > shownBy(beside) ? above : beside;
}

function sideBySide(before: PictureSize, after: PictureSize, largest: PictureSize): CompareLayout {
  const widthToHeight = before.width / before.height + after.width / after.height;
  // the smaller one is enlarged to the other, and neither beyond
  const wanted = Math.max(before.height, after.height);
  const height = atLeastOne(Math.min(wanted, largest.height, (largest.width - GAP) / widthToHeight));
  const widthOf = (size: PictureSize, room: number) => Math.min(atLeastOne((height * size.width) / size.height), room);
  const left = widthOf(before, largest.width - GAP - 1);
  const right = widthOf(after, largest.width - GAP - left);
  return {
    width: left + GAP + right,
    height,
    before: { left: 0, top: 0, width: left, height },
    after: { left: left + GAP, top: 0, width: right, height },
  };
}

const atLeastOne = (length: number) => Math.max(1, Math.floor(length));

/** How much of a screen the two take. */
function shownBy({ before, after, width, height }: CompareLayout): number {
  const scale = Math.min(LARGEST.width / width, LARGEST.height / height);
  return (areaOf(before) + areaOf(after)) * scale ** 2;
}

const areaOf = ({ width, height }: PictureSize) => width * height;

const turnedSize = ({ width, height }: PictureSize): PictureSize => ({ width: height, height: width });

const turnedPlace = ({ left, top, ...size }: Placed): Placed => ({ left: top, top: left, ...turnedSize(size) });

const turned = ({ before, after, ...size }: CompareLayout): CompareLayout => ({
  ...turnedSize(size),
  before: turnedPlace(before),
  after: turnedPlace(after),
});

/** Between the two, apart from nearly every picture and from the squares. */
const GAP_COLOR = '#5865f2';
const QUALITY = 88;

/** Two pictures as one, before and after, each from its file. Throws PictureError. */
export async function compare(before: string, after: string): Promise<Drawing> {
  const layout = compareLayout(await measure(before), await measure(after));
  const { width, height } = layout;
  const layers = [await layerOf(before, layout.before), await layerOf(after, layout.after)];
  const sharp = await loadSharp();
  const both = sharp({ create: { width, height, channels: 3, background: GAP_COLOR } }).composite(layers);
  return { bytes: await both.webp({ quality: QUALITY }).toBuffer(), type: 'webp', width, height };
}

async function layerOf(path: string, { left, top, ...size }: Placed) {
  const { data, raw } = await onCheckerboard(await decodeTo(path, size));
  return { input: data, raw, left, top };
}
