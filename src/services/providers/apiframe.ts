import type { Clock } from '../../core/clock.ts';
import { isJsonObject } from '../../core/json.ts';
import { PollError, type Provider, SubmitError, type TaskState } from '../../core/provider.ts';
import type { Http, HttpRequest } from '../http/contract.ts';
import { idOf, stateOf } from './apiframe-answer.ts';
import { createCalls, jsonContent } from './calls.ts';
import { jsonOf } from './provider-answer.ts';

export interface ApiframeOptions {
  readonly http: Http;
  readonly baseUrl: URL;
  readonly apiKey: string;
  readonly clock: Clock;
  readonly timeouts?: HttpRequest['timeouts'];
}

const TICKET = /^[A-Za-z0-9_-]{1,100}$/;

/** Tasks of APIFRAME. A ticket is the task's id; a task that it does not know is a bad request. */
export function createApiframe({ apiKey, timeouts, ...rest }: ApiframeOptions): Provider {
  const calls = createCalls({ ...rest, keyHeaders: { authorization: apiKey }, missing: [400, 404], timeouts });

  return {
    async submit({ path, body }, signal): Promise<TaskState> {
      const json = jsonOf(await calls.order(path, jsonContent(body), signal));
      const id = json ? idOf(json) : undefined;
      if (!json || id === undefined)
        throw new SubmitError('unknown', { code: 'unknown', detail: 'accepted without a task id' });
      return stateOf(json, id);
    },

    async poll(ticket, signal): Promise<TaskState> {
      if (!TICKET.test(ticket)) return { status: 'failed', reason: { code: 'task-lost', detail: 'not a ticket' } };
      const json = jsonOf(await calls.ask('/fetch', signal, jsonContent({ task_id: ticket })));
      if (!json) throw new PollError('unreachable');
      return stateOf(json, ticket);
    },

    pollMany: {
      most: 20,
      async ask(tickets, signal) {
        const wanted = tickets.filter((ticket) => TICKET.test(ticket));
        const json = jsonOf(await calls.ask('/fetch-many', signal, jsonContent({ task_ids: wanted })));
        const tasks = json?.['tasks'];
        if (!Array.isArray(tasks)) throw new PollError('unreachable');
        const states = tasks.filter(isJsonObject).flatMap((task): [string, TaskState][] => {
          const id = idOf(task);
          return id === undefined ? [] : [[id, stateOf(task, id)]];
        });
        return new Map(states);
      },
    },

    probe: (signal) => calls.probe(['/account'], signal),

    presence: async ({ path, required }, signal) =>
      required === undefined ? 'unknown' : calls.presence(path, jsonContent({}), signal),
  };
}
