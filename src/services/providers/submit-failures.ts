import type { FailureReason } from '../../core/failure.ts';
import { type Retired, SubmitError } from '../../core/provider.ts';
import { type HttpAnswer, HttpError } from '../http/contract.ts';
import { complaintOf, isAboutModel, isAboutPolicy, jsonOf, reason, retryAfterMs, wordsOf } from './provider-answer.ts';

/** The statuses of an endpoint that is not there any more. */
export const isGone = (status: number): boolean => status === 404 || status === 410;

export function notAnswered(error: unknown): SubmitError {
  const isSent = !(error instanceof HttpError) || (error.kind !== 'not-sent' && error.kind !== 'host-refused');
  const code = isSent ? 'unknown' : 'provider-busy';
  return new SubmitError(isSent ? 'unknown' : 'not-accepted', { code }, { cause: error });
}

/** What an answer other than success says of the one question that counts: may a task exist? */
export function notTaken(answer: HttpAnswer, now: number): SubmitError {
  const { status, headers } = answer;
  const json = jsonOf(answer);
  const wait = retryAfterMs(headers, now);
  const options = wait === undefined ? {} : { retryAfterMs: wait };
  // what stands in front of the provider speaks no JSON: nothing of the order reached it
  if (status === 403 && !json) return new SubmitError('not-accepted', { code: 'provider-blocked' }, options);
  if (status === 429) return new SubmitError('not-accepted', { code: 'provider-busy' }, options);
  const isDocumented503 = status === 503 && typeof json?.['message'] === 'string';
  if (isDocumented503) return new SubmitError('not-accepted', { code: 'provider-busy' }, options);
  if (status < 400 || status > 499 || status === 408)
    return new SubmitError('unknown', { code: 'unknown', detail: `status ${status}` });
  const refusal = refusalOf(status, answer);
  const retired = retiredBy(status, refusal);
  return new SubmitError('refused', refusal, retired && { retired });
}

function retiredBy(status: number, { code }: FailureReason): Retired | undefined {
  if (code === 'not-in-plan') return { what: 'plan', status };
  return code === 'provider-gone' ? { what: isGone(status) ? 'endpoint' : 'model', status } : undefined;
}

function refusalOf(status: number, answer: HttpAnswer): FailureReason {
  const json = jsonOf(answer);
  const words = wordsOf(json?.['message'] ?? json?.['error'] ?? json?.['detail']);
  if (status === 401) return reason('provider-key', words);
  if (status === 403) return planRefusal(words);
  if (status === 402) return reason('provider-credits', words);
  if (isGone(status)) return reason('provider-gone', words);
  const complaint = complaintOf(json);
  const isModelRefused = status === 400 && complaint.code === 'invalid-request' && isAboutModel(json);
  return isModelRefused ? { ...complaint, code: 'provider-gone' } : complaint;
}

/** A 403 of the provider's own: the key is known, and what was asked for is not for it, or may not be shown. */
const planRefusal = (words: string | undefined): FailureReason =>
  reason(words && isAboutPolicy(words) ? 'refused' : 'not-in-plan', words);
