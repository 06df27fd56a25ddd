import { Routes } from 'discord.js';
import { afterEach, expect, test } from 'vitest';
import type { Limits } from '../../../sandbox/discord/rest/rate-limits.ts';
import { type Bench, createScene, openCommand, startBench } from './bot.ts';

let bench: Bench;
afterEach(() => bench.stop());

interface Answer {
  readonly status: number;
  readonly headers: Headers;
  readonly body: unknown;
}

async function call(method: string, path: string, body?: object): Promise<Answer> {
  const headers = { authorization: `Bot ${bench.discord.token}`, 'content-type': 'application/json' };
  const response = await fetch(`${bench.discord.apiUrl}/v10${path}`, {
    method,
    headers,
    ...(body ? { body: JSON.stringify(body) } : {}),
  });
  const text = await response.text();
  return { status: response.status, headers: response.headers, body: text ? JSON.parse(text) : undefined };
}

async function editing(limits: Limits = {}) {
  bench = await startBench({ limits });
  const scene = createScene(bench);
  const open = async () => {
    const { handle, answer } = await openCommand(bench, scene);
    await answer({ type: 4, data: { content: 'here' } });
    const path = Routes.webhookMessage(bench.discord.applicationId, handle.token);
    return () => call('PATCH', path, { content: 'edited' });
  };
  return { scene, open };
}

test('an interaction takes five edits in two seconds, by the clock, and says so each time', async () => {
  const { open } = await editing();
  const edit = await open();
  for (let left = 4; left >= 0; left--) {
    const { status, headers } = await edit();
    expect([status, headers.get('x-ratelimit-remaining')]).toEqual([200, String(left)]);
  }
  const refused = await edit();
  expect(refused).toMatchObject({ status: 429, body: { global: false, retry_after: expect.any(Number) } });
  expect(refused.headers.get('retry-after')).toBe('2');
  expect(refused.headers.get('x-ratelimit-scope')).toBe('user');
  bench.clock.advance(2_000);
  expect((await edit()).status).toBe(200);
});

test('another interaction has a limit of its own, unless the limit per channel is on', async () => {
  const { open } = await editing({ channelMinute: { count: 6, windowMs: 60_000 } });
  const [first, second] = [await open(), await open()];
  for (let edits = 0; edits < 5; edits++) await first();
  expect((await second()).status).toBe(200);
  expect((await second()).headers.get('x-ratelimit-scope')).toBe('shared');
  bench.clock.advance(60_000);
  expect((await second()).status).toBe(200);
});

test('a channel takes five creates and, beside them, five edits in five seconds', async () => {
  bench = await startBench();
  const { guild, channel } = createScene(bench);
  const other = bench.discord.addChannel(guild, { name: 'other' });
  const create = (id: string) => call('POST', Routes.channelMessages(id), { content: 'a' });
  for (let made = 0; made < 5; made++) expect((await create(channel.id)).status).toBe(200);
  expect((await create(channel.id)).status).toBe(429);
  expect((await create(other.id)).status).toBe(200);
  const id = bench.discord.messages(channel.id)[0]?.id ?? '';
  const edit = () => call('PATCH', Routes.channelMessage(channel.id, id), { content: 'b' });
  for (let made = 0; made < 5; made++) expect((await edit()).status).toBe(200);
  expect((await edit()).status).toBe(429);
  bench.clock.advance(5_000);
  expect([(await create(channel.id)).status, (await edit()).status]).toEqual([200, 200]);
});

test("the global limit counts the bot's requests and spares interactions", async () => {
  const { open } = await editing({ global: { count: 3, windowMs: 60_000 }, tokenEdits: 'off' });
  const edit = await open();
  for (let edits = 0; edits < 10; edits++) expect((await edit()).status).toBe(200);
  const statuses: number[] = [];
  for (let reads = 0; reads < 3; reads++) statuses.push((await call('GET', Routes.user())).status);
  expect(statuses.at(-1)).toBe(429);
  const refused = await call('GET', Routes.user());
  expect(refused.headers.get('x-ratelimit-global')).toBe('true');
  expect(refused.body).toMatchObject({ global: true });
});

test('a limit that is switched off is not there', async () => {
  const { open } = await editing({ tokenEdits: 'off' });
  const edit = await open();
  const answers = await Promise.all(Array.from({ length: 40 }, edit));
  expect(answers.every((answer) => answer.status === 200)).toBe(true);
  expect(answers[0]?.headers.has('x-ratelimit-limit')).toBe(false);
});
