import type { ConsentRefusal } from '../core/consent.ts';

/** Texts of whose picture may be edited, and of who made it; the author comes as a mention, the link is Discord's own. */
export interface ConsentTexts {
  readonly refusals: Readonly<Record<ConsentRefusal, string>>;
  /** `mayStart`: a button beneath starts from the finished picture. */
  handedIn(owner: string, mayStart: boolean): string;
  readonly startFromResult: string;
  /** In the form that asks for other words. */
  readonly wordsFromResult: string;
  onlyOwnerCompares(owner: string): string;
  /** `isHidden`: only its maker sees it. */
  credit(about: { readonly author: string; readonly link: string; readonly isHidden: boolean }): string;
}
