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
