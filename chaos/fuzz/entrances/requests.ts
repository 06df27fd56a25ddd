import fc from 'fast-check';
import type { Json } from '../../../sandbox/discord/json.ts';
import { createWebhookSignature } from '../../../sandbox/providers/webhooks.ts';
import { anyChange, changed, HOSTILE_TEXTS, rarely } from '../mutate.ts';
import type { Place } from '../place.ts';
import type { QuietBot } from '../quiet-bot.ts';
import { type Entrance, fail, fuzzed, holdsNoSecret, unmet } from '../run.ts';
import { SECRETS } from '../secrets.ts';
import { holdsInteraction } from './interactions.ts';

interface Asked {
  readonly method: string;
  readonly path: string;
  readonly headers: readonly (readonly [string, string])[];
  readonly body: string | undefined;
}

/** Hosts that an answer may never send anybody to by itself, and a status that says that nobody foresaw it. */
async function holdsRequest({ app, takeLog }: QuietBot, { method, path, headers, body }: Asked): Promise<number> {
  const request = requestOf({ method, path, headers, body });
  if (!request || !app.fetch) return 0;
  const socket = { remoteAddress: '127.0.0.1', remotePort: 1, remoteFamily: 'IPv4' };
  const answer = await app.fetch(request, { incoming: { socket } });
  const text = await answer.text();
  const logged = takeLog();
  if (answer.status >= 500 && !path.startsWith('/readyz'))
    fail(`answered with ${answer.status}: ${logged.slice(-1500)}`);
  if (answer.status >= 300 && answer.status < 400 && answer.status !== 304) fail(`led elsewhere with ${answer.status}`);
  holdsNoSecret('an answer', `${text} ${JSON.stringify([...answer.headers])}`);
  holdsNoSecret('the log', logged);
  return answer.status;
}

/** Undefined for what no client could send. */
function requestOf({ method, path, headers, body }: Asked): Request | undefined {
  try {
    const given = new Headers();
    for (const [name, value] of headers) given.append(name, value);
    const isRead = method === 'GET' || method === 'HEAD';
    return new Request(new URL(path, 'http://127.0.0.1:8080'), {
      method,
      headers: given,
      ...(isRead || body === undefined ? {} : { body }),
    });
  } catch {
    return undefined;
  }
}

const anyText = fc.oneof(fc.constantFrom(...HOSTILE_TEXTS), fc.string({ unit: 'binary', maxLength: 30 }));
const anyHeaders = fc.array(
  fc.tuple(
    fc.constantFrom(
      ...[
        'content-type',
        'content-length',
        'content-encoding',
        'transfer-encoding',
        'range',
        'if-range',
        'if-none-match',
      ],
      ...['x-forwarded-for', 'host', 'authorization', 'cookie', 'accept', 'webhook-id', 'webhook-timestamp', 'expect'],
      ...[
        'webhook-signature',
        'x-webhook-secret',
        'x-webhook-signature',
        '__proto__',
        'connection',
        'x-http-method-override',
      ],
    ),
    fc.oneof(
      anyText,
      fc.constantFrom(
        'bytes=0-0',
        'bytes=-1',
        'bytes=5-',
        'bytes=9-1',
        'bytes=0-0,2-3',
        '*',
        'W/"x"',
        'gzip',
        'chunked',
      ),
      fc.constantFrom(
        'application/json',
        'multipart/form-data; boundary=x',
        'application/x-www-form-urlencoded',
        '1.2.3.4, ::1',
      ),
    ),
  ),
  { maxLength: 4 },
);
const anyBody = fc.option(
  fc.oneof(
    anyText,
    fc.json({ maxDepth: 3 }),
    fc.constantFrom(
      '--x\r\nContent-Disposition: form-data; name="a"; filename="../../b"\r\n\r\nc\r\n--x--',
      '{"a":',
      '[]',
      '\u{1f98a}'.repeat(500),
    ),
  ),
  { nil: undefined },
);

/** Every path and method of the HTTP server, with whatever may come along. */
export const http: Entrance<Place> = {
  name: 'http',
  share: 20,
  async open({ quiet }) {
    const bot = await quiet();
    const met = new Set<number>();
    let cases = 0;
    const first = fc.constantFrom(
      'healthz',
      'readyz',
      'metrics',
      'files',
      'webhooks',
      'webhooks/doctor',
      'webhooks/freepik',
      '',
    );
    const place = fc.oneof(
      anyText.map(encodeURIComponentSafely),
      anyText,
      fc.stringMatching(/^[0-9a-f]{64}\.(png|jpg|zip|webp)$/),
      fc.stringMatching(/^[0-9A-HJKMNP-TV-Z]{26}$/),
      fc.constantFrom('..', '%2e%2e', '%2f', '.', 'x.png', '%c0%ae', '%', '*', ':job'),
    );
    const path = fc
      .tuple(first, fc.array(place, { maxLength: 4 }))
      .map(([begin, rest]) => `/${[begin, ...rest].join('/')}`);
    return fuzzed(
      {
        any: fc.record({
          method: fc.constantFrom('GET', 'HEAD', 'POST', 'PUT', 'DELETE', 'PATCH', 'OPTIONS', 'PROPFIND'),
          path,
          headers: anyHeaders,
          body: anyBody,
        }),
        async hold(asked) {
          cases += 1;
          met.add(await holdsRequest(bot, asked));
        },
      },
      async () => unmet(cases, met, [200, 404]),
    );
  },
};

function encodeURIComponentSafely(text: string): string {
  try {
    return encodeURIComponent(text);
  } catch {
    return '%ff';
  }
}

/** What the providers tell of a task, as they word it. */
const WORDED = [
  { task_id: 'TASK', status: 'COMPLETED', generated: ['http://127.0.0.1:1/x.png'], has_nsfw: [false] },
  { data: { task_id: 'TASK', status: 'IN_PROGRESS', generated: [] } },
  { data: { task_id: 'TASK', status: 'FAILED', error: 'content policy', generated: [] } },
  { task_id: 'TASK', task_type: 'imagine', status: 'processing', percentage: '40' },
  {
    task_id: 'TASK',
    status: 'finished',
    image_url: 'http://127.0.0.1:1/x.png',
    original_image_url: 'http://127.0.0.1:1/x.png',
  },
  { task_id: 'TASK', status: 'failed', message: 'no', errors: [{ msg: 'x' }] },
];

const MEMBERS = 1_400_000_000_000_000_000n;

/** New orders by members who have not spent anything yet, so that there are paths that a provider was given. */
async function order(bot: QuietBot, samples: Place['samples'], first: number, many: number): Promise<void> {
  const wanted = samples.filter((sample) =>
    /"name":"(?:imagine|flux)","type":1,.*"prompt"/.test(JSON.stringify(sample)),
  );
  for (let n = first; n < first + many; n += 1) {
    const sample = wanted[n % wanted.length];
    if (!sample) throw new Error('nobody ordered anything');
    const text = JSON.stringify(sample['member'] ?? {});
    const user = String(MEMBERS + BigInt(n));
    const member: Json = JSON.parse(text.replace(/("user":\{"id":")\d+/, `$1${user}`));
    await holdsInteraction(bot, { ...sample, member });
  }
}

const OFTEN = 400;
const SOME = 12;

/** Paths that were given to a provider, with what they told there and much else; signed as they sign, mostly. */
export const webhooks: Entrance<Place> = {
  name: 'webhooks',
  share: 20,
  async open({ quiet, samples }) {
    const bot = await quiet();
    const { clock } = bot;
    const met = new Set<number>();
    let cases = 0;
    const sign = createWebhookSignature({ clock, secret: SECRETS.FREEPIK_WEBHOOK_SECRET, keyEncoding: 'utf8' });
    return fuzzed(
      {
        any: fc.record({
          which: fc.nat(299),
          sample: fc.nat(WORDED.length - 1),
          changes: fc.array(anyChange([]), { maxLength: 3 }),
          isForged: rarely(8, fc.constant(true)),
          cut: rarely(8, fc.nat(60)),
          headers: anyHeaders,
          wrongPath: rarely(8, anyText),
        }),
        async hold({ which, sample, changes, isForged, cut, headers, wrongPath }) {
          if (cases % OFTEN === 0) await order(bot, samples, (cases / OFTEN) * SOME, SOME);
          cases += 1;
          const orders = bot.orders().filter(({ webhook }) => webhook !== undefined);
          const placed = orders[which % Math.max(1, orders.length)];
          const address = placed?.webhook?.url ?? 'http://127.0.0.1:1/webhooks/freepik/01J00000000000000000000000/0';
          const task = placed?.ticket.split('/').at(-1) ?? 'none';
          const told = changes.reduce(changed, JSON.parse(JSON.stringify(WORDED[sample]).replaceAll('TASK', task)));
          const body = (JSON.stringify(told) ?? '').slice(0, cut);
          const vouched = isForged
            ? []
            : Object.entries({ ...sign(body), 'x-webhook-secret': placed?.webhook?.secret ?? '' });
          const { pathname } = new URL(address);
          const path = wrongPath === undefined ? pathname : `${pathname}/../${encodeURIComponentSafely(wrongPath)}`;
          const status = await holdsRequest(bot, { method: 'POST', path, headers: [...vouched, ...headers], body });
          met.add(status);
          if (status !== 0 && ![204, 401, 404, 413, 408, 429].includes(status)) fail(`answered with ${status}`);
        },
      },
      async () => unmet(cases, met, [204, 401, 404]),
    );
  },
};
