import { createHash, createHmac } from 'node:crypto';
import { FormData } from 'undici';
import type { Clock } from '../../../core/clock.ts';
import type { JsonObject } from '../../../core/json.ts';
import { mimeTypes } from '../../../core/picture.ts';
import {
  PollError,
  type PreparedRequest,
  type Provider,
  SubmitError,
  type TaskState,
  type Webhooks,
} from '../../../core/provider.ts';
import { isSameSecret } from '../../../core/same-secret.ts';
import type { Http, HttpRequest } from '../../http/contract.ts';
import { failureOf, imagesUnder, jsonOf, progressOf, wordIn } from '../answer.ts';
import { type Content, createCalls, jsonContent } from '../calls.ts';

/** Nobody says how a result is written: these are the names that clients look under. */
const LINKS = ['images', 'image_urls', 'image_url', 'url', 'output'];

export function stateOf(job: JsonObject, ticket: string): TaskState {
  const status = wordIn(job['status']).toUpperCase();
  switch (status) {
    case 'COMPLETED': {
      const images = imagesUnder(job['result'], LINKS);
      if (images.length > 0) return { status: 'succeeded', images, ticket };
      // kept for a day; else the links may come a few looks after the word
      if (job['expired'] === true) return { status: 'failed', reason: { code: 'result-lost' }, ticket };
      return { status: 'pending', ticket, progress: 1 };
    }
    case 'FAILED':
    case 'CANCELLED':
    case 'CANCELED':
      return { status: 'failed', reason: failureOf(job), ticket };
    default: {
      const progress = progressOf(job['progress']);
      return { status: 'pending', ticket, ...(progress === undefined ? {} : { progress }) };
    }
  }
}

const ID = /^[A-Za-z0-9_-]{1,100}$/;
/** By it a ticket says which API knows it; those of the first API are bare ids. */
const MARK = 'v2:';

export const isOfV2 = (ticket: string): boolean => ticket.startsWith(MARK);

/** The ticket of an answer or a webhook, which call the job's id by one name. */
function ticketIn(json: JsonObject | undefined): string | undefined {
  const id = json?.['jobId'];
  return typeof id === 'string' && ID.test(id) ? MARK + id : undefined;
}

/** Signed by the API key itself, of which the provider has kept the digest only. */
function createWebhooks(apiKey: string): Webhooks {
  const key = createHash('sha256').update(apiKey).digest();
  return {
    isGenuine({ headers, body }) {
      const wanted = createHmac('sha256', key).update(body).digest('hex');
      // its own client takes it with or without the name of the method
      const given = (headers['x-webhook-signature'] ?? '').trim().replace(/^sha256=/, '');
      return isSameSecret(given.toLowerCase(), wanted);
    },
    read({ body }) {
      const json = jsonOf({ body });
      const ticket = ticketIn(json);
      return json && ticket !== undefined ? { state: stateOf(json, ticket) } : undefined;
    },
  };
}

export interface ApiframeOptions {
  readonly http: Http;
  readonly baseUrl: URL;
  readonly apiKey: string;
  readonly clock: Clock;
  readonly timeouts?: HttpRequest['timeouts'];
}

/** What it tells by itself is what is worth a look: the end. */
const EVENTS = ['completed', 'failed'];

const contentOf = ({ body, webhook }: PreparedRequest): Content =>
  jsonContent(webhook ? { ...body, webhookUrl: webhook.url, webhookEvents: EVENTS } : body);

/** The provider remembers an order's id for a day. */
const REPEATABLE_MS = 23 * 3_600_000;

/** Jobs of APIFRAME's second API, which takes an order that it knows for the same one. */
export function createApiframeV2({ apiKey, timeouts, ...rest }: ApiframeOptions): Provider {
  const calls = createCalls({
    ...rest,
    keyHeaders: { 'x-api-key': apiKey },
    missing: [404],
    unclear: 'repeatable',
    words: 'error',
    timeouts,
  });

  return {
    async submit(request, signal): Promise<TaskState> {
      const headers = { 'idempotency-key': request.orderId };
      const json = jsonOf(await calls.order(request.path, contentOf(request), signal, { headers }));
      const ticket = ticketIn(json);
      if (!json || ticket === undefined)
        throw new SubmitError('repeatable', { code: 'unknown', detail: 'accepted without a job id' });
      return stateOf(json, ticket);
    },

    repeats: {
      forMs: REPEATABLE_MS,
      fingerprint: (request) =>
        createHmac('sha256', apiKey)
          .update(`${rest.baseUrl.href} ${request.path} ${contentOf(request).text}`)
          .digest('hex'),
    },

    async upload(bytes, type, signal) {
      const form = new FormData();
      form.append('file', new Blob([Uint8Array.from(bytes)], { type: mimeTypes[type] }), `picture.${type}`);
      const url = jsonOf(await calls.upload('/v2/uploads', form, signal))?.['url'];
      if (typeof url === 'string' && URL.canParse(url)) return url;
      throw new SubmitError('not-accepted', { code: 'provider-busy', detail: 'uploaded without an address' });
    },

    async poll(ticket, signal): Promise<TaskState> {
      if (!isOfV2(ticket) && ID.test(ticket)) throw new PollError('other-api');
      const id = ticket.slice(MARK.length);
      if (!ID.test(id)) return { status: 'failed', reason: { code: 'task-lost', detail: 'not a ticket' } };
      const json = jsonOf(await calls.ask(`/v2/jobs/${id}`, signal));
      if (!json) throw new PollError('unreachable');
      return stateOf(json, ticket);
    },

    webhooks: createWebhooks(apiKey),

    probe: (signal) => calls.probe(['/v2/me'], signal),

    presence: async ({ path, required }, signal) =>
      required === undefined ? 'unknown' : calls.presence(path, jsonContent({}), signal),
  };
}
