import { readFile } from 'node:fs/promises';
import type { Font as FontFile, Glyph } from 'fontkitten';

/** The font of every text in a picture: it comes with the bot, because slim images have none. */
export interface Font {
  /** Width of a text, in pixels. */
  widthOf(text: string, size: number): number;
  /** As it stands where it fits, else cut, with an ellipsis. */
  cut(text: string, size: number, maximumWidth: number): string;
  /** The outline of a text as the data of an SVG path; `y` is the line that letters stand on. */
  outline(text: string, place: TextPlace): string;
}

export interface TextPlace {
  readonly x: number;
  readonly y: number;
  readonly size: number;
  /** Which end of the text `x` is. */
  readonly anchor?: 'start' | 'middle' | 'end';
}

const FILE = '@expo-google-fonts/be-vietnam-pro/500Medium/BeVietnamPro_500Medium.ttf';
const ELLIPSIS = '…';
const SHIFT = { start: 0, middle: 0.5, end: 1 } as const;

/** Texts are drawn as outlines: no system's fonts or font settings have a say in what they look like. */
export async function openFont(): Promise<Font> {
  const { create } = await import('fontkitten');
  const file = create(await readFile(new URL(import.meta.resolve(FILE))));
  if (file.isCollection) throw new Error('A single font was expected');
  return fontOf(file);
}

function fontOf(file: FontFile): Font {
  // an emoji, which the font does not have, is left out rather than shown as an empty box
  const glyphOf = (character: string): Glyph | undefined => {
    const codePoint = character.codePointAt(0) ?? 0;
    return file.hasGlyphForCodePoint(codePoint) ? file.glyphForCodePoint(codePoint) : undefined;
  };
  const glyphsOf = (text: string) => charactersOf(text).flatMap((character) => glyphOf(character) ?? []);
  const scaleOf = (size: number) => size / file.unitsPerEm;

  const widthOf = (text: string, size: number) =>
    glyphsOf(text).reduce((sum, { advanceWidth }) => sum + advanceWidth, 0) * scaleOf(size);

  function cut(text: string, size: number, maximumWidth: number): string {
    if (widthOf(text, size) <= maximumWidth) return text;
    let width = widthOf(ELLIPSIS, size);
    let shorter = '';
    for (const character of charactersOf(text)) {
      width += (glyphOf(character)?.advanceWidth ?? 0) * scaleOf(size);
      if (width > maximumWidth) break;
      shorter += character;
    }
    return shorter && shorter.trimEnd() + ELLIPSIS;
  }

  function outline(text: string, { x, y, size, anchor = 'start' }: TextPlace): string {
    let at = x - widthOf(text, size) * SHIFT[anchor];
    return glyphsOf(text)
      .map(({ path, advanceWidth }) => {
        const drawn = path.scale(scaleOf(size), -scaleOf(size)).translate(at, y).toSVG();
        at += advanceWidth * scaleOf(size);
        return drawn;
      })
      .join('');
  }

  return { widthOf, cut, outline };
}

/** Composed, as the font has them: many keyboards type a Vietnamese letter and its marks one by one. */
const charactersOf = (text: string): string[] => [...text.normalize('NFC').replace(/\s+/g, ' ').trim()];
