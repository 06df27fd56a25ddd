import { looseWordsOf, type StrokeLetter, unleeted } from './leet.ts';
import { apartFromNeighbours, FEWEST_SPELLED } from './spelled.ts';
import { countLetters, isSpelling, once, wordsOf } from './tokens.ts';

/** `he'll`, `l'été`: two words, however close. */
export const CONTRACTION = /^[^\p{L}]*(?:\p{L}+['’](?:ll|s|t|d|re|ve|m)|(?:[cdjlmnst]|qu)['’]\p{L}+)[^\p{L}]*$/u;
/** They stand between things that are told one after another, and around them. */
const LIST_SIGNS = /[,;:、"()[\]{}]+/u;

interface Way {
  /** What stands on both sides of a comma or a bracket is one word as well; and where the gap is wide a word ends. */
  readonly isClose: boolean;
  /** What digits and signs are read as; without it they are themselves. */
  readonly stroke: StrokeLetter | undefined;
}

/**
 * A whole text in which everything that is cut by signs or spelled out is put together where it stands, so that a phrase
 * is found whichever of its words were taken apart.
 */
export function putTogether(chunks: readonly string[], { isClose, stroke }: Way): readonly string[] {
  const read = once((chunk: string) => (isClose ? [joined(chunk, stroke)] : partsOf(chunk, stroke)).filter(Boolean));
  const words: string[] = [];
  let run: string[] = [];
  const close = () => {
    words.push(...oneWord(run, isClose));
    run = [];
  };
  for (const chunk of chunks) {
    if (CONTRACTION.test(chunk) || (chunk === '' && isClose)) close();
    for (const word of CONTRACTION.test(chunk) ? wordsOf(chunk) : read(chunk)) {
      if (isSpelling(word)) {
        run.push(word);
      } else {
        close();
        words.push(word);
      }
    }
  }
  close();
  return stroke === undefined ? words : words.map(once((word) => unleeted(word, stroke) ?? word));
}

function oneWord(run: readonly string[], isClose: boolean): readonly string[] {
  const word = run.join('');
  if (run.length < FEWEST_SPELLED || countLetters(word) < 2) return run;
  return isClose ? [word] : apartFromNeighbours(word);
}

function partsOf(chunk: string, stroke: StrokeLetter | undefined): readonly string[] {
  const parts = chunk.split(LIST_SIGNS).map((part) => joined(part, stroke));
  const withLetters = parts.filter((part) => countLetters(part) > 0);
  return withLetters.length > 0 ? withLetters : parts;
}

function joined(part: string, stroke: StrokeLetter | undefined): string {
  if (stroke !== undefined) return looseWordsOf(part).join('');
  const pieces = wordsOf(part);
  const withLetters = pieces.filter((piece) => countLetters(piece) > 0);
  return (withLetters.length > 0 ? withLetters : pieces).join('');
}
