const TONES = /[\u0300\u0301\u0303\u0309\u0323]/gu;
const SYLLABLE =
  /^(?:ngh|ch|gh|gi|kh|ng|nh|ph|qu|th|tr|[bcdđghklmnprstvx])?(?:[aăâeêioôơuưy]|ia|iê|yê|ya|ua|uô|ưa|ươ|ai|ay|ao|au|âu|ây|eo|êu|iu|oi|ôi|ơi|ui|ưi|ưu|oa|oă|oe|oo|uê|uơ|uy|uâ|uya|uyê|oai|oay|oao|oeo|uai|uao|uay|uây|uôi|ươi|ươu|iêu|yêu|uyu)(?:ch|ng|nh|[cmnpt])?$/u;

/** Whether a word could be one of Vietnamese, where diacritics make the word: with them it is not the word without. */
export function isVietnamese(word: string): boolean {
  const tones = word.normalize('NFD').match(TONES)?.length ?? 0;
  return tones <= 1 && SYLLABLE.test(word.normalize('NFD').replace(TONES, '').normalize('NFC'));
}
