import { createHmac } from 'node:crypto';
import sharp from 'sharp';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { z } from 'zod';
import { readBody, startListener } from '../../../sandbox/http/local-server.ts';
import { createMovableClock, type MovableClock } from '../../../sandbox/movable-clock.ts';
import {
  type LocalFreepik,
  type LocalFreepikOptions,
  startLocalFreepik,
} from '../../../sandbox/providers/local-freepik.ts';
import { createClient, until } from './client.ts';

interface Received {
  readonly headers: Readonly<Record<string, unknown>>;
  readonly body: string;
}

let clock: MovableClock;
let received: Received[];
let receiver: Awaited<ReturnType<typeof startListener>>;
let freepik: LocalFreepik;

beforeEach(async () => {
  clock = createMovableClock();
  received = [];
  receiver = await startListener({
    async handle(request, response) {
      received.push({ headers: request.headers, body: String(await readBody(request, 1_000_000)) });
      response.writeHead(204).end();
    },
    onDefect(text) {
      throw new Error(text);
    },
  });
});
afterEach(async () => {
  await freepik.close();
  await receiver.close();
});

async function run(options: LocalFreepikOptions): Promise<string> {
  freepik = await startLocalFreepik({ clock, taskMs: 60_000, ...options });
  const id = await createClient(freepik).start({ prompt: 'a fox', webhook_url: `${receiver.url}/hook` });
  clock.advance(60_000);
  freepik.inFlight();
  await until(() => freepik.webhooks.length === 3);
  return id;
}

it('every change of status is posted in order, without the wrapper', async () => {
  const id = await run({});
  const bodies: unknown[] = received.map(({ body }) => JSON.parse(body));
  expect(bodies).toMatchObject([
    { task_id: id, status: 'CREATED' },
    { task_id: id, status: 'IN_PROGRESS' },
    { task_id: id, status: 'COMPLETED', generated: [expect.stringContaining(freepik.resultHost)], has_nsfw: [false] },
  ]);
  expect(freepik.webhooks.map(({ answer }) => answer)).toEqual([204, 204, 204]);
  expect(received[0]?.headers).not.toHaveProperty('webhook-signature');
});

it.each(['utf8', 'base64'] as const)('a secret signs each of them with its %s bytes', async (webhookKeyEncoding) => {
  const webhookSecret = 'c2VjcmV0IG9mIHRoZSB3ZWJob29r';
  await run({ webhookSecret, webhookKeyEncoding });
  for (const { headers, body } of received) {
    const text = `${headers['webhook-id']}.${headers['webhook-timestamp']}.${body}`;
    const expected = createHmac('sha256', Buffer.from(webhookSecret, webhookKeyEncoding)).update(text).digest('base64');
    expect(headers['webhook-signature']).toBe(`v1,${expected}`);
  }
  expect(new Set(received.map(({ headers }) => headers['webhook-id'])).size).toBe(3);
});

it.each([
  [{ as: 'due' }, ['CREATED', 'IN_PROGRESS', 'COMPLETED']],
  [{ as: 'twice' }, ['CREATED', 'CREATED', 'IN_PROGRESS', 'IN_PROGRESS', 'COMPLETED', 'COMPLETED']],
  [{ as: 'out-of-order' }, ['COMPLETED', 'IN_PROGRESS', 'CREATED']],
  [{ as: 'last-only' }, ['COMPLETED']],
  [{ as: 'never' }, []],
] as const)('they go out %o', async (manner, statuses) => {
  freepik = await startLocalFreepik({ clock, taskMs: 60_000, webhookSecret: 'secret' });
  freepik.tell(manner);
  await createClient(freepik).start({ prompt: 'a fox', webhook_url: `${receiver.url}/hook` });
  clock.advance(60_000);
  freepik.inFlight();
  await until(() => freepik.webhooks.length === statuses.length);
  expect(freepik.webhooks.map(({ status }) => status)).toEqual(statuses);
  const ids = received.map(({ headers }) => headers['webhook-id']);
  expect(new Set(ids).size).toBe(manner.as === 'twice' ? 3 : statuses.length);
});

it('late ones come late, and forged ones are signed by somebody else', async () => {
  freepik = await startLocalFreepik({ clock, taskMs: 0, webhookSecret: 'secret' });
  const start = () => createClient(freepik).start({ prompt: 'a fox', webhook_url: `${receiver.url}/hook` });
  freepik.tell({ as: 'forged' });
  await start();
  await until(() => received.length === 3);
  for (const { headers, body } of received) {
    const text = `${headers['webhook-id']}.${headers['webhook-timestamp']}.${body}`;
    const right = `v1,${createHmac('sha256', 'secret').update(text).digest('base64')}`;
    expect(headers['webhook-signature']).toHaveLength(right.length);
    expect(headers['webhook-signature']).not.toBe(right);
  }
  freepik.tell({ as: 'late', ms: 1000 });
  await start();
  await new Promise((resolve) => setTimeout(resolve, 50));
  expect(received).toHaveLength(3);
  await until(() => {
    clock.advance(1000);
    return received.length === 6;
  });
});

it('no webhook leaves this machine', async () => {
  freepik = await startLocalFreepik({ clock });
  await createClient(freepik).start({ webhook_url: 'https://bot.example/hook' });
  expect(freepik.complaints).toEqual(['webhook_url leads off this machine: bot.example']);
  expect(freepik.webhooks).toEqual([]);
});

it('an endpoint that answers at once posts its changes too', async () => {
  freepik = await startLocalFreepik({ clock, taskMs: 0 });
  const picture = sharp({ create: { width: 64, height: 64, channels: 3, background: '#204080' } });
  const image = (await picture.png().toBuffer()).toString('base64');
  const { headers } = createClient(freepik);
  const body = JSON.stringify({ image, webhook_url: `${receiver.url}/hook` });
  const path = '/v1/ai/beta/text-to-image/reimagine-flux';
  const response = await fetch(`${freepik.url}${path}`, { method: 'POST', headers, body });
  const answer = z.object({ data: z.object({ task_id: z.string() }) }).parse(await response.json());
  await until(() => freepik.webhooks.length === 3);
  const last: unknown = JSON.parse(received[2]?.body ?? '');
  expect(last).toMatchObject({ task_id: answer.data.task_id, status: 'COMPLETED', generated: [expect.any(String)] });
});
