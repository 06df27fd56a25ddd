import type { FormData } from 'undici';
import type { Clock } from '../../core/clock.ts';
import type { FailureReason } from '../../core/failure.ts';
import { hostRuleOf } from '../../core/hosts.ts';
import { isJsonObject } from '../../core/json.ts';
import {
  type KeyState,
  PollError,
  type Presence,
  type Retired,
  SubmitError,
  type SubmitFate,
} from '../../core/provider.ts';
import { type Http, type HttpAnswer, HttpError, type HttpRequest } from '../http/contract.ts';
import { complaintOf, isAboutModel, isAboutPolicy, jsonOf, reason, retryAfterMs, wordsOf } from './answer.ts';

/** The statuses of an endpoint that is not there any more. */
const isGone = (status: number): boolean => status === 404 || status === 410;

/** How a provider speaks of orders that it does not take. */
interface Manners {
  /** What becomes of an order that may have made a task: `unknown` when not said. */
  readonly unclear?: Extract<SubmitFate, 'unknown' | 'repeatable'>;
  /** The field that holds the words of an error: `message` when not said. */
  readonly words?: 'message' | 'error';
}

function notAnswered(error: unknown, { unclear = 'unknown' }: Manners): SubmitError {
  const isSent = !(error instanceof HttpError) || (error.kind !== 'not-sent' && error.kind !== 'host-refused');
  const code = isSent ? 'unknown' : 'provider-busy';
  return new SubmitError(isSent ? unclear : 'not-accepted', { code }, { cause: error });
}

/** What an answer other than success says of the one question that counts: may a task exist? */
function notTaken(answer: HttpAnswer, now: number, { unclear = 'unknown', words = 'message' }: Manners): SubmitError {
  const { status, headers } = answer;
  const json = jsonOf(answer);
  const wait = retryAfterMs(headers, now);
  const options = wait === undefined ? {} : { retryAfterMs: wait };
  // what stands in front of the provider speaks no JSON: nothing of the order reached it
  if (status === 403 && !json) return new SubmitError('not-accepted', { code: 'provider-blocked' }, options);
  if (status === 429) return new SubmitError('not-accepted', { code: 'provider-busy' }, options);
  const isDocumented503 = status === 503 && typeof json?.[words] === 'string';
  if (isDocumented503) return new SubmitError('not-accepted', { code: 'provider-busy' }, options);
  const unknown = { code: 'unknown', detail: `status ${status}` } as const;
  if (status < 400 || status > 499 || status === 408) return new SubmitError(unclear, unknown, options);
  // the order's id is taken, by an order of other bytes: this one can be asked for no more
  if (status === 409 && unclear === 'repeatable') return new SubmitError('unknown', unknown);
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

interface CallOptions extends Manners {
  readonly http: Http;
  readonly baseUrl: URL;
  /** Sent to `baseUrl` and to nobody else. */
  readonly keyHeaders: Readonly<Record<string, string>>;
  readonly clock: Clock;
  /** Statuses by which this provider says that it does not know a task. */
  readonly missing: readonly number[];
  readonly timeouts?: HttpRequest['timeouts'] | undefined;
}

export interface Content {
  readonly type: 'application/json' | 'application/x-www-form-urlencoded';
  readonly text: string;
}

interface OrderOptions {
  readonly headersMs?: number | undefined;
  readonly headers?: Readonly<Record<string, string>>;
}

/** Requests with the key, and what their failures mean. */
interface Calls {
  /** A question, whose failures mean only that nothing was learned: PollError. */
  ask(path: string, signal: AbortSignal, content?: Content): Promise<HttpAnswer>;
  /** The one POST that may cost money. Throws SubmitError for all but 2xx. */
  order(path: string, content: Content, signal: AbortSignal, rest?: OrderOptions): Promise<HttpAnswer>;
  /** A POST that makes no task, whatever becomes of it. Throws SubmitError for all but 2xx. */
  upload(path: string, form: FormData, signal: AbortSignal): Promise<HttpAnswer>;
  /**
   * Whether the key is taken, by questions that cost nothing, the next only where one brought no answer: the paths
   * need not be there for it.
   */
  probe(paths: readonly string[], signal: AbortSignal): Promise<KeyState>;
  /** Sends what lacks a field that every order needs. */
  presence(path: string, incomplete: Content, signal: AbortSignal): Promise<Presence>;
}

const TIMEOUTS = { connectMs: 10_000, headersMs: 45_000, bodyMs: 20_000 };
const ANSWER_BYTES = 4 * 1024 * 1024;
const UPLOAD_MS = 120_000;
const FAILED_UPLOAD = { code: 'provider-failed', detail: 'the picture could not be uploaded' } as const;

export const jsonContent = (value: unknown): Content => ({ type: 'application/json', text: JSON.stringify(value) });

export function createCalls(options: CallOptions): Calls {
  const { http, baseUrl, keyHeaders, clock, missing, timeouts = TIMEOUTS } = options;
  const hosts = { rules: [hostRuleOf(baseUrl)] };
  const root = baseUrl.href.replace(/\/+$/, '');

  const send = (path: string, content: Content | undefined, rest: Partial<HttpRequest>): Promise<HttpAnswer> =>
    http.exchange({
      method: content ? 'POST' : 'GET',
      url: new URL(`${root}${path}`),
      hosts,
      timeouts,
      maximumBytes: ANSWER_BYTES,
      ...(content ? { body: content.text } : {}),
      ...rest,
      headers: {
        accept: 'application/json',
        ...(content ? { 'content-type': content.type } : {}),
        ...rest.headers,
        ...keyHeaders,
      },
    });

  async function ask(path: string, signal: AbortSignal, content?: Content): Promise<HttpAnswer> {
    const answer = await send(path, content, { signal }).catch((error: unknown) => {
      throw error instanceof HttpError ? new PollError('unreachable', { cause: error }) : error;
    });
    const { status } = answer;
    if (status === 200) return answer;
    const wait = retryAfterMs(answer.headers, clock.now());
    const options = wait === undefined ? {} : { retryAfterMs: wait };
    if (status === 401) throw new PollError('key', options);
    if (status === 403 && !jsonOf(answer)) throw new PollError('blocked', options);
    if (status === 402) throw new PollError('credits', options);
    if (missing.includes(status)) throw new PollError('missing', options);
    throw new PollError(status === 429 ? 'busy' : 'unreachable', options);
  }

  return {
    ask,
    async order(path, content, signal, { headersMs = timeouts.headersMs, headers = {} } = {}) {
      const rest = { signal, onFreshConnection: true, timeouts: { ...timeouts, headersMs }, headers };
      const answer = await send(path, content, rest).catch((error: unknown) => {
        throw notAnswered(error, options);
      });
      if (answer.status < 200 || answer.status > 299) throw notTaken(answer, clock.now(), options);
      return answer;
    },
    async upload(path, form, signal) {
      const rest = { method: 'POST', body: form, signal, timeouts: { ...timeouts, headersMs: UPLOAD_MS } } as const;
      const answer = await send(path, undefined, rest).catch((error: unknown) => {
        throw new SubmitError('not-accepted', { code: 'provider-busy' }, { cause: error });
      });
      if (answer.status >= 200 && answer.status <= 299) return answer;
      const { fate, reason: why, retryAfterMs: wait } = notTaken(answer, clock.now(), options);
      const isOpen = fate === 'unknown' || fate === 'repeatable';
      // what it says of its path says nothing of where orders go
      const told = isOpen ? ({ code: 'provider-busy' } as const) : why.code === 'provider-gone' ? FAILED_UPLOAD : why;
      throw new SubmitError(isOpen ? 'not-accepted' : fate, told, wait === undefined ? {} : { retryAfterMs: wait });
    },
    async probe(paths, signal) {
      for (const path of paths) {
        const answer = await send(path, undefined, { signal }).catch((error: unknown) => {
          if (error instanceof HttpError) return undefined;
          throw error;
        });
        const state = answer && keyStateBy(answer);
        if (state) return state;
      }
      throw new PollError('unreachable');
    },
    async presence(path, incomplete, signal) {
      const answer = await send(path, incomplete, { signal }).catch((error: unknown) => {
        if (error instanceof HttpError) return undefined;
        throw error;
      });
      return answer ? presenceBy(answer.status) : 'unknown';
    },
  };
}

/** Undefined where the answer says nothing of the key: who reads a key before the path refuses it before all else. */
function keyStateBy(answer: HttpAnswer): KeyState | undefined {
  const { status } = answer;
  const json = jsonOf(answer);
  if (status === 401) return { status: 'refused' };
  if (status === 403 && !json) return { status: 'blocked' };
  if (status === 402 || status === 403 || isGone(status)) return { status: 'taken' };
  if (status !== 200) return undefined;
  const account = isJsonObject(json?.['team']) ? json['team'] : json;
  const credits = account?.['credits'];
  return { status: 'taken', ...(typeof credits === 'number' && { credits }) };
}

/** Only a complaint about what is missing shows that orders are read there. */
function presenceBy(status: number): Presence {
  if (isGone(status)) return 'gone';
  const isComplaint = status === 400 || status === 422;
  return isComplaint || (status >= 200 && status <= 299) ? 'there' : 'unknown';
}
