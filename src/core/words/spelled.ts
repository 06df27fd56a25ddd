import { countLetters, isSpelling } from './tokens.ts';

const TOKENS = /[\p{L}\p{M}\p{N}@$€]+/gu;
export const FEWEST_SPELLED = 3;
/** Words of one letter that stand before or behind a word that is spelled out. */
const ONE_LETTER_WORDS = new Set(['a', 'i']);

interface Single {
  readonly letter: string;
  /** What stands between it and the one before. */
  readonly gap: string;
}

/** Words put down letter by letter, `n u d e` or `n.u.d.e`: each list is one way to read one of them. */
export function spelledWords(normalized: string): readonly (readonly string[])[] {
  return runsOf(normalized).flatMap((run) => {
    const whole = joined(run);
    const shortest = Math.min(...run.slice(1).map(({ gap }) => gap.length));
    const byWidth = splitBefore(run, ({ gap }) => gap.length > shortest).map(joined);
    const byGap = sameGaps(run).map(joined);
    return [[whole], ...(byWidth.length > 1 ? [byWidth] : []), ...[whole, ...byGap].flatMap(withoutNeighbours)];
  });
}

function runsOf(normalized: string): readonly (readonly Single[])[] {
  const runs: Single[][] = [];
  let run: Single[] = [];
  let end = 0;
  for (const { 0: token, index } of normalized.matchAll(TOKENS)) {
    if (isSpelling(token)) {
      run.push({ letter: token, gap: normalized.slice(end, index) });
    } else {
      runs.push(run);
      run = [];
    }
    end = index + token.length;
  }
  return [...runs, run].filter((each) => each.length >= FEWEST_SPELLED && countLetters(joined(each)) >= 2);
}

function splitBefore(run: readonly Single[], isBorder: (single: Single) => boolean): readonly (readonly Single[])[] {
  const parts: Single[][] = [];
  for (const [place, single] of run.entries()) {
    const part = parts.at(-1);
    if (!part || (place > 0 && isBorder(single))) parts.push([single]);
    else part.push(single);
  }
  return parts;
}

/** Stretches between which the way of separating changes; the letter at the border belongs to both. */
function sameGaps(run: readonly Single[]): readonly (readonly Single[])[] {
  const parts: Single[][] = [];
  let last: Single | undefined;
  for (const single of run) {
    const part = parts.at(-1);
    if (part && last && (part.length === 1 || part.at(-1)?.gap === single.gap)) part.push(single);
    else parts.push(last ? [last, single] : [single]);
    last = single;
  }
  return parts.filter((part) => part.length >= FEWEST_SPELLED && part.length < run.length);
}

function withoutNeighbours(word: string): readonly (readonly string[])[] {
  const letters = [...word];
  const start = ONE_LETTER_WORDS.has(letters[0] ?? '') ? 1 : 0;
  const end = ONE_LETTER_WORDS.has(letters.at(-1) ?? '') ? -1 : undefined;
  const cuts = [letters, letters.slice(start), letters.slice(0, end), letters.slice(start, end)];
  return cuts.filter((cut) => cut.length >= FEWEST_SPELLED).map((cut) => [cut.join('')]);
}

/** A word that was spelled out, with the words of one letter that may have stood around it. */
export function apartFromNeighbours(word: string): readonly string[] {
  const letters = [...word];
  const start = ONE_LETTER_WORDS.has(letters[0] ?? '') ? 1 : 0;
  const end = ONE_LETTER_WORDS.has(letters.at(-1) ?? '') ? -1 : undefined;
  const own = letters.slice(start, end);
  return [...letters.slice(0, start), own.join(''), ...(end === undefined ? [] : letters.slice(end))];
}

const joined = (run: readonly Single[]): string => run.map(({ letter }) => letter).join('');
