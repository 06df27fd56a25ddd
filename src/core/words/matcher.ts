import { bare, inOneSpelling, isVietnamese, normalize, once } from './normalize.ts';
import { COVERED, type Reading, readingsOf } from './readings.ts';
import { type DiacriticsMode, diacriticsModes, type Pattern, STAR } from './rules.ts';

/** Before each word of a rule. */
const GAP = ' ';
/** Of one number: so many rules are compared by one step. */
const BITS = 32;

interface PlacedPattern {
  readonly place: number;
  readonly pattern: Pattern;
}

/** Of some rules the signs in one row, as bits. */
interface Signs {
  readonly row: number;
  readonly bits: number;
}

/**
 * Rules side by side, thirty-two to a number: a row holds the first sign of each, the next row the second, and after
 * the last of the longest the next rules begin.
 */
interface Rows {
  readonly length: number;
  /** Where a letter stands; under `COVERED` those of any letter. */
  readonly letters: ReadonlyMap<string, readonly Signs[]>;
  /** The gaps in front of rules. */
  readonly begins: readonly Signs[];
  /** By row: gaps within rules, stars, and last signs. */
  readonly gaps: Int32Array;
  readonly stars: Int32Array;
  readonly ends: Int32Array;
  /** Whose last sign it is. */
  placesOf(row: number, bit: number): readonly number[];
}

export function layOut(patterns: readonly PlacedPattern[]): Rows {
  const rules = [...Map.groupBy(patterns, ({ pattern }) => pattern.words.join(GAP))]
    .map(([text, same]) => ({ signs: [...(GAP + text)], places: same.map(({ place }) => place) }))
    .sort((one, other) => other.signs.length - one.signs.length);
  const letters = new Map<string, Map<number, number>>();
  const [gaps, stars, ends] = [new Map<number, number>(), new Map<number, number>(), new Map<number, number>()];
  const begins: Signs[] = [];
  const owners = new Map<number, readonly number[]>();
  let length = 0;
  for (let first = 0; first < rules.length; first += BITS) {
    const group = rules.slice(first, first + BITS);
    for (const [bit, { places, signs }] of group.entries()) {
      for (const [at, sign] of signs.entries()) {
        if (at === 0) continue;
        const sets = sign === GAP ? [gaps] : sign === STAR ? [stars] : [setOf(letters, sign), setOf(letters, COVERED)];
        for (const set of sets) mark(set, length + at, bit);
      }
      const last = length + signs.length - 1;
      mark(ends, last, bit);
      owners.set(last * BITS + bit, places);
    }
    begins.push({ row: length, bits: group.reduce((bits, _, bit) => bits | (1 << bit), 0) });
    length += group[0]?.signs.length ?? 0;
  }
  // nobody stands in the row after the last, and each is asked what comes next
  length += 1;
  return {
    ...{ length, begins },
    letters: new Map([...letters].map(([letter, set]) => [letter, signsIn(set)])),
    gaps: byRow(length, signsIn(gaps)),
    stars: byRow(length, signsIn(stars)),
    ends: byRow(length, signsIn(ends)),
    placesOf: (row, bit) => owners.get(row * BITS + bit) ?? [],
  };
}

/** The same by row, for many looks. */
function byRow(length: number, signs: readonly Signs[]): Int32Array {
  const rows = new Int32Array(length);
  for (const { row, bits } of signs) rows[row] = bits;
  return rows;
}

const signsIn = (set: ReadonlyMap<number, number>): readonly Signs[] => [...set].map(([row, bits]) => ({ row, bits }));

function setOf(letters: Map<string, Map<number, number>>, letter: string): Map<number, number> {
  const set = letters.get(letter) ?? new Map<number, number>();
  letters.set(letter, set);
  return set;
}

const mark = (set: Map<number, number>, row: number, bit: number): unknown =>
  set.set(row, (set.get(row) ?? 0) | (1 << bit));

/** A third letter of the same in a row counts as drawn out by itself. */
const IN_A_ROW = 3;
/**
 * How many letters a word has more than the rule: none; one, which may be another word (`god`, `good`); or two, which
 * is somebody drawing it out. Each row of signs that are reached is three numbers.
 */
const DEGREES = 3;
const LONGER = 1;
const DRAWN_OUT = 2;

/** What a text may take; shared by all walks along it. */
interface Allowance {
  steps: number;
  readonly most: number;
}

/** What a word comes to: rules that end with it, and the gaps in which rules wait for the next word. */
interface WordEnd {
  readonly found: readonly number[];
  readonly waiting: readonly Signs[];
}
const NOTHING: WordEnd = { found: [], waiting: [] };

type Walk = (words: readonly string[]) => ReadonlySet<number>;

/**
 * Looks for all rules at once along one text. Whole words only: a walk begins where a word does, and counts where one
 * ends. A step looks at one row of thirty-two rules, and only where one of them has come so far. Once the allowance is
 * used up nothing more is found.
 */
export function createWalk({ length, letters, begins, gaps, stars, ends, placesOf }: Rows, allowance: Allowance): Walk {
  let reached = new Int32Array(length * DEGREES);
  let next = new Int32Array(length * DEGREES);
  /** Stars stay for the rest of the word; whoever comes to one is spelled right so far. */
  const open = new Int32Array(length);
  /** Rows with anything reached or open, the last first. */
  let live = new Int32Array(length);
  let nextLive = new Int32Array(length);
  let count = 0;

  const masksOf = once((letter: string) => byRow(length, letters.get(letter) ?? []));

  /** From the last row to the first, since each needs the one before it as it was. */
  function advance(masks: Int32Array, mayRepeat: boolean, isRow: boolean): void {
    const [from, to, rows, nextRows, opened] = [reached, next, live, nextLive, open];
    const repeated = mayRepeat ? -1 : 0;
    const asLonger = isRow ? 0 : repeated;
    const asDrawn = isRow ? repeated : 0;
    let kept = 0;
    let looked = -1;
    let top = -1;
    let steps = 0;
    for (let at = 0; at < count; at += 1) {
      const first = rows[at] ?? 0;
      for (let row = first + 1; row >= first; row -= 1) {
        if (row === looked) continue;
        looked = row;
        steps += 1;
        const mask = masks[row] ?? 0;
        let isReached = false;
        // no letter stands in the row that rules begin with, so there is one before
        if (mask !== 0) {
          const here = row * DEGREES;
          const before = here - DEGREES;
          const meant = ((from[before] ?? 0) | (opened[row - 1] ?? 0)) & mask;
          const drawn = (from[before + DRAWN_OUT] ?? 0) & mask;
          const right = from[here] ?? 0;
          const more = (from[here + LONGER] ?? 0) | (from[here + DRAWN_OUT] ?? 0);
          const toLonger = ((from[before + LONGER] ?? 0) | (right & asLonger)) & mask;
          const toDrawn = drawn | (((more & repeated) | (right & asDrawn)) & mask);
          isReached = (meant | toLonger | toDrawn) !== 0;
          if (isReached) {
            to[here] = meant;
            to[here + LONGER] = toLonger;
            to[here + DRAWN_OUT] = toDrawn;
            // a star may stand for nothing
            const star = (meant | drawn) & (stars[row + 1] ?? 0);
            if (star !== 0) {
              opened[row + 1] = (opened[row + 1] ?? 0) | star;
              if (top !== row + 1) nextRows[kept++] = row + 1;
            }
          }
        }
        if (!isReached && opened[row] === 0) continue;
        nextRows[kept++] = row;
        top = row;
      }
      const done = first * DEGREES;
      from[done] = 0;
      from[done + LONGER] = 0;
      from[done + DRAWN_OUT] = 0;
    }
    allowance.steps += steps;
    [reached, next, live, nextLive, count] = [to, from, nextRows, rows, kept];
  }

  function begin(starts: readonly Signs[]): void {
    reached.fill(0);
    next.fill(0);
    open.fill(0);
    const rows = new Set<number>();
    for (const { row, bits } of starts) {
      reached[row * DEGREES] = (reached[row * DEGREES] ?? 0) | bits;
      rows.add(row);
      const star = bits & (stars[row + 1] ?? 0);
      if (star === 0) continue;
      open[row + 1] = (open[row + 1] ?? 0) | star;
      rows.add(row + 1);
    }
    live.set([...rows].sort((one, other) => other - one));
    count = rows.size;
  }

  function endOfWord(): WordEnd {
    const found: number[] = [];
    const waiting: Signs[] = [];
    for (let at = 0; at < count; at += 1) {
      const row = live[at] ?? 0;
      const meant = (open[row] ?? 0) | (reached[row * DEGREES] ?? 0) | (reached[row * DEGREES + DRAWN_OUT] ?? 0);
      const bits = meant & (gaps[row + 1] ?? 0);
      if (bits !== 0) waiting.push({ row: row + 1, bits });
      for (let left = meant & (ends[row] ?? 0); left !== 0; left &= left - 1) {
        found.push(...placesOf(row, BITS - 1 - Math.clz32(left & -left)));
      }
    }
    return { found, waiting };
  }

  function along(word: string, starts: readonly Signs[]): WordEnd {
    if (starts.length === 0) return NOTHING;
    begin(starts);
    let last = '';
    let inARow = 0;
    for (const letter of word) {
      inARow = letter === last ? inARow + 1 : 1;
      last = letter;
      advance(masksOf(letter), letter !== COVERED, inARow >= IN_A_ROW);
      if (count === 0 || allowance.steps > allowance.most) return NOTHING;
    }
    return endOfWord();
  }

  /** The same wherever the word stands. */
  const afresh = once((word: string) => along(word, begins));

  return (words) => {
    const found = new Set<number>();
    let waiting: readonly Signs[] = [];
    for (const word of words) {
      if (allowance.steps > allowance.most) break;
      const both = [along(word, waiting), afresh(word)];
      for (const end of both) for (const place of end.found) found.add(place);
      waiting = both.flatMap((end) => end.waiting);
    }
    return found;
  };
}

interface Found {
  /** Places of the patterns that the text has, in their order. */
  readonly places: readonly number[];
  /** What it took. */
  readonly steps: number;
  /** It would have taken more than a text may: ways to read it that are less likely were left out. */
  readonly isCut: boolean;
}

/**
 * Some 20 ms. Five hundred rules of usual words take less than a quarter of it, whatever a text of two thousand letters is
 * made of; only a list of rules made to be slow comes there.
 */
export const MOST_STEPS = 700_000;

export type Matcher = (text: string) => Found;

type Kind = Reading['kind'];

/** Rules made ready for many texts. */
export function createMatcher(patterns: readonly Pattern[]): Matcher {
  const modes = diacriticsModes.flatMap((mode) => {
    const placed = patterns.map((pattern, place) => ({ pattern, place })).filter((each) => each.pattern.mode === mode);
    return placed.length > 0 ? [{ spell: spellingOf(mode), rows: layOut(placed) }] : [];
  });

  const hasSay = (place: number, kind: Kind): boolean => {
    const pattern = patterns[place];
    if (!pattern || kind === 'plain') return pattern !== undefined;
    return !pattern.isShort && (kind === 'guess' || !pattern.hasStar);
  };

  return (text) => {
    const found = new Set<number>();
    const allowance: Allowance = { steps: 0, most: MOST_STEPS };
    const walks = modes.map(({ spell, rows }) => ({ spell: once(spell), walk: createWalk(rows, allowance) }));
    // what stands there comes first, and guesses as far as there is time
    for (const { kind, words } of walks.length > 0 ? readingsOf(normalize(text)) : []) {
      for (const { spell, walk } of walks) {
        for (const place of walk(words.map(spell))) if (hasSay(place, kind)) found.add(place);
      }
    }
    const { steps, most } = allowance;
    return { places: [...found].sort((one, other) => one - other), steps, isCut: steps > most };
  };
}

function spellingOf(mode: DiacriticsMode): (word: string) => string {
  switch (mode) {
    case 'exact':
      return inOneSpelling;
    case 'ignore':
      return bare;
    case 'auto':
      return (word) => (isVietnamese(word) ? word : bare(word));
  }
}
