import fc from 'fast-check';
import type { Json } from '../../sandbox/discord/json.ts';
import type { Http, HttpAnswer } from '../../src/services/http/contract.ts';
import { anyChange, changed, rarely } from './mutate.ts';

/** An answer that was heard, as far as it can be read. */
export interface Heard {
  readonly status: number;
  readonly headers: HttpAnswer['headers'];
  readonly text: string;
  /** Undefined for what is no JSON. */
  readonly json: Json;
}

export function heardOf({ status, headers, body }: HttpAnswer): Heard {
  const text = body.toString();
  try {
    const json: Json = JSON.parse(text);
    return { status, headers, text, json };
  } catch {
    return { status, headers, text, json: undefined };
  }
}

const STATUSES = [
  ...[200, 201, 202, 204, 299, 301, 400, 401, 402, 403, 404, 408, 409],
  ...[410, 413, 415, 422, 429, 500, 502, 503, 504, 599],
];
const PAUSES = ['7', '-1', '1e9', 'soon', 'Wed, 21 Oct 2099 07:28:00 GMT', ' 5 ', ''];

/** What becomes of one of the answers that were heard. */
export const anyAnswer = fc.record({
  which: fc.noBias(fc.nat(9999)),
  changes: fc.array(anyChange([]), { maxLength: 4 }),
  status: rarely(3, fc.constantFrom(...STATUSES)),
  pause: rarely(4, fc.constantFrom(...PAUSES)),
  cut: rarely(10, fc.nat(300)),
});

type Chosen = typeof anyAnswer extends fc.Arbitrary<infer T> ? T : never;

export function spoiled(all: readonly Heard[], { which, changes, status, pause, cut }: Chosen): HttpAnswer {
  const heard = all[which % all.length];
  if (!heard) throw new Error('nothing was heard');
  const text = heard.json === undefined ? heard.text : (JSON.stringify(changes.reduce(changed, heard.json)) ?? '');
  return {
    status: status ?? heard.status,
    headers: { ...heard.headers, ...(pause === undefined ? {} : { 'retry-after': pause }) },
    body: Buffer.from(text.slice(0, cut)),
  };
}

/** Says the same to whatever is asked, until it is told to say something else. */
export function createAnswering(first: HttpAnswer) {
  let next = first;
  const http: Http = {
    exchange: async () => next,
    stream: () => Promise.reject(new Error('nothing is fetched here')),
    close: async () => {},
  };
  return {
    http,
    say(answer: HttpAnswer) {
      next = answer;
    },
  };
}
