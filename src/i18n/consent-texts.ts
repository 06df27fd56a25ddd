import type { ConsentRefusal } from '../core/consent.ts';

/** Texts of whose picture may be edited, and of who made it; the author comes as a mention, the link is Discord's own. */
export interface ConsentTexts {
  readonly refusals: Readonly<Record<ConsentRefusal, string>>;
  /** `isHidden`: only its maker sees it. */
  credit(about: { readonly author: string; readonly link: string; readonly isHidden: boolean }): string;
}
