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
