import type { Clock } from '../../core/clock.ts';
import type { JsonObject } from '../../core/json.ts';
import { type Manner, PollError, type Provider, SubmitError, type TaskState } from '../../core/provider.ts';
import type { Http, HttpRequest } from '../http/contract.ts';
import { type Content, createCalls, jsonContent } from './calls.ts';
import { resultOf, stateOf, taskOf } from './freepik-answer.ts';
import { type Loras, lorasOf } from './freepik-loras.ts';
import { jsonOf } from './provider-answer.ts';

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

const TICKET = /^\/v1\/ai\/[a-z0-9/-]{1,80}\/[A-Za-z0-9_-]{1,100}$/;
/** Most paths take orders only and say 404 to a question, whatever the key is. */
const PROBED_PATHS = ['/v1/ai/loras', '/v1/ai/flows'];
/** An endpoint that answers with the picture works on it meanwhile. */
const AT_ONCE_MS = 150_000;

/** Tasks of Freepik, now Magnific. A ticket is the path under which the task is asked for. */
export function createFreepik({ apiKey, keyHeader, timeouts, ...rest }: FreepikOptions): Freepik {
  const calls = createCalls({ ...rest, keyHeaders: { [keyHeader]: apiKey }, missing: [404], timeouts });

  return {
    async submit(request, signal): Promise<TaskState> {
      const { path, encoding, body, answer } = request;
      const isAtOnce = answer === 'at-once';
      const json = jsonOf(
        await calls.order(path, contentOf(encoding, body), signal, isAtOnce ? AT_ONCE_MS : undefined),
      );
      const { id, fields } = json ? taskOf(json) : { id: undefined, fields: {} };
      if (isAtOnce) {
        const state = resultOf(fields);
        if (!state) throw new SubmitError('unknown', { code: 'unknown', detail: 'answered without a picture' });
        return state;
      }
      if (id === undefined) throw new SubmitError('unknown', { code: 'unknown', detail: 'accepted without a task id' });
      return stateOf(fields, `${path}/${id}`);
    },

    async poll(ticket, signal): Promise<TaskState> {
      if (!TICKET.test(ticket)) return { status: 'failed', reason: { code: 'task-lost', detail: 'not a ticket' } };
      const json = jsonOf(await calls.ask(ticket, signal));
      if (!json) throw new PollError('unreachable');
      return stateOf(taskOf(json).fields, ticket);
    },

    probe: (signal) => calls.probe(PROBED_PATHS, signal),

    presence: async ({ path, encoding, required }, signal) =>
      required === undefined ? 'unknown' : calls.presence(path, contentOf(encoding, {}), signal),

    async listLoras(signal) {
      return lorasOf(jsonOf(await calls.ask('/v1/ai/loras', signal)));
    },
  };
}

function contentOf(encoding: Manner['encoding'], body: JsonObject): Content {
  return encoding === 'form' ? formContent(body) : jsonContent(body);
}

function formContent(body: JsonObject): Content {
  const fields = Object.entries(body).map(([name, value]): [string, string] => [name, String(value)]);
  return { type: 'application/x-www-form-urlencoded', text: new URLSearchParams(fields).toString() };
}
