import type { Clock } from '../../core/clock.ts';
import { hostRuleOf } from '../../core/hosts.ts';
import { type KeyState, PollError, type Presence } from '../../core/provider.ts';
import { type Http, type HttpAnswer, HttpError, type HttpRequest } from '../http/contract.ts';
import { jsonOf, retryAfterMs } from './provider-answer.ts';
import { isGone, notAnswered, notTaken } from './submit-failures.ts';

export interface CallOptions {
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

/** Requests with the key, and what their failures mean. */
export interface Calls {
  /** A question, whose failures mean only that nothing was learned: PollError. */
  ask(path: string, signal: AbortSignal, content?: Content): Promise<HttpAnswer>;
  /** The one POST that may cost money. Throws SubmitError for all but 2xx. */
  order(path: string, content: Content, signal: AbortSignal, headersMs?: number): Promise<HttpAnswer>;
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

export const jsonContent = (value: unknown): Content => ({ type: 'application/json', text: JSON.stringify(value) });

export function createCalls({ http, baseUrl, keyHeaders, clock, missing, timeouts = TIMEOUTS }: CallOptions): Calls {
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
      headers: { accept: 'application/json', ...(content ? { 'content-type': content.type } : {}), ...keyHeaders },
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
    async order(path, content, signal, headersMs = timeouts.headersMs) {
      const rest = { signal, onFreshConnection: true, timeouts: { ...timeouts, headersMs } };
      const answer = await send(path, content, rest).catch((error: unknown) => {
        throw notAnswered(error);
      });
      if (answer.status < 200 || answer.status > 299) throw notTaken(answer, clock.now());
      return answer;
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
  const credits = json?.['credits'];
  return { status: 'taken', ...(typeof credits === 'number' && { credits }) };
}

/** Only a complaint about what is missing shows that orders are read there. */
function presenceBy(status: number): Presence {
  if (isGone(status)) return 'gone';
  const isComplaint = status === 400 || status === 422;
  return isComplaint || (status >= 200 && status <= 299) ? 'there' : 'unknown';
}
