import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { createMovableClock, type MovableClock } from '../../../../sandbox/movable-clock.ts';
import {
  type LocalFreepik,
  type LocalFreepikOptions,
  startLocalFreepik,
} from '../../../../sandbox/providers/local-freepik.ts';
import { until } from '../client.ts';
import { base64, createEndpointClient, download } from '../endpoint-client.ts';
import { distance, samplePicture, sizeOf } from '../pixels.ts';

const PATH = '/v1/ai/beta/text-to-image/reimagine-flux';
const answer = z.object({ data: z.looseObject({ status: z.string(), generated: z.array(z.string()) }) });

let clock: MovableClock;
let freepik: LocalFreepik;
let client: ReturnType<typeof createEndpointClient>;
let sample: Buffer;
let image: string;

async function start(options: LocalFreepikOptions = {}) {
  freepik = await startLocalFreepik({ clock, taskMs: 0, ...options });
  client = createEndpointClient(freepik, clock, PATH);
}

beforeEach(async () => {
  clock = createMovableClock();
  sample = await samplePicture(320, 240);
  image = base64(sample);
});
afterEach(() => freepik.close());

async function picture(body: unknown): Promise<Buffer> {
  const { data } = answer.parse(await (await client.submit(body)).json());
  return download(data.generated[0] ?? '');
}

describe('an answer', () => {
  it('holds the pictures, wrapped', async () => {
    await start();
    const body = await (await client.submit({ image })).json();
    const generated = [expect.stringContaining(freepik.resultHost)];
    expect(body).toEqual({ data: { task_id: expect.any(String), status: 'COMPLETED', generated } });
  });

  it('is unwrapped when that is switched on', async () => {
    await start({ answerShapes: { 'reimagine-flux': 'unwrapped' } });
    expect(await (await client.submit({ image })).json()).toMatchObject({ status: 'COMPLETED' });
  });

  it('comes when the clock says so', async () => {
    await start({ taskMs: 90_000 });
    let isAnswered = false;
    const answering = client.submit({ image }).then((response) => {
      isAnswered = true;
      return response.json();
    });
    await until(() => freepik.billed === 1);
    clock.advance(89_000);
    await new Promise((resolve) => setTimeout(resolve, 50));
    expect(isAnswered).toBe(false);
    clock.advance(1000);
    expect(await answering).toMatchObject({ data: { status: 'COMPLETED' } });
  });

  it('leaves nothing to poll and nothing to list', async () => {
    await start();
    await client.submit({ image });
    const ask = async (path: string) => (await fetch(`${freepik.url}${PATH}${path}`, client)).status;
    expect([await ask(''), await ask(`/${freepik.tasks[0]?.id}`)]).toEqual([404, 404]);
  });

  it.each([
    ['fail', { status: 'FAILED', generated: [] }],
    ['refuse', { status: 'FAILED', error: expect.stringContaining('content policy') }],
    ['stuck', { status: 'IN_PROGRESS', generated: [] }],
    ['unknown-status', { status: 'WARMING_UP', generated: [] }],
    ['nsfw', { status: 'COMPLETED', has_nsfw: [true] }],
    ['not-https-entry', { generated: ['The picture was made with care.', expect.any(String)] }],
  ] as const)('can be told to %s', async (as, data) => {
    await start();
    freepik.misbehave({ on: 'submit', as });
    expect(await (await client.submit({ image })).json()).toMatchObject({ data });
  });

  it('can hold links that are dead', async () => {
    await start();
    freepik.misbehave({ on: 'submit', as: 'expired-url' });
    const { data } = answer.parse(await (await client.submit({ image })).json());
    expect((await fetch(data.generated[0] ?? '')).status).toBe(403);
  });
});

describe('a picture', () => {
  it('keeps its shape by default, and takes that which was asked for', async () => {
    await start();
    expect(await sizeOf(await picture({ image }))).toBe('384x288 png');
    const webhook_url = 'http://127.0.0.1:9/hook';
    const full = { image, prompt: 'a fox', webhook_url, imagination: 'wild', aspect_ratio: 'social_story_9_16' };
    expect(await sizeOf(await picture(full))).toBe('216x384 png');
    expect(freepik.complaints).toEqual([]);
  });

  it('is varied the more, the freer the imagination', async () => {
    await start();
    const distances: number[] = [];
    for (const imagination of ['subtle', 'vivid', 'wild']) {
      distances.push(await distance(sample, await picture({ image, imagination, prompt: 'a fox' })));
    }
    const [subtle = 0, vivid = 0, wild = 0] = distances;
    expect(subtle).toBeGreaterThan(3);
    expect(vivid).toBeGreaterThan(subtle);
    expect(wild).toBeGreaterThan(vivid);
  });
});

describe('a request', () => {
  it.each([
    ['an imagination that nobody has', { imagination: 'tame' }, 'body.imagination'],
    ['an aspect of another endpoint', { aspect_ratio: 'social_5_4' }, 'body.aspect_ratio'],
    ['a data: prefix', { image: 'data:image/png;base64,AAAA' }, 'body.image'],
    ['a link', { image: 'https://example.com/a.png' }, 'body.image'],
    ['no picture', { image: undefined }, 'body.image'],
  ])('with %s is refused by its name', async (_, change, field) => {
    await start();
    await client.expectRefused({ image, ...change }, field);
  });
});
