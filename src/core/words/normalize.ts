import { flagLetters, latinLookOf, latinLookOfCapital, withoutStroke } from './look-alikes.ts';

/** Scripts that put no space between words: each of their signs counts as one. */
const UNSPACED = '\\p{sc=Han}\\p{sc=Hira}\\p{sc=Kana}\\p{sc=Thai}\\p{sc=Laoo}\\p{sc=Khmr}\\p{sc=Mymr}';
const PICTURE = '\\p{Extended_Pictographic}';

const WORDS = new RegExp(`${PICTURE}|[${UNSPACED}]\\p{M}*|(?:(?![${UNSPACED}])[\\p{L}\\p{M}\\p{N}])+`, 'gu');
const RULE_WORDS = new RegExp(`${PICTURE}|[${UNSPACED}]\\p{M}*|(?:(?![${UNSPACED}])[\\p{L}\\p{M}\\p{N}*])+`, 'gu');
const SPELLING_LETTER = new RegExp(`^(?![${UNSPACED}])[\\p{L}\\p{N}@$€]$`, 'u');

export const wordsOf = (normalized: string): readonly string[] => normalized.match(WORDS) ?? [];

/** The same, with the stars of patterns as letters. */
export const ruleWordsOf = (normalized: string): readonly string[] => normalized.match(RULE_WORDS) ?? [];

/** Whether somebody may have put it down alone as one letter of a longer word. */
export const isSpelling = (token: string): boolean => SPELLING_LETTER.test(token);

export const countLetters = (word: string): number => word.match(/\p{L}/gu)?.length ?? 0;

/** Of a text most words, or what it is made of, come more than once; a text may be made to have no others. */
export function once<T>(read: (word: string) => T): (word: string) => T {
  const known = new Map<string, T>();
  return (word) => {
    const before = known.get(word);
    if (before !== undefined) return before;
    const result = read(word);
    known.set(word, result);
    return result;
  };
}

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

const TONE = '[\u0300\u0301\u0303\u0309\u0323]';
const TONES = new RegExp(TONE, 'gu');
const SYLLABLE =
  /^(?:ngh|ch|gh|gi|kh|ng|nh|ph|qu|th|tr|[bcdđghklmnprstvx])?(?:[aăâeêioôơuưy]|ia|iê|yê|ya|ua|uô|ưa|ươ|ai|ay|ao|au|âu|ây|eo|êu|iu|oi|ôi|ơi|ui|ưi|ưu|oa|oă|oe|oo|uê|uơ|uy|uâ|uya|uyê|oai|oay|oao|oeo|uai|uao|uay|uây|uôi|ươi|ươu|iêu|yêu|uyu)(?:ch|ng|nh|[cmnpt])?$/u;

/** Whether a word could be one of Vietnamese, where diacritics make the word: with them it is not the word without. */
export function isVietnamese(word: string): boolean {
  const tones = word.normalize('NFD').match(TONES)?.length ?? 0;
  return tones <= 1 && SYLLABLE.test(word.normalize('NFD').replace(TONES, '').normalize('NFC'));
}

const LETTERS = /^[a-eghik-vxyđăâêôơư]*$/u;

/** Whether what is given of a word could be of one of Vietnamese. */
export function mayBeVietnamese(piece: string): boolean {
  const apart = piece.normalize('NFD');
  const tones = apart.match(TONES)?.length ?? 0;
  return tones <= 1 && LETTERS.test(apart.replace(TONES, '').normalize('NFC'));
}

/** Drawn out or not, every letter with its tone. */
const TONE_BEFORE_ITS_VOWEL = ['o', 'u'].map(
  (before) =>
    new RegExp(`(${before})(${TONE})(?:${before}\\2)*((${before === 'o' ? '[ae]' : 'y'})\\4*)(?!\\p{M})`, 'gu'),
);
const Y_FOR_I = new RegExp(`(?<=[b-df-hj-np-tv-xzđ]|qu)y(${TONE})(?:y\\1)*`, 'gu');

/**
 * Keyboards set the tone of `oa`, `oe` and `uy` in two ways, and `i` and `y` are written for the same sound: `hòa`, `hoà`;
 * `lý`, `lí`. Each is one word.
 */
export function inOneSpelling(word: string): string {
  let apart = word.normalize('NFD');
  for (const misplaced of TONE_BEFORE_ITS_VOWEL) apart = apart.replace(misplaced, withToneBehind);
  return apart.replace(Y_FOR_I, (sounds) => sounds.replaceAll('y', 'i')).normalize('NFC');
}

function withToneBehind(all: string, before: string, tone: string, vowels: string): string {
  const count = (all.length - vowels.length) / (before.length + tone.length);
  return before.repeat(count) + Array.from(vowels, (vowel) => vowel + tone).join('');
}
