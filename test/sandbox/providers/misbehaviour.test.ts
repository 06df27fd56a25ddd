import sharp from 'sharp';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createMovableClock, type MovableClock } from '../../../sandbox/movable-clock.ts';
import { type LocalFreepik, startLocalFreepik } from '../../../sandbox/providers/local-freepik.ts';
import { createClient, until } from './client.ts';

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

describe('a submit', () => {
  it.each(['500', 'html', 'empty', 'reset'] as const)(
    'that is accepted and answered with %s makes a task',
    async (as) => {
      freepik.misbehave({ on: 'submit', as, accepted: true, times: 1 });
      await client.submit(fox).then(
        (response) => response.text(),
        () => 'no answer',
      );
      expect(freepik.billed).toBe(1);
    },
  );

  it.each(['reset', 'reset-before'] as const)('that meets %s makes no task', async (as) => {
    freepik.misbehave({ on: 'submit', as });
    await expect(client.submit(fox)).rejects.toThrow('fetch failed');
    expect(freepik).toMatchObject({ billed: 0, requests: [{ status: 0 }] });
  });

  it.each(['truncated', 'cut-off'] as const)('whose answer is %s has made a task', async (as) => {
    freepik.misbehave({ on: 'submit', as });
    await expect(client.submit(fox).then((response) => response.json())).rejects.toThrow();
    expect(freepik.billed).toBe(1);
  });

  it('that hangs gets no answer until its caller gives up, and makes no task', async () => {
    freepik.misbehave({ on: 'submit', as: 'hang' });
    await expect(client.submit(fox, { signal: AbortSignal.timeout(100) })).rejects.toThrow('timeout');
    expect(freepik.billed).toBe(0);
  });

  it('without a task id in its answer has made a task', async () => {
    freepik.misbehave({ on: 'submit', as: 'no-task-id' });
    expect(await (await client.submit(fox)).json()).toEqual({ data: { status: 'CREATED', generated: [] } });
    expect(freepik.billed).toBe(1);
  });

  it('is slow by the clock', async () => {
    freepik.misbehave({ on: 'submit', as: 'slow', ms: 3_600_000 });
    let isAnswered = false;
    const answer = client.submit(fox).then(() => {
      isAnswered = true;
    });
    await until(() => freepik.billed === 1);
    expect(isAnswered).toBe(false);
    clock.advance(3_600_000);
    await answer;
  });

  it('says with 429 when to come again, in seconds or as a date', async () => {
    freepik.misbehave({ on: 'submit', as: '429', retryAfter: 7, times: 1 });
    freepik.misbehave({ on: 'submit', as: '429', retryAfter: new Date(1_800_000_000_000), times: 1 });
    freepik.misbehave({ on: 'submit', as: '429', times: 1 });
    const retryAfter = async () => (await client.submit(fox)).headers.get('retry-after');
    expect(await retryAfter()).toBe('7');
    expect(await retryAfter()).toBe('Fri, 15 Jan 2027 08:00:00 GMT');
    expect(await retryAfter()).toBeNull();
  });

  it('is turned away by a firewall that is not JSON, and everything after it for a while, but for results', async () => {
    const id = await client.start();
    clock.advance(60_000);
    const [link = ''] = (await client.look(id)).generated;
    freepik.misbehave({ on: 'submit', as: 'firewall', punishMs: 600_000, times: 1 });
    for (const answer of [await client.submit(fox), await client.poll(id), await client.submit(fox)]) {
      expect([answer.status, answer.headers.get('content-type')]).toEqual([403, 'text/html; charset=utf-8']);
    }
    expect((await fetch(link)).status).toBe(200);
    clock.advance(600_000);
    expect((await client.submit(fox)).status).toBe(200);
    expect(freepik.billed).toBe(2);
  });

  it('misbehaves for as long as it is told to', async () => {
    const id = await client.start();
    freepik.misbehave({ on: 'poll', as: '404', forMs: 10_000 });
    expect((await client.poll(id)).status).toBe(404);
    clock.advance(5000);
    expect((await client.poll(id)).status).toBe(404);
    clock.advance(5000);
    expect((await client.poll(id)).status).toBe(200);
  });

  it('answers without end until its caller gives up', async () => {
    freepik.misbehave({ on: 'submit', as: 'too-large' });
    const response = await client.submit(fox);
    let size = 0;
    for await (const chunk of response.body ?? []) {
      size += chunk.length;
      if (size > 5_000_000) break;
    }
    expect(size).toBeGreaterThan(5_000_000);
  });
});

describe('a task', () => {
  it('told to fail fails when it is due, without a reason', async () => {
    freepik.misbehave({ on: 'submit', as: 'fail' });
    const id = await client.start();
    expect(await client.look(id)).toMatchObject({ status: 'CREATED' });
    clock.advance(60_000);
    expect(await client.look(id)).toEqual({ task_id: id, status: 'FAILED', generated: [] });
    expect(freepik.inFlight()).toBe(0);
  });

  it('may be completed some looks before its links are told', async () => {
    freepik.misbehave({ on: 'submit', as: 'links-later' });
    const id = await client.start();
    clock.advance(60_000);
    for (let looks = 0; looks < 3; looks++)
      expect(await client.look(id)).toMatchObject({ status: 'COMPLETED', generated: [] });
    expect((await client.look(id)).generated).toHaveLength(1);
  });

  it('refused by moderation on a poll fails at once, with a reason', async () => {
    const id = await client.start();
    freepik.misbehave({ on: 'poll', as: 'refuse', times: 1 });
    expect((await client.look(id)).error).toContain('content policy');
    expect(await client.look(id)).toMatchObject({ status: 'FAILED' });
  });

  it('of the over-moderated model is refused for a word of its prompt', async () => {
    const id = await client.start({ prompt: 'a war of roses', model: 'fluid' });
    clock.advance(60_000);
    expect(await client.look(id)).toMatchObject({ status: 'FAILED', error: expect.stringContaining('content policy') });
  });

  it('that is stuck stays CREATED for ever', async () => {
    freepik.misbehave({ on: 'submit', as: 'stuck' });
    const id = await client.start();
    clock.advance(86_400_000);
    expect(await client.look(id)).toMatchObject({ status: 'CREATED' });
    expect(freepik.inFlight()).toBe(1);
  });

  it('tells a status that nobody knows, as often as the rule says', async () => {
    const id = await client.start();
    freepik.misbehave({ on: 'poll', as: 'unknown-status', times: 2 });
    const statuses: string[] = [];
    for (let poll = 0; poll < 3; poll += 1) statuses.push((await client.look(id)).status);
    expect(statuses).toEqual(['WARMING_UP', 'WARMING_UP', 'CREATED']);
  });

  it('lists something that is no link among its results', async () => {
    const id = await client.start();
    clock.advance(60_000);
    freepik.misbehave({ on: 'poll', as: 'not-https-entry' });
    const { generated } = await client.look(id);
    expect(generated.map((entry) => URL.canParse(entry))).toEqual([false, true]);
  });

  it('says that its picture is not for everybody', async () => {
    const id = await client.start();
    clock.advance(60_000);
    freepik.misbehave({ on: 'poll', as: 'nsfw' });
    expect(await client.look(id)).toMatchObject({ has_nsfw: [true] });
  });
});

describe('a download', () => {
  let url: string;
  beforeEach(async () => {
    const id = await client.start();
    clock.advance(60_000);
    url = await resultUrl(id);
  });

  it('of an expired link is refused, by the poll that signed it or by the host', async () => {
    freepik.misbehave({ on: 'poll', as: 'expired-url', times: 1 });
    const dead = await resultUrl(freepik.tasks[0]?.id ?? '');
    expect((await fetch(dead)).status).toBe(403);
    freepik.misbehave({ on: 'download', as: 'expired-url', times: 1 });
    expect((await fetch(url)).status).toBe(403);
    expect((await fetch(url)).status).toBe(200);
  });

  it('of half a picture looks whole to HTTP and not to a decoder', async () => {
    freepik.misbehave({ on: 'download', as: 'truncated-picture' });
    const bytes = await (await fetch(url)).arrayBuffer();
    await expect(sharp(bytes, { failOn: 'truncated' }).raw().toBuffer()).rejects.toThrow();
  });

  it('that is cut off ends before its promised length', async () => {
    freepik.misbehave({ on: 'download', as: 'cut-off' });
    const response = await fetch(url);
    await expect(response.arrayBuffer()).rejects.toThrow('terminated');
    expect(freepik.tasks[0]?.downloads).toBe(0);
  });

  it('without end starts like a picture', async () => {
    freepik.misbehave({ on: 'download', as: 'too-large' });
    const reader = (await fetch(url)).body?.getReader();
    const first = await reader?.read();
    await reader?.cancel();
    expect(Buffer.from(first?.value ?? []).toString('latin1')).toContain('PNG');
  });

  it('leads where the rule says', async () => {
    freepik.misbehave({ on: 'download', as: 'redirect', location: 'http://127.0.0.1:1/other' });
    const response = await fetch(url, { redirect: 'manual' });
    expect(response.headers.get('location')).toBe('http://127.0.0.1:1/other');
  });
});

describe('a rule', () => {
  it('reaches the list of LoRAs too', async () => {
    freepik.misbehave({ on: 'loras', as: '503', times: 1 });
    const ask = async () => (await fetch(`${freepik.url}/v1/ai/loras`, { headers: client.headers })).status;
    expect([await ask(), await ask()]).toEqual([503, 200]);
  });

  it('ends when it is taken back', async () => {
    const takeBack = freepik.misbehave({ on: 'submit', as: '500' });
    expect((await client.submit(fox)).status).toBe(500);
    takeBack();
    expect((await client.submit(fox)).status).toBe(200);
  });

  it('applies only where its condition holds', async () => {
    freepik.misbehave({ on: 'submit', as: '500', when: ({ body, count }) => count > 1 && 'prompt' in Object(body) });
    const statuses: number[] = [];
    for (const body of [fox, fox, {}]) statuses.push((await client.submit(body)).status);
    expect(statuses).toEqual([200, 500, 200]);
  });

  it('that could change nothing is refused', () => {
    expect(() => freepik.misbehave({ on: 'download', as: 'fail' })).toThrow('fail has no meaning on download');
  });
});

describe('a server that is down', () => {
  it('refuses connections, and comes back on the same port with its tasks', async () => {
    const id = await client.start();
    await freepik.down();
    const refused = await client.submit(fox).catch((error: unknown) => error);
    expect(refused).toMatchObject({ cause: { code: 'ECONNREFUSED' } });
    clock.advance(60_000);
    await freepik.up();
    expect((await fetch(await resultUrl(id))).status).toBe(200);
    expect(freepik.billed).toBe(1);
  });

  it('can be the result host alone', async () => {
    const id = await client.start();
    clock.advance(60_000);
    await freepik.down('results');
    await expect(fetch(await resultUrl(id))).rejects.toThrow('fetch failed');
  });
});
