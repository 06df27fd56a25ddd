import type { DiacriticsMode, RuleProblem } from '../core/words/rule.ts';

/** What moderators are told of word rules. Words come ready to be shown. */
export interface WordTexts {
  /** What the rule takes diacritics for. */
  readonly diacritics: Readonly<Record<DiacriticsMode, string>>;
  added(word: string, reading: string): string;
  /** Of the rule for longer words, too. */
  longer(rule: string): string;
  readonly problems: Readonly<Record<RuleProblem, string>>;
  readonly full: string;
  known(word: string): string;
  removed(word: string): string;
  noSuchRule(word: string): string;
  readBy(reading: string): string;
  readonly noRules: string;
  readonly passes: string;
  caught(words: string, untold: number): string;
  /** Not every way to read a text was tried. */
  readonly cut: string;
  title(total: number): string;
  noSuchPage(page: number, pages: number): string;
  readonly neverUsed: string;
  used(times: number): string;
  by(mention: string, times: number): string;
  setBy(mention: string, when: string): string;
  readonly hint: string;
}
