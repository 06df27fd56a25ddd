import { bare, normalize } from './normalize.ts';
import { type Reading, readingsOf } from './readings.ts';
import { type DiacriticsMode, diacriticsModes, type Pattern } from './rule.ts';
import { buildTrie } from './trie.ts';
import { isVietnamese } from './vietnamese.ts';
import { walk } from './walk.ts';

export interface Found {
  /** Places of the patterns that the text has, in their order. */
  readonly places: readonly number[];
  /** What it took: grows with the text, whatever the patterns are. */
  readonly steps: number;
}

export type Matcher = (text: string) => Found;

type Kind = Reading['kind'];

/** Rules made ready for many texts. */
export function createMatcher(patterns: readonly Pattern[]): Matcher {
  const tries = diacriticsModes.flatMap((mode) => {
    const placed = patterns.map((pattern, place) => ({ pattern, place })).filter((each) => each.pattern.mode === mode);
    return placed.length > 0 ? [{ mode, trie: buildTrie(placed) }] : [];
  });

  const hasSay = (place: number, kind: Kind): boolean => {
    const pattern = patterns[place];
    if (!pattern || kind === 'plain') return pattern !== undefined;
    return !pattern.isShort && (kind === 'guess' || !pattern.hasStar);
  };

  return (text) => {
    const found = new Set<number>();
    let steps = 0;
    const readings = tries.length > 0 ? readingsOf(normalize(text)) : [];
    for (const { mode, trie } of tries) {
      const spell = spellingOf(mode);
      for (const { kind, words } of readings) {
        const walked = walk(trie, words.map(spell));
        steps += walked.steps;
        for (const place of walked.found) if (hasSay(place, kind)) found.add(place);
      }
    }
    return { places: [...found].sort((one, other) => one - other), steps };
  };
}

function spellingOf(mode: DiacriticsMode): (word: string) => string {
  switch (mode) {
    case 'exact':
      return (word) => word;
    case 'ignore':
      return bare;
    case 'auto':
      return (word) => (isVietnamese(word) ? word : bare(word));
  }
}
