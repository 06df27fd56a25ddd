import type { Clock } from '../../core/clock.ts';
import type { FailureReason } from '../../core/failure.ts';
import { hostRuleOf } from '../../core/hosts.ts';
import { PollError, type Provider, SubmitError, type TaskState } from '../../core/provider.ts';
import { type Http, type HttpAnswer, HttpError, type HttpRequest } from '../http/contract.ts';
import { complaintOf, stateOf, taskOf } from './freepik-answer.ts';
import { type Loras, lorasOf } from './freepik-loras.ts';
import { jsonOf, reason, retryAfterMs, wordsOf } from './provider-answer.ts';

export interface FreepikOptions {
  readonly http: Http;
  readonly baseUrl: URL;
  readonly apiKey: string;
  readonly keyHeader: string;
  readonly clock: Clock;
  readonly timeouts?: HttpRequest['timeouts'];
}

export interface Freepik extends Provider {
  listLoras(signal: AbortSignal): Promise<Loras>;
}

const TIMEOUTS = { connectMs: 10_000, headersMs: 45_000, bodyMs: 20_000 };
const ANSWER_BYTES = 4 * 1024 * 1024;
const TICKET = /^\/v1\/ai\/[a-z0-9/-]{1,80}\/[A-Za-z0-9_-]{1,100}$/;
const PROBED_PATH = '/v1/ai/mystic';

/** Tasks of Freepik, now Magnific. A ticket is the path under which the task is asked for. */
export function createFreepik({
  http,
  baseUrl,
  apiKey,
  keyHeader,
  clock,
  timeouts = TIMEOUTS,
}: FreepikOptions): Freepik {
  const hosts = { rules: [hostRuleOf(baseUrl)] };
  const root = baseUrl.href.replace(/\/+$/, '');

  const ask = (method: 'GET' | 'POST', path: string, rest: Partial<HttpRequest>): Promise<HttpAnswer> =>
    http.exchange({
      method,
      url: new URL(`${root}${path}`),
      hosts,
      timeouts,
      maximumBytes: ANSWER_BYTES,
      ...rest,
      headers: { accept: 'application/json', [keyHeader]: apiKey, ...rest.headers },
    });

  /** A read, whose failures mean only that nothing was learned. */
  async function read(path: string, signal: AbortSignal): Promise<HttpAnswer> {
    const answer = await ask('GET', path, { signal }).catch((error: unknown) => {
      throw error instanceof HttpError ? new PollError('unreachable', { cause: error }) : error;
    });
    const wait = retryAfterMs(answer.headers, clock.now());
    const options = wait === undefined ? {} : { retryAfterMs: wait };
    if (answer.status === 200) return answer;
    if (answer.status === 401 || answer.status === 403) throw new PollError('key', options);
    if (answer.status === 402) throw new PollError('credits', options);
    if (answer.status === 404) throw new PollError('missing', options);
    throw new PollError(answer.status === 429 ? 'busy' : 'unreachable', options);
  }

  return {
    async submit({ path, body }, signal): Promise<TaskState> {
      const answer = await ask('POST', path, {
        body: JSON.stringify(body),
        headers: { 'content-type': 'application/json' },
        signal,
        onFreshConnection: true,
      }).catch((error: unknown) => {
        const isSent = !(error instanceof HttpError) || (error.kind !== 'not-sent' && error.kind !== 'host-refused');
        throw new SubmitError(
          isSent ? 'unknown' : 'not-accepted',
          { code: isSent ? 'unknown' : 'provider-busy' },
          { cause: error },
        );
      });
      const json = jsonOf(answer);
      if (answer.status < 200 || answer.status > 299) throw submitError(answer, clock.now());
      const { id, fields } = json ? taskOf(json) : { id: undefined, fields: {} };
      if (id === undefined) throw new SubmitError('unknown', { code: 'unknown', detail: 'accepted without a task id' });
      return stateOf(fields, `${path}/${id}`);
    },

    async poll(ticket, signal): Promise<TaskState> {
      if (!TICKET.test(ticket)) return { status: 'failed', reason: { code: 'task-lost', detail: 'not a ticket' } };
      const json = jsonOf(await read(ticket, signal));
      if (!json) throw new PollError('unreachable');
      return stateOf(taskOf(json).fields, ticket);
    },

    async probe(signal) {
      try {
        await read(PROBED_PATH, signal);
        return true;
      } catch (error) {
        if (error instanceof PollError && (error.kind === 'key' || error.kind === 'credits')) return false;
        throw error;
      }
    },

    async listLoras(signal) {
      return lorasOf(jsonOf(await read('/v1/ai/loras', signal)));
    },
  };
}

/** What an answer other than success says of the one question that counts: may a task exist? */
function submitError(answer: HttpAnswer, now: number): SubmitError {
  const { status, headers } = answer;
  const json = jsonOf(answer);
  const wait = retryAfterMs(headers, now);
  const options = wait === undefined ? {} : { retryAfterMs: wait };
  if (status === 429) return new SubmitError('not-accepted', { code: 'provider-busy' }, options);
  const isDocumented503 = status === 503 && typeof json?.['message'] === 'string';
  if (isDocumented503) return new SubmitError('not-accepted', { code: 'provider-busy' }, options);
  if (status < 400 || status > 499) return new SubmitError('unknown', { code: 'unknown', detail: `status ${status}` });
  return new SubmitError('refused', refusalOf(status, answer));
}

function refusalOf(status: number, answer: HttpAnswer): FailureReason {
  const json = jsonOf(answer);
  const words = wordsOf(json?.['message']);
  if (status === 401 || status === 403) return reason('provider-key', words);
  if (status === 402) return reason('provider-credits', words);
  if (status === 404 || status === 410) return reason('provider-gone', words);
  return complaintOf(json);
}
