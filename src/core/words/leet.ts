import { countLetters } from './tokens.ts';

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
const TOKENS = /[\p{L}\p{M}\p{N}@$€£¥¢+!|*]+/gu;
/** At the edge of a word they are what they are everywhere. */
const NEVER_AT_THE_EDGE = new Set(['!', '|', '+', '*']);
const FEWEST_LETTERS = 2;
/** Hardly ever meant as themselves inside of a word. */
const GOOD_AS_LETTERS = new Set(['@', '$', '€']);

/** Stands for any one letter, as in a word that somebody half covers. */
export const COVERED = '*';
/** What a stroke may stand for; in one word always the same. */
export const strokeLetters = ['i', 'l'] as const;
export type StrokeLetter = (typeof strokeLetters)[number];

/** Words in which digits and signs may be letters. */
export const looseWordsOf = (normalized: string): readonly string[] =>
  (normalized.match(TOKENS) ?? []).map(trimmed).filter((token) => token !== '');

/** The word that was meant, where letters are the better part of it; `4k`, `s3` and `8x10` mean what they say. */
export function unleeted(token: string, stroke: StrokeLetter): string | undefined {
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
