import type { Localized } from '../../../src/core/language.ts';

/** A part of the page in words. */
export interface Chapter {
  /** Of links that lead here, in every language. */
  readonly id: string;
  readonly title: Localized;
  readonly text: Localized;
}
