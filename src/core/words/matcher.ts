import { bare, normalize } from './normalize.ts';
import { type Reading, readingsOf } from './readings.ts';
import { layOut } from './rows.ts';
import { type DiacriticsMode, diacriticsModes, type Pattern } from './rule.ts';
import { once } from './tokens.ts';
import { inOneSpelling, isVietnamese } from './vietnamese.ts';
import { type Allowance, createWalk } from './walk.ts';

export interface Found {
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
