import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { access } from 'node:fs/promises';
import { join } from 'node:path';
import sharp from 'sharp';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { startListener } from '../../sandbox/http/local-server.ts';
import { type LocalFreepik, startLocalFreepik } from '../../sandbox/providers/local-freepik.ts';
import { createWebhookSignature } from '../../sandbox/providers/webhooks.ts';
import { systemClock } from '../../src/core/clock.ts';
import { createClient } from '../sandbox/providers/client.ts';
import { programsIn } from './programs.ts';
import { folderFor, remove, start } from './run-program.ts';

const page = readFileSync(new URL('../../docs/api.md', import.meta.url), 'utf8');
const SECRET = 'words of this test';

let freepik: LocalFreepik;
let folder: string;
let receiver: ChildProcess;
let url: string;

beforeEach(async () => {
  freepik = await startLocalFreepik({ taskMs: 300, webhookSecret: SECRET });
  folder = await folderFor('webhook.ts', programsIn(page)['webhook.ts'] ?? '', {});
  const free = await startListener({ handle: async () => {}, onDefect: () => {} });
  await free.close();
  url = `http://127.0.0.1:${free.port}/any-path`;
  const child = start(folder, 'webhook.ts', { FREEPIK_WEBHOOK_SECRET: SECRET, PORT: String(free.port) });
  receiver = child;
  child.stderr.pipe(process.stderr);
  await once(child.stdout, 'data');
});
afterEach(async () => {
  const gone = once(receiver, 'exit');
  receiver.kill();
  await gone;
  await freepik.close();
  await remove(folder);
});

const exists = (file: string) =>
  access(join(folder, file)).then(
    () => true,
    () => false,
  );
const post = (body: string, headers: Readonly<Record<string, string>>) => fetch(url, { method: 'POST', headers, body });

test('a signed webhook brings the picture', async () => {
  const id = await createClient(freepik).start({ prompt: 'a fox', webhook_url: url });
  await expect.poll(() => exists(`${id}.png`), { timeout: 15_000 }).toBe(true);
  await expect.poll(() => sharp(join(folder, `${id}.png`)).metadata(), { timeout: 5000 }).toMatchObject({ width: 512 });
  await expect.poll(() => freepik.webhooks.map(({ answer }) => answer)).toEqual([204, 204, 204]);
  expect(freepik.complaints).toEqual([]);
});

test('a forged, changed, old or endless webhook is turned away', async () => {
  const sign = (secret: string, now = Date.now()) =>
    createWebhookSignature({ clock: { ...systemClock, now: () => now }, secret, keyEncoding: 'utf8' });
  const body = JSON.stringify({ task_id: 'x', status: 'CREATED', generated: [] });
  expect((await post(body, sign(SECRET)(body))).status).toBe(204);
  expect((await post(body, {})).status).toBe(401);
  expect((await post(body, sign('other words')(body))).status).toBe(401);
  expect((await post(`${body} `, sign(SECRET)(body))).status).toBe(401);
  expect((await post(body, sign(SECRET, Date.now() - 600_000)(body))).status).toBe(401);
  const long = 'x'.repeat(100_000);
  expect((await post(long, sign(SECRET)(long))).status).toBe(413);
  const broken = sign(SECRET)('{');
  expect((await post('{', broken)).status).toBe(400);
});
