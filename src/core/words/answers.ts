import type { Position } from '../pages.ts';
import type { DiacriticsMode, RuleProblem, WordRule } from './rule.ts';

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
