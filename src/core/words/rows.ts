import { COVERED } from './leet.ts';
import { type Pattern, STAR } from './rule.ts';

/** Before each word of a rule. */
const GAP = ' ';
/** Of one number: so many rules are compared by one step. */
export const BITS = 32;

export interface PlacedPattern {
  readonly place: number;
  readonly pattern: Pattern;
}

/** Of some rules the signs in one row, as bits. */
export interface Signs {
  readonly row: number;
  readonly bits: number;
}

/**
 * Rules side by side, thirty-two to a number: a row holds the first sign of each, the next row the second, and after
 * the last of the longest the next rules begin.
 */
export interface Rows {
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
export function byRow(length: number, signs: readonly Signs[]): Int32Array {
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
