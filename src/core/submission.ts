/** One POST to a provider, written before it leaves and never deleted. */
export interface Submission {
  readonly id: string;
  readonly jobId: string;
  readonly attempt: number;
  /** Random, part of the webhook's path. */
  readonly nonce: string;
  readonly sentAt: number;
  readonly ticket: string | undefined;
  readonly outcome: SubmissionOutcome;
}

export const submissionOutcomes = [
  'sent',
  'accepted',
  'not-accepted',
  'turned-away', // by a firewall, which let another question pass: it is about this order
  'refused',
  'unknown',
  'not-sent',
] as const;
export type SubmissionOutcome = (typeof submissionOutcomes)[number];
