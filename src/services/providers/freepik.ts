import { createHmac } from 'node:crypto';
import type { Clock } from '../../core/clock.ts';
import { isJsonObject, type JsonObject } from '../../core/json.ts';
import type { KnownLora } from '../../core/operation.ts';
import {
  type Manner,
  PollError,
  type PreparedRequest,
  type Provider,
  type RemoteImage,
  SubmitError,
  type TaskState,
  type Webhooks,
} from '../../core/provider.ts';
import { isSameSecret } from '../../core/same-secret.ts';
import type { Http, HttpRequest } from '../http/contract.ts';
import { failureOf, imageOf, jsonOf, wordIn } from './answer.ts';
import { type Content, createCalls, jsonContent } from './calls.ts';

/** Some answers are wrapped in `data`, some are not; some say `status`, some `task_status`. */
export function taskOf(body: JsonObject): { readonly id: string | undefined; readonly fields: JsonObject } {
  const fields = isJsonObject(body['data']) ? body['data'] : body;
  const id = fields['task_id'];
  return { id: typeof id === 'string' && /^[A-Za-z0-9_-]{1,100}$/.test(id) ? id : undefined, fields };
}

export function stateOf(fields: JsonObject, ticket: string): TaskState {
  const status = wordIn(fields['status'] ?? fields['task_status']).toUpperCase();
  switch (status) {
    case 'COMPLETED': {
      const images = imagesOf(fields);
      // the links may come a few looks after the word
      return images.length > 0 ? { status: 'succeeded', images, ticket } : { status: 'pending', ticket, progress: 1 };
    }
    case 'FAILED':
    case 'CANCELLED':
    case 'CANCELED':
      return { status: 'failed', reason: failureOf(fields), ticket };
    default:
      // a status that we do not know is not an end
      return { status: 'pending', ticket };
  }
}

/** The result itself, or nothing that could be asked for later. */
function resultOf(fields: JsonObject): TaskState | undefined {
  const status = wordIn(fields['status'] ?? fields['task_status'] ?? 'COMPLETED').toUpperCase();
  if (status === 'FAILED' || status === 'CANCELLED') return { status: 'failed', reason: failureOf(fields) };
  if (status !== 'COMPLETED') return undefined;
  const links = [fields['high_resolution'], fields['url'], fields['preview']];
  const image = links.flatMap((url) => imageOf(url, undefined)).at(0);
  const images = image ? [image] : imagesOf(fields);
  return images.length > 0 ? { status: 'succeeded', images } : undefined;
}

/** `generated` may hold entries that are no links, and links may come as `{ url }`; flags are of pictures alone. */
function imagesOf(fields: JsonObject): RemoteImage[] {
  const generated: readonly unknown[] = Array.isArray(fields['generated']) ? fields['generated'] : [];
  const flags: readonly unknown[] = Array.isArray(fields['has_nsfw']) ? fields['has_nsfw'] : [];
  const urls = generated.map((entry) => (isJsonObject(entry) ? entry['url'] : entry));
  const isOfEach = flags.length === generated.length;
  const flagged = isOfEach ? urls : urls.filter((url) => imageOf(url, undefined).length > 0);
  return flagged.flatMap((url, index) => imageOf(url, flags[index]));
}

export interface Loras {
  readonly looks: readonly KnownLora[];
  readonly characters: readonly KnownLora[];
}

/** `data` is a list of groups in the documents and an object of groups in practice; a group is a list either way. */
export function lorasOf(body: JsonObject | undefined): Loras {
  const data = body?.['data'];
  const groups: readonly unknown[] = Array.isArray(data) ? data : [data];
  const items = groups.filter(isJsonObject).flatMap((group) => Object.values(group).filter(Array.isArray).flat());
  const known = items.flatMap((item: unknown) => (isJsonObject(item) ? [item] : []));
  const ofType = (type: string) => known.filter((item) => item['type'] === type).flatMap(loraOf);
  return { looks: ofType('style'), characters: ofType('character') };
}

function loraOf({ id, name, description }: JsonObject): KnownLora[] {
  if ((typeof id !== 'number' && typeof id !== 'string') || typeof name !== 'string' || name === '') return [];
  return [{ id: String(id), name, description: typeof description === 'string' ? description : '' }];
}

/** The documents' own samples read the secret in two ways; what decodes to next to nothing could be guessed. */
function keysOf(secret: string): readonly Buffer[] {
  const encoded = secret.replace(/^whsec_/, '');
  const decoded = /^[\w+/-]+={0,2}$/.test(encoded) ? Buffer.from(encoded, 'base64') : Buffer.alloc(0);
  return [Buffer.from(secret, 'utf8'), ...(decoded.length >= LEAST_KEY_BYTES ? [decoded] : [])];
}

const LEAST_KEY_BYTES = 16;
const MOST_SECONDS_APART = 300;

function createWebhooks(secret: string): Webhooks {
  const keys = keysOf(secret);
  return {
    isGenuine({ headers, body }, { now }) {
      const { 'webhook-id': id, 'webhook-timestamp': sentAt = '', 'webhook-signature': signatures = '' } = headers;
      const isOfNow = /^\d{1,12}$/.test(sentAt) && Math.abs(now / 1000 - Number(sentAt)) <= MOST_SECONDS_APART;
      if (!id || !isOfNow) return false;
      // `v1,signature v2,signature`, or a signature alone
      const given = signatures.split(' ').map((entry) => Buffer.from(entry.slice(entry.indexOf(',') + 1), 'base64'));
      const right = keys.map((key) => createHmac('sha256', key).update(`${id}.${sentAt}.`).update(body).digest());
      return right.some((wanted) => given.some((signature) => isSameSecret(signature, wanted)));
    },
    read({ headers, body }, { path, answer, pollPath = path }) {
      const json = jsonOf({ body });
      const { id: task, fields } = json ? taskOf(json) : { id: undefined, fields: {} };
      const state = answer === 'at-once' ? resultOf(fields) : task && stateOf(fields, `${pollPath}/${task}`);
      const id = headers['webhook-id'];
      return state ? { state, ...(id !== undefined && { id }) } : undefined;
    },
  };
}

interface FreepikOptions {
  readonly http: Http;
  readonly baseUrl: URL;
  readonly apiKey: string;
  readonly keyHeader: string;
  readonly webhookSecret?: string | undefined;
  readonly clock: Clock;
  readonly timeouts?: HttpRequest['timeouts'];
}

interface Freepik extends Provider {
  listLoras(signal: AbortSignal): Promise<Loras>;
}

const TICKET = /^\/v1\/ai\/[a-z0-9/-]{1,80}\/[A-Za-z0-9_-]{1,100}$/;
/** Most paths take orders only and say 404 to a question, whatever the key is. */
const PROBED_PATHS = ['/v1/ai/loras', '/v1/ai/flows'];
/** An endpoint that answers with the picture works on it meanwhile. */
const AT_ONCE_MS = 150_000;

/** Tasks of Freepik, now Magnific. A ticket is the path under which the task is asked for. */
export function createFreepik({ apiKey, keyHeader, webhookSecret, timeouts, ...rest }: FreepikOptions): Freepik {
  const calls = createCalls({ ...rest, keyHeaders: { [keyHeader]: apiKey }, missing: [404], timeouts });

  return {
    async submit(request, signal): Promise<TaskState> {
      const { path, encoding, answer, pollPath = path } = request;
      const isAtOnce = answer === 'at-once';
      const content = contentOf(encoding, bodyOf(request));
      const json = jsonOf(await calls.order(path, content, signal, isAtOnce ? { headersMs: AT_ONCE_MS } : {}));
      const { id, fields } = json ? taskOf(json) : { id: undefined, fields: {} };
      if (isAtOnce) {
        const state = resultOf(fields);
        if (!state) throw new SubmitError('unknown', { code: 'unknown', detail: 'answered without a picture' });
        return state;
      }
      if (id === undefined) throw new SubmitError('unknown', { code: 'unknown', detail: 'accepted without a task id' });
      return stateOf(fields, `${pollPath}/${id}`);
    },

    async poll(ticket, signal): Promise<TaskState> {
      if (!TICKET.test(ticket)) return { status: 'failed', reason: { code: 'task-lost', detail: 'not a ticket' } };
      const json = jsonOf(await calls.ask(ticket, signal));
      if (!json) throw new PollError('unreachable');
      return stateOf(taskOf(json).fields, ticket);
    },

    ...(webhookSecret !== undefined && { webhooks: createWebhooks(webhookSecret) }),

    probe: (signal) => calls.probe(PROBED_PATHS, signal),

    presence: async ({ path, encoding, required }, signal) =>
      required === undefined ? 'unknown' : calls.presence(path, contentOf(encoding, {}), signal),

    async listLoras(signal) {
      return lorasOf(jsonOf(await calls.ask('/v1/ai/loras', signal)));
    },
  };
}

/** The one endpoint that takes a form tells nobody. */
const bodyOf = ({ encoding, body, webhook }: PreparedRequest): JsonObject =>
  webhook && encoding !== 'form' ? { ...body, webhook_url: webhook.url } : body;

function contentOf(encoding: Manner['encoding'], body: JsonObject): Content {
  return encoding === 'form' ? formContent(body) : jsonContent(body);
}

function formContent(body: JsonObject): Content {
  const fields = Object.entries(body).map(([name, value]): [string, string] => [name, String(value)]);
  return { type: 'application/x-www-form-urlencoded', text: new URLSearchParams(fields).toString() };
}
