import { afterEach, beforeEach, expect, test } from 'vitest';
import { isObject, objectsOf, textOf } from '../../../sandbox/discord/json.ts';
import { type Bench, createScene, startBench } from './bot.ts';

const DAY_MS = 24 * 3_600_000;

let bench: Bench;
beforeEach(async () => {
  bench = await startBench();
});
afterEach(() => bench.stop());

async function attached() {
  const { channel, user } = createScene(bench);
  const file = { name: 'fox.png', bytes: Buffer.from('not really'), contentType: 'image/png' };
  const message = await bench.discord.post({ user, channel, files: [file] });
  const link = () => objectsOf(bench.discord.payload(message), 'attachments')[0]?.['url'];
  return { message, link: () => String(link()) };
}

test('an attachment is served with its type under its signed link only', async () => {
  const { link } = await attached();
  const url = link();
  const response = await fetch(url);
  expect(response.headers.get('content-type')).toBe('image/png');
  expect(await response.text()).toBe('not really');
  expect((await fetch(url.replace(/\?.*/, ''))).status).toBe(404);
  expect((await fetch(url.replace(/hm=./, 'hm=z'))).status).toBe(404);
  expect((await fetch(url.replace(/ex=[0-9a-f]+/, 'ex=ffffffff'))).status).toBe(404);
  expect((await fetch(url.replace('fox.png', 'dog.png'))).status).toBe(404);
});

test('a link dies after a day; the message read again carries a fresh one', async () => {
  const { link } = await attached();
  const old = link();
  bench.clock.advance(DAY_MS + 1_000);
  expect((await fetch(old)).status).toBe(404);
  expect((await fetch(link())).status).toBe(200);
  expect(bench.discord.attachmentBytes(old)?.toString()).toBe('not really');
});

test('refresh-urls turns a dead link into a living one', async () => {
  const { link } = await attached();
  const old = link();
  bench.clock.advance(DAY_MS + 1_000);
  const answer = await bench.rest.post('/attachments/refresh-urls', { body: { attachment_urls: [old] } });
  const [pair] = isObject(answer) ? objectsOf(answer, 'refreshed_urls') : [];
  expect(pair?.['original']).toBe(old);
  expect((await fetch(textOf(pair ?? {}, 'refreshed') ?? '')).status).toBe(200);
});

test('a deleted message takes its attachments along', async () => {
  const { message, link } = await attached();
  const url = link();
  bench.discord.deleteMessage(message);
  expect((await fetch(url)).status).toBe(404);
});
