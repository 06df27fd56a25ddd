/** By the Latin letter that a reader takes them for, in lower case as they stand when taken apart (NFKD). */
const LOOK_ALIKES = {
  a: 'аαɑɐᴀ',
  b: 'вьβʙƅɓ',
  c: 'сᴄɕ',
  d: 'ԁᴅɖɗ',
  e: 'еєεəɛɘɜǝᴇҽ',
  f: 'ꜰғϝƒ',
  g: 'ɡɢɠցԍ',
  h: 'һнհɦʜɥ',
  i: 'іιıɪӏɩ',
  j: 'јȷʝᴊյ',
  k: 'кκᴋʞ',
  l: 'ʟɭɫɬǀ',
  m: 'мᴍɱ',
  n: 'ηпиոɲɳŋɴ',
  o: 'оοօɵɔᴏσ',
  p: 'рρᴘ',
  q: 'ԛզɋ',
  r: 'гяʀɹɾɽ',
  s: 'ѕꜱʂʃƨ',
  t: 'тτᴛʇʈ',
  u: 'υսμʉʊᴜ',
  v: 'νѵʋʌᴠ',
  w: 'шщωԝɯʍᴡ',
  x: 'хχ',
  y: 'уγүʏʎ',
  z: 'ᴢʐʒ',
} as const;

/** Capitals whose small letters look like something else: meant for Latin only beside Latin letters. */
const CAPITALS = { b: 'Β', h: 'Η', l: 'Լ', m: 'Μ', n: 'ΝИ', s: 'Տ', u: 'Ս', y: 'Υ', e: 'Σ' } as const;

/** Alphabets whose letters all look like Latin capitals, by the letter that they look like. */
const CHEROKEE = {
  a: 'Ꭺ',
  b: 'Ᏼ',
  c: 'Ꮯ',
  d: 'Ꭰ',
  e: 'Ꭼ',
  g: 'Ꮐ',
  h: 'Ꮋ',
  i: 'Ꭵ',
  j: 'Ꭻ',
  k: 'Ꮶ',
  l: 'Ꮮ',
  m: 'Ꮇ',
} as const;
const CHEROKEE_REST = { p: 'Ꮲ', r: 'Ꭱ', s: 'Ꮪ', t: 'Ꭲ', v: 'Ꮩ', w: 'Ꮃ', y: 'Ꮍ', z: 'Ꮓ' } as const;
const LISU = 'ꓮaꓐbꓚcꓓdꓰeꓝfꓖgꓧhꓲiꓙjꓗkꓡlꓟmꓠnꓳoꓑpꓣrꓢsꓔtꓴuꓦvꓪwꓫxꓬyꓜz';

const A = 'a'.codePointAt(0) ?? 0;
const ALPHABET = 26;
/** White letters in black circles and squares: no decomposition says what they are. */
const ENCLOSED = [0x1f150, 0x1f170];
/** Two of them make a flag, any number of them a word. */
const FLAG_LETTERS = 0x1f1e6;

const alphabetFrom = (start: number): [string, string][] =>
  Array.from({ length: ALPHABET }, (_, place) => [
    String.fromCodePoint(start + place),
    String.fromCodePoint(A + place),
  ]);

const inverted = (table: Readonly<Record<string, string>>): [string, string][] =>
  Object.entries(table).flatMap(([latin, others]) => [...others].map((other): [string, string] => [other, latin]));

const lowerCase = (entries: readonly [string, string][]): [string, string][] =>
  entries.map(([other, latin]) => [other.toLowerCase(), latin]);

const lisu = [...LISU].flatMap((letter, place, all): [string, string][] =>
  place % 2 === 0 ? [[letter, all[place + 1] ?? '']] : [],
);
const cherokee = inverted({ ...CHEROKEE, ...CHEROKEE_REST });

/** Of a letter in lower case. */
export const latinLookOf: ReadonlyMap<string, string> = new Map([
  ...inverted(LOOK_ALIKES),
  ...lisu,
  ...cherokee,
  ...lowerCase(cherokee),
  ...ENCLOSED.flatMap(alphabetFrom),
]);

export const latinLookOfCapital: ReadonlyMap<string, string> = new Map(inverted(CAPITALS));

export const flagLetters: ReadonlyMap<string, string> = new Map(alphabetFrom(FLAG_LETTERS));

/** Letters with a stroke or of two together, which no decomposition takes apart: with marks dropped they are these. */
export const withoutStroke: ReadonlyMap<string, string> = new Map([
  ...inverted({ a: 'ⱥ', b: 'ƀ', c: 'ȼꞓ', d: 'đð', e: 'ɇ', g: 'ǥ', h: 'ħ', i: 'ɨ', j: 'ɉ', k: 'ꝁ', l: 'łƚⱡ' }),
  ...inverted({ n: 'ꞥ', o: 'ø', p: 'ꝑᵽ', q: 'ꝗ', r: 'ɍ', s: 'ꞩ', t: 'ŧⱦ', y: 'ɏ', z: 'ƶ' }),
  ['æ', 'ae'],
  ['œ', 'oe'],
]);
