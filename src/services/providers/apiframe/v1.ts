import { isJsonObject, type JsonObject } from '../../../core/json.ts';
import { PollError, type Provider, SubmitError, type TaskState, type Webhooks } from '../../../core/provider.ts';
import { isSameSecret } from '../../../core/same-secret.ts';
import { failureOf, imagesUnder, jsonOf, progressOf, wordIn } from '../answer.ts';
import { createCalls, jsonContent } from '../calls.ts';
import { type ApiframeOptions, isOfV2 } from './v2.ts';

const FAILED = new Set(['failed', 'error']);
const DONE = new Set(['finished', 'completed']);
const RUNNING = new Set(['processing', 'pending', 'staged', 'queued', 'starting']);
const LINKS = ['image_urls', 'image_url', 'original_image_url'];

function idOf(task: JsonObject): string | undefined {
  const id = task['task_id'];
  return typeof id === 'string' && /^[A-Za-z0-9_-]{1,100}$/.test(id) ? id : undefined;
}

/** The picture says that it is finished, with or without a status; the word alone does not: links may come later. */
export function stateOf(task: JsonObject, ticket: string): TaskState {
  const status = wordIn(task['status']).toLowerCase();
  if (FAILED.has(status)) return { status: 'failed', reason: failureOf(task), ticket };
  const images = imagesUnder(task, LINKS);
  if (images.length > 0 && !RUNNING.has(status)) return { status: 'succeeded', images, ticket };
  const progress = DONE.has(status) ? 1 : progressOf(task['percentage']);
  return { status: 'pending', ticket, ...(progress === undefined ? {} : { progress }) };
}

const webhooks: Webhooks = {
  isGenuine: ({ headers }, { secret }) => secret !== '' && isSameSecret(headers['x-webhook-secret'] ?? '', secret),
  read({ body }) {
    const json = jsonOf({ body });
    const id = json && idOf(json);
    return json && id !== undefined ? { state: stateOf(json, id) } : undefined;
  },
};

const TICKET = /^[A-Za-z0-9_-]{1,100}$/;

/** Tasks of APIFRAME's first API. A ticket is the task's id; a task that it does not know is a bad request. */
export function createApiframeV1({ apiKey, timeouts, ...rest }: ApiframeOptions): Provider {
  const calls = createCalls({ ...rest, keyHeaders: { authorization: apiKey }, missing: [400, 404], timeouts });

  return {
    async submit({ path, body, webhook }, signal): Promise<TaskState> {
      const told = webhook ? { webhook_url: webhook.url, webhook_secret: webhook.secret } : {};
      const json = jsonOf(await calls.order(path, jsonContent({ ...body, ...told }), signal));
      const id = json ? idOf(json) : undefined;
      if (!json || id === undefined)
        throw new SubmitError('unknown', { code: 'unknown', detail: 'accepted without a task id' });
      return stateOf(json, id);
    },

    async poll(ticket, signal): Promise<TaskState> {
      if (isOfV2(ticket)) throw new PollError('other-api');
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

    webhooks,

    probe: (signal) => calls.probe(['/account'], signal),

    presence: async ({ path, required }, signal) =>
      required === undefined ? 'unknown' : calls.presence(path, jsonContent({}), signal),
  };
}
