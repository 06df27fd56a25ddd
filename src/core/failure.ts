import type { Refusal } from './refusal.ts';

/** Why a job ended without its picture. `detail` is for the log only: it may hold a provider's words. */
export interface FailureReason {
  readonly code: FailureCode;
  /** Of `input-refused`: what was found when the picture was here. */
  readonly refusal?: Refusal;
  readonly detail?: string;
}

export const failureCodes = [
  'refused', // the provider's moderation said no
  'invalid-request', // the provider did not like a field
  'provider-key',
  'provider-credits',
  'provider-gone', // endpoint or model retired
  'not-in-plan', // the key is good, and this is not for it
  'provider-blocked', // a firewall in front of the provider turned this order away
  'provider-busy', // never accepted, after the repeats that are allowed
  'provider-failed',
  'deadline',
  'task-lost', // the provider no longer knows the ticket
  'other-api', // the ticket is of an API of the provider's that the present key does not speak
  'result-lost', // the links died before the bytes were here
  'result-held', // it lies where the operator has not allowed us to fetch it
  'result-unreadable',
  'source-unreadable',
  'input-refused', // seen only when the picture was here
  'no-credits', // a later step of a chain found the day's credits used up
  'not-allowed', // the limits no longer let it, seen at a later step or when the picture was here
  'unknown', // the submit may or may not have been accepted
  'restored', // the same, because the database was put back from a copy
  'not-acknowledged',
  'unreadable-record',
  'internal',
] as const;
export type FailureCode = (typeof failureCodes)[number];

/** Nobody knows whether the provider took the order: the ledger says so, and one try is free. */
export const isUnknownOutcome = (code: FailureCode | undefined): boolean => code === 'unknown' || code === 'restored';

export const isFailureCode = (value: string): value is FailureCode => failureCodes.some((code) => code === value);

/** What would end in the same way, comes by itself, or can no longer be read. */
const NOT_REPEATED: readonly FailureCode[] = ['unreadable-record', 'input-refused', 'result-held'];

export const mayRetry = (code: FailureCode): boolean => !NOT_REPEATED.includes(code);
