import type { ShownFile } from './card.ts';
import type { Localized } from './language.ts';

/** One picture of a chain, as far as whoever looks may know of it. */
export type ChainStep =
  /** What a member handed in at the beginning. */
  | { readonly kind: 'source' }
  /** Somebody else's own business. */
  | { readonly kind: 'gap' }
  | MadeStep;

export interface MadeStep {
  readonly kind: 'made';
  readonly jobId: string;
  /** Which of the job's pictures, from 1. */
  readonly n: number;
  readonly title: Localized;
  readonly prompt: string | undefined;
  readonly price: number;
  /** What was not given back. */
  readonly charged: number;
  readonly at: number;
  /** Link to its message; undefined where nobody can be led there. */
  readonly message: string | undefined;
}

/** How a picture came about, and what came of it. */
export interface ChainPage {
  /** The picture that it is about. */
  readonly jobId: string;
  readonly n: number;
  /** All steps as one picture; undefined where none of them can be shown. */
  readonly strip: ShownFile | undefined;
  readonly steps: readonly ChainStep[];
  /** Steps before the first that is told. */
  readonly earlier: number;
  /** What was made from the picture. */
  readonly later: readonly MadeStep[];
}
