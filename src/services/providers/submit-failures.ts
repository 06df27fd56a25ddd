import type { FailureReason } from '../../core/failure.ts';
import { type Retired, SubmitError } from '../../core/provider.ts';
import { type HttpAnswer, HttpError } from '../http/contract.ts';
import { complaintOf, isAboutModel, jsonOf, reason, retryAfterMs, wordsOf } from './provider-answer.ts';

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
  if (status === 429) return new SubmitError('not-accepted', { code: 'provider-busy' }, options);
  const isDocumented503 = status === 503 && typeof json?.['message'] === 'string';
  if (isDocumented503) return new SubmitError('not-accepted', { code: 'provider-busy' }, options);
  if (status < 400 || status > 499 || status === 408)
    return new SubmitError('unknown', { code: 'unknown', detail: `status ${status}` });
  const refusal = refusalOf(status, answer);
  const retired = retiredBy(status, refusal);
  return new SubmitError('refused', refusal, retired && { retired });
}

const retiredBy = (status: number, { code }: FailureReason): Retired | undefined =>
  code === 'provider-gone' ? { what: isGone(status) ? 'endpoint' : 'model', status } : undefined;

function refusalOf(status: number, answer: HttpAnswer): FailureReason {
  const json = jsonOf(answer);
  const words = wordsOf(json?.['message']);
  if (status === 401 || status === 403) return reason('provider-key', words);
  if (status === 402) return reason('provider-credits', words);
  if (isGone(status)) return reason('provider-gone', words);
  const complaint = complaintOf(json);
  const isModelRefused = status === 400 && complaint.code === 'invalid-request' && isAboutModel(json);
  return isModelRefused ? { ...complaint, code: 'provider-gone' } : complaint;
}
