import type { Evidence } from '../store/switches-contract.ts';

const MINUTE_MS = 60_000;
const FIRST_TRY_MS = 2 * MINUTE_MS;
const LONGEST_TRY_MS = 240 * MINUTE_MS;
/** Only an order in earnest shows whether a model is back: once a day one member may be disappointed. */
export const MODEL_TRIAL_MS = 24 * 60 * MINUTE_MS;
/** A command comes off Discord's lists when nothing took an order or answered a question for so long. */
const LISTED_MS = 60 * MINUTE_MS;
const ENOUGH = 3;
const KEPT = 10;

/** Three in a row, of more than one job: what one odd order meets is not the rule. */
export const isProven = (proof: readonly Evidence[]): boolean =>
  proof.length >= ENOUGH && new Set(proof.map(({ jobId }) => jobId)).size > 1;

export const withEvidence = (proof: readonly Evidence[], evidence: Evidence): readonly Evidence[] =>
  [...proof, evidence].slice(-KEPT);

export const isLasting = ({ offSince }: { readonly offSince: number | null }, now: number): boolean =>
  offSince !== null && now - offSince >= LISTED_MS;

/** Ever longer, also for what seemed to be back and was not. */
export const untilTry = (tries: number): number => Math.min(FIRST_TRY_MS * 2 ** Math.min(tries, 20), LONGEST_TRY_MS);
