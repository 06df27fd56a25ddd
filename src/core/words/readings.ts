import { countLetters, isSpelling, once, wordsOf } from './normalize.ts';

const LETTERS = {
  '0': 'o',
  '3': 'e',
  '4': 'a',
  '5': 's',
  '6': 'g',
  '7': 't',
  '8': 'b',
  '9': 'g',
  '@': 'a',
  $: 's',
  '€': 'e',
  '£': 'l',
  '¥': 'y',
  '¢': 'c',
  '+': 't',
} as const satisfies Readonly<Record<string, string>>;

const table: ReadonlyMap<string, string> = new Map(Object.entries(LETTERS));
const STROKES = new Set(['1', '!', '|']);
const LOOSE_TOKENS = /[\p{L}\p{M}\p{N}@$€£¥¢+!|*]+/gu;
/** At the edge of a word they are what they are everywhere. */
const NEVER_AT_THE_EDGE = new Set(['!', '|', '+', '*']);
const FEWEST_LETTERS = 2;
/** Hardly ever meant as themselves inside of a word. */
const GOOD_AS_LETTERS = new Set(['@', '$', '€']);

/** Stands for any one letter, as in a word that somebody half covers. */
export const COVERED = '*';
/** What a stroke may stand for; in one word always the same. */
const strokeLetters = ['i', 'l'] as const;
type StrokeLetter = (typeof strokeLetters)[number];

/** Words in which digits and signs may be letters. */
const looseWordsOf = (normalized: string): readonly string[] =>
  (normalized.match(LOOSE_TOKENS) ?? []).map(trimmed).filter((token) => token !== '');

/** The word that was meant, where letters are the better part of it; `4k`, `s3` and `8x10` mean what they say. */
function unleeted(token: string, stroke: StrokeLetter): string | undefined {
  const all = [...token];
  const letters = countLetters(token);
  const asGood = letters + all.filter((sign) => GOOD_AS_LETTERS.has(sign)).length;
  if (letters === 0 || letters === all.length) return undefined;
  if (asGood < FEWEST_LETTERS || asGood * 2 < all.length) return undefined;
  return all.map((sign) => (STROKES.has(sign) ? stroke : (table.get(sign) ?? sign))).join('');
}

function trimmed(token: string): string {
  const signs = [...token];
  const first = signs.findIndex((sign) => !NEVER_AT_THE_EDGE.has(sign));
  const last = signs.findLastIndex((sign) => !NEVER_AT_THE_EDGE.has(sign));
  return first < 0 ? '' : signs.slice(first, last + 1).join('');
}

const SPELLED_TOKENS = /[\p{L}\p{M}\p{N}@$€]+/gu;
const FEWEST_SPELLED = 3;
/** Words of one letter that stand before or behind a word that is spelled out. */
const ONE_LETTER_WORDS = new Set(['a', 'i']);

interface Single {
  readonly letter: string;
  /** What stands between it and the one before. */
  readonly gap: string;
}

/** Words put down letter by letter, `n u d e` or `n.u.d.e`: each list is one way to read one of them. */
function spelledWords(normalized: string): readonly (readonly string[])[] {
  return runsOf(normalized).flatMap((run) => {
    const whole = lettersOf(run);
    const shortest = Math.min(...run.slice(1).map(({ gap }) => gap.length));
    const byWidth = splitBefore(run, ({ gap }) => gap.length > shortest).map(lettersOf);
    const byGap = sameGaps(run).map(lettersOf);
    return [[whole], ...(byWidth.length > 1 ? [byWidth] : []), ...[whole, ...byGap].flatMap(withoutNeighbours)];
  });
}

function runsOf(normalized: string): readonly (readonly Single[])[] {
  const runs: Single[][] = [];
  let run: Single[] = [];
  let end = 0;
  for (const { 0: token, index } of normalized.matchAll(SPELLED_TOKENS)) {
    if (isSpelling(token)) {
      run.push({ letter: token, gap: normalized.slice(end, index) });
    } else {
      runs.push(run);
      run = [];
    }
    end = index + token.length;
  }
  return [...runs, run].filter((each) => each.length >= FEWEST_SPELLED && countLetters(lettersOf(each)) >= 2);
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

/** Where a word begins and ends if a word of one letter stands before or behind it. */
const withinNeighbours = (letters: readonly string[]): readonly [number, number | undefined] => [
  ONE_LETTER_WORDS.has(letters[0] ?? '') ? 1 : 0,
  ONE_LETTER_WORDS.has(letters.at(-1) ?? '') ? -1 : undefined,
];

function withoutNeighbours(word: string): readonly (readonly string[])[] {
  const letters = [...word];
  const [start, end] = withinNeighbours(letters);
  const cuts = [letters, letters.slice(start), letters.slice(0, end), letters.slice(start, end)];
  return cuts.filter((cut) => cut.length >= FEWEST_SPELLED).map((cut) => [cut.join('')]);
}

/** A word that was spelled out, with the words of one letter that may have stood around it. */
function apartFromNeighbours(word: string): readonly string[] {
  const letters = [...word];
  const [start, end] = withinNeighbours(letters);
  const own = letters.slice(start, end);
  return [...letters.slice(0, start), own.join(''), ...(end === undefined ? [] : letters.slice(end))];
}

const lettersOf = (run: readonly Single[]): string => run.map(({ letter }) => letter).join('');

/** `he'll`, `l'été`: two words, however close. */
const CONTRACTION = /^[^\p{L}]*(?:\p{L}+['’](?:ll|s|t|d|re|ve|m)|(?:[cdjlmnst]|qu)['’]\p{L}+)[^\p{L}]*$/u;
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
function putTogether(chunks: readonly string[], { isClose, stroke }: Way): readonly string[] {
  const read = once((chunk: string) => (isClose ? [piecesOf(chunk, stroke)] : partsOf(chunk, stroke)).filter(Boolean));
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
  const parts = chunk.split(LIST_SIGNS).map((part) => piecesOf(part, stroke));
  const withLetters = parts.filter((part) => countLetters(part) > 0);
  return withLetters.length > 0 ? withLetters : parts;
}

function piecesOf(part: string, stroke: StrokeLetter | undefined): string {
  if (stroke !== undefined) return looseWordsOf(part).join('');
  const pieces = wordsOf(part);
  const withLetters = pieces.filter((piece) => countLetters(piece) > 0);
  return (withLetters.length > 0 ? withLetters : pieces).join('');
}

/**
 * One way to read a text. `plain`: what stands there. `guess`: what may have been meant, so that very short rules
 * have no say. `joined`: pieces put together, so that patterns would find what nobody wrote.
 */
export interface Reading {
  readonly kind: 'plain' | 'guess' | 'joined';
  readonly words: readonly string[];
}

const DIGITS_AROUND = /^\p{Nd}*(\p{L}[\p{L}\p{M}]{2,})\p{Nd}*$/u;

/** All ways to read a normalized text: what it says, and what it would say to somebody who wants to see it. */
export function readingsOf(normalized: string): readonly Reading[] {
  const chunks = normalized.split(' ');
  const plain = chunks.flatMap(once(wordsOf));
  const guesses = strokeLetters.map((stroke) =>
    chunks.flatMap(
      once((chunk) =>
        looseWordsOf(chunk).flatMap((token) => {
          const meant = unleeted(token, stroke);
          return meant === undefined ? wordsOf(token) : [meant];
        }),
      ),
    ),
  );
  const withoutNumbers = plain.map((word) => DIGITS_AROUND.exec(word)?.[1] ?? word);
  const together = [true, false].flatMap((isClose) =>
    [undefined, ...strokeLetters].map((stroke) => putTogether(chunks, { isClose, stroke })),
  );
  const spelled = spelledWords(normalized).flatMap((words) => [words, ...leetOf(words)]);
  return [
    { kind: 'plain', words: plain },
    ...different([...guesses, withoutNumbers], plain).map((words): Reading => ({ kind: 'guess', words })),
    ...different(spelled, plain).map((words): Reading => ({ kind: 'plain', words })),
    ...different([...new Set(chunks)].flatMap(joinedOf), plain).map((words): Reading => ({ kind: 'joined', words })),
    ...different(together, plain).map((words): Reading => ({ kind: 'joined', words })),
  ];
}

/** The pieces of what has no space in it as one word. */
function joinedOf(chunk: string): readonly (readonly string[])[] {
  if (CONTRACTION.test(chunk)) return [];
  const pieces = wordsOf(chunk).filter((piece) => countLetters(piece) > 0);
  const loose = looseWordsOf(chunk);
  return [...(pieces.length > 1 ? [[pieces.join('')]] : []), ...(loose.length > 1 ? leetOf([loose.join('')]) : [])];
}

const leetOf = (words: readonly string[]): readonly (readonly string[])[] =>
  strokeLetters.flatMap((stroke) => {
    const meant = words.map((word) => unleeted(word, stroke) ?? word);
    return meant.some((word, place) => word !== words[place]) ? [meant] : [];
  });

function different(lists: readonly (readonly string[])[], known: readonly string[]): readonly (readonly string[])[] {
  const seen = new Set([known.join(' ')]);
  return lists.filter((words) => {
    const key = words.join(' ');
    return !seen.has(key) && seen.add(key);
  });
}
