const segmenter = new Intl.Segmenter('und', { granularity: 'grapheme' });
const ELLIPSIS = '…';
const WORD_JOINER = '\u2060';

/** Holds an emoji of several together, and is a trick everywhere else. */
const EMOJI_JOINER = /(?<=\p{Extended_Pictographic}\p{Emoji_Modifier}?\uFE0F?)\u200D(?=\p{Extended_Pictographic})/u;
const EMOJI_STYLE = /(?<=\p{Extended_Pictographic})\uFE0F/u;
/** They change how letters of these scripts are joined; elsewhere they only hide. */
const JOINED_SCRIPTS =
  '[\\p{scx=Arab}\\p{scx=Syrc}\\p{scx=Mong}\\p{scx=Deva}\\p{scx=Beng}\\p{scx=Guru}\\p{scx=Gujr}\\p{scx=Orya}\\p{scx=Taml}\\p{scx=Telu}\\p{scx=Knda}\\p{scx=Mlym}\\p{scx=Sinh}\\p{scx=Khmr}]';
const LETTER_JOINER = new RegExp(
  `(?<=(?=[\\p{L}\\p{M}])${JOINED_SCRIPTS})[\\u200C\\u200D](?=(?=\\p{L})${JOINED_SCRIPTS})`,
  'u',
);
/** The flags of England, Scotland, Wales: a black one and letters that nobody sees. */
const TAGGED_FLAG = /\u{1F3F4}[\u{E0030}-\u{E0039}\u{E0061}-\u{E007A}]{3,6}\u{E007F}/u;
const INVISIBLE = /[\p{Default_Ignorable_Code_Point}\p{Cc}\p{Cf}\p{Co}\u2800\uFFFD]/u;
const UNSEEN = new RegExp(
  `(${TAGGED_FLAG.source})|(?!${EMOJI_JOINER.source})(?!${EMOJI_STYLE.source})(?!${LETTER_JOINER.source})${INVISIBLE.source}`,
  'gu',
);
/** Living scripts pile up three marks at most; more is somebody growing letters over the lines around. */
const PILE_OF_MARKS = /(\p{M}{3})\p{M}+/gu;

/** Words of printable ASCII with one space between them: nothing is to be done about those. */
const HARMLESS = /^[!-~]+(?: [!-~]+)*$/;

/** One line of visible characters: nothing in it can reorder, hide or overgrow what stands around it. */
export function clean(text: string): string {
  if (HARMLESS.test(text)) return text;
  return text
    .toWellFormed()
    .replace(/[^\S\uFEFF]+/gu, ' ')
    .replace(UNSEEN, (_, flag: string | undefined) => flag ?? '')
    .normalize('NFC')
    .replace(PILE_OF_MARKS, '$1')
    .replace(/ +/g, ' ')
    .trim();
}

/** At most `limit` UTF-16 units, cut between what a reader sees as characters. */
export function shorten(text: string, limit: number): string {
  if (text.length <= limit) return text;
  let kept = '';
  for (const { segment } of segmenter.segment(text)) {
    if (kept.length + segment.length + ELLIPSIS.length > limit) break;
    kept += segment;
  }
  return kept.trimEnd() + ELLIPSIS;
}

/** Plain text for where Discord reads no markup, such as alt text. */
export const plain = (text: string, limit: number): string => shorten(clean(text), limit);

/**
 * Text of a member or a provider as Discord shall show it: as it was typed, with nothing in it that Discord would
 * act on. At most `limit` units are shown; backslashes may double that.
 */
export function inert(text: string, limit: number): string {
  return plain(text, limit)
    .replace(/[\\*_~`|<>@#:[\]/]/g, '\\$&')
    .replace(/@(?=everyone|here)/gi, `@${WORD_JOINER}`)
    .replace(/^[-+]/, '\\$&')
    .replace(/^(\d+)([.)])/, '$1\\$2');
}

/** The same, with at most `limit` units of what Discord is sent: where many texts share one message. */
export function inertWithin(text: string, limit: number): string {
  for (let shown = limit; ; shown -= 1) {
    const told = inert(text, shown);
    if (told.length <= limit || shown <= 1) return told;
  }
}

/** In the letters of code, where only the mark that ends it means anything. */
export const code = (text: string, limit: number): string => `\`${plain(text, limit).replaceAll('`', "'")}\``;

/** Of a member; somebody whose data was deleted has no name any more. */
export const memberMention = (id: string): string => (/^\d{1,20}$/.test(id) ? `<@${id}>` : '—');
