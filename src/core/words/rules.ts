import type { Position } from '../pages.ts';
import { bare, inOneSpelling, isVietnamese, mayBeVietnamese, normalize, ruleWordsOf } from './normalize.ts';

/** Which words count as the rule's. `auto`: diacritics make another word in Vietnamese, and nowhere else. */
export const diacriticsModes = ['auto', 'exact', 'ignore'] as const;
export type DiacriticsMode = (typeof diacriticsModes)[number];

export const RULE_LIMIT = 100;
export const MOST_RULES = 500;
export const STAR = '*';

/** What moderators do not want to be asked for in their server. */
export interface WordRule {
  readonly scope: string;
  readonly id: string;
  /** As it was typed. */
  readonly word: string;
  readonly diacritics: DiacriticsMode;
  readonly setBy: string;
  readonly setAt: number;
}

/** A rule as texts are compared with it. */
export interface Pattern {
  readonly words: readonly string[];
  readonly mode: DiacriticsMode;
  /** So short that only the plain text may be meant by it. */
  readonly isShort: boolean;
  readonly hasStar: boolean;
}

/** `stars`: a star that no text can be compared with fast, or that would catch nearly everything. */
export type RuleProblem = 'too-long' | 'blank' | 'stars';

type ParsedRule =
  | { readonly ok: true; readonly pattern: Pattern }
  | { readonly ok: false; readonly problem: RuleProblem };

const FEWEST_BESIDE_STAR = 2;
const SHORT = 3;
/** In the middle, or at the ends: of a star in front of another one too much would have to be remembered. */
const STARRED = /^(?:\*?[^*]+\*?|[^*]+\*[^*]+\*?)$/u;

export function parseRule(typed: string, diacritics: DiacriticsMode): ParsedRule {
  if (typed.length > RULE_LIMIT) return { ok: false, problem: 'too-long' };
  const exact = ruleWordsOf(normalize(typed.replace(/\*+/g, STAR)));
  if (exact.every((word) => lettersIn(word) === 0)) return { ok: false, problem: 'blank' };
  if (!exact.every(isFindable)) return { ok: false, problem: 'stars' };
  const mode = modeOf(exact, diacritics);
  const words = exact.map(mode === 'exact' ? inOneSpelling : bare);
  const hasStar = words.some((word) => word.includes(STAR));
  const letters = words.reduce((sum, word) => sum + lettersIn(word), 0);
  return { ok: true, pattern: { words, mode, hasStar, isShort: letters < SHORT } };
}

/** Two rules with the same reading are the same. */
export const readingOf = ({ words }: Pattern): string => words.join(' ');

/** Accents of other languages are often left out, so they are not asked for. */
function modeOf(words: readonly string[], wanted: DiacriticsMode): DiacriticsMode {
  return wanted === 'auto' && words.some((word) => bare(word) !== word && isOfVietnamese(word)) ? 'exact' : wanted;
}

const isOfVietnamese = (word: string): boolean =>
  word.includes(STAR) ? mayBeVietnamese(word.replaceAll(STAR, '')) : isVietnamese(word);

function isFindable(word: string): boolean {
  if (!word.includes(STAR)) return true;
  return lettersIn(word) >= FEWEST_BESIDE_STAR && STARRED.test(word);
}

const lettersIn = (word: string): number => [...word].filter((letter) => letter !== STAR).length;

/** What came of adding a rule. `full`: a server has only so many. */
export type Added =
  | {
      readonly kind: 'added';
      readonly word: string;
      readonly reading: string;
      readonly diacritics: DiacriticsMode;
      /** The rule that would catch longer words, too; undefined where this one does, or there are none. */
      readonly longer?: string | undefined;
    }
  | { readonly kind: 'refused'; readonly problem: RuleProblem | 'full' | 'known'; readonly word: string };

export type Removed =
  | { readonly kind: 'removed'; readonly word: string }
  | { readonly kind: 'no-such-rule'; readonly word: string };

/** A text as it is read, and what would stop it; nothing is counted. */
export interface Tested {
  readonly kind: 'tested';
  readonly reading: string;
  readonly broken: readonly string[];
  readonly rules: number;
  /** It was not held against them in every way. */
  readonly isCut: boolean;
}

export type WordAnswer = Added | Removed | Tested;

export interface ListedRule extends Pick<WordRule, 'word' | 'diacritics' | 'setBy' | 'setAt'> {
  readonly hits: number;
  /** Whom it caught most often. */
  readonly members: readonly { readonly memberId: string; readonly count: number }[];
}

export interface WordsPage extends Position {
  readonly total: number;
  readonly rules: readonly ListedRule[];
}
