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
