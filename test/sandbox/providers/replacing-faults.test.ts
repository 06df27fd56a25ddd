import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { ReplacingFault } from '../../../sandbox/http/misbehaviour.ts';
import { createMovableClock, type MovableClock } from '../../../sandbox/movable-clock.ts';
import { type LocalFreepik, startLocalFreepik } from '../../../sandbox/providers/local-freepik.ts';
import { createClient } from './client.ts';

let clock: MovableClock;
let freepik: LocalFreepik;
let client: ReturnType<typeof createClient>;

beforeEach(async () => {
  clock = createMovableClock();
  freepik = await startLocalFreepik({ clock, taskMs: 60_000 });
  client = createClient(freepik);
});
afterEach(() => freepik.close());

const fox = { prompt: 'a fox' };

async function resultUrl(id: string): Promise<string> {
  const [url = ''] = (await client.look(id)).generated;
  return url;
}

const answered: readonly (readonly [ReplacingFault, number, string, string])[] = [
  ['refuse-400', 400, 'application/json', 'content policy'],
  ['400-problem', 400, 'application/problem+json', '{"problem":{"message"'],
  ['400-flat', 400, 'application/json', '{"message":"Invalid request"}'],
  ['400-field', 400, 'application/json', '"field":"body.model"'],
  ['401', 401, 'application/json', 'Invalid API key'],
  ['402', 402, 'application/json', 'Insufficient credits'],
  ['403', 403, 'application/json', 'Forbidden'],
  ['firewall', 403, 'text/html; charset=utf-8', 'Access Denied'],
  ['404', 404, 'application/json', 'Not found'],
  ['410', 410, 'application/json', 'Gone'],
  ['413', 413, 'application/json', 'too large'],
  ['429', 429, 'application/json', 'Too many requests'],
  ['500', 500, 'application/json', '{"message":"Internal Server Error"}'],
  ['503', 503, 'application/json', 'Service Unavailable. Please try again later.'],
  ['503-html', 503, 'text/html; charset=utf-8', '<html>'],
  ['html', 200, 'text/html; charset=utf-8', '<html>'],
  ['wrong-type', 200, 'text/html; charset=utf-8', '<html>'],
  ['empty', 200, 'application/json', ''],
  ['redirect', 302, 'text/plain', ''],
];

describe.each(answered)('%s', (as, status, type, text) => {
  async function expectFault(response: Response) {
    expect(response.status).toBe(status);
    expect(response.headers.get('content-type')).toBe(type);
    const body = await response.text();
    if (text === '') expect(body).toBe('');
    expect(body).toContain(text);
  }

  it('answers a submit without making a task, a poll and a download', async () => {
    const id = await client.start();
    clock.advance(60_000);
    const url = await resultUrl(id);
    for (const on of ['submit', 'poll', 'download'] as const) freepik.misbehave({ on, as, times: 1 });
    await expectFault(await client.submit(fox, { redirect: 'manual' }));
    await expectFault(await client.poll(id, { redirect: 'manual' }));
    await expectFault(await fetch(url, { redirect: 'manual' }));
    expect(freepik.billed).toBe(1);
    expect((await client.submit(fox)).status).toBe(200);
    expect((await fetch(url)).status).toBe(200);
  });
});
