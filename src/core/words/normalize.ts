import { flagLetters, latinLookOf, latinLookOfCapital, withoutStroke } from './look-alikes.ts';
import { once } from './tokens.ts';

/** Signs that stand behind a word and would grow into it. */
const TRADE_MARKS = /[™℠©®]/gu;
/** They take no part in a word, and show as a gap. */
const BLANK_LETTERS = /[\u115F\u1160\u2800\u3164\uFFA0]/gu;
const FLAGS = /\p{Regional_Indicator}+/gu;
const ACCENTS_ALONE = /\p{Sk}/gu;
const GAPS = /[^\S\uFEFF]/gu;
const WIDE_GAPS = / {2,}/g;
const WIDE_GAP = '  ';
const INVISIBLE = /[\p{Default_Ignorable_Code_Point}\p{Cc}\p{Cf}\p{Co}\p{Cn}\p{Cs}\uFFFD]/gu;
/** Marks put on letters. The vowel signs of other scripts are letters of their own. */
const MARKS = /[\p{M}&&\p{sc=Zinh}]/gv;
const LATIN = /[a-z]/i;

/**
 * One reading for all spellings that look the same: lower-case letters with their diacritics, and one space
 * or two. What stands between words is left, since somebody may have put it inside of one.
 */
export function normalize(text: string): string {
  return text
    .toWellFormed()
    .replace(TRADE_MARKS, ' ')
    .replace(BLANK_LETTERS, ' ')
    .replace(FLAGS, (flags) => ` ${mapped(flags, flagLetters)} `)
    .replace(ACCENTS_ALONE, "'")
    .normalize('NFKD')
    .replace(GAPS, ' ')
    .replace(INVISIBLE, '')
    .split(' ')
    .map(once(lowerLatin))
    .join(' ')
    .replace(WIDE_GAPS, WIDE_GAP)
    .trim();
}

function lowerLatin(chunk: string): string {
  const plain = LATIN.test(chunk) ? mapped(chunk, latinLookOfCapital) : chunk;
  // letter by letter: at the end of a word some languages have another small letter, and some capitals are two letters
  const lower = Array.from(plain, (letter) => letter.toLowerCase().toUpperCase().toLowerCase()).join('');
  return mapped(lower.normalize('NFKD'), latinLookOf).normalize('NFC').replace(MARKS, '');
}

/** The same without diacritics. */
export const bare = (normalized: string): string =>
  mapped(normalized.normalize('NFD').replace(MARKS, ''), withoutStroke).normalize('NFC');

const mapped = (text: string, table: ReadonlyMap<string, string>): string =>
  Array.from(text, (letter) => table.get(letter) ?? letter).join('');
