import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { readBody, startListener } from '../../../sandbox/http/local-server.ts';
import { createMovableClock, type MovableClock } from '../../../sandbox/movable-clock.ts';
import {
  type LocalApiframe,
  type LocalApiframeOptions,
  startLocalApiframe,
} from '../../../sandbox/providers/local-apiframe.ts';
import { until } from './client.ts';
import { base64, download } from './endpoint-client.ts';
import { distance, samplePicture, sizeOf } from './pixels.ts';

let clock: MovableClock;
let apiframe: LocalApiframe;

async function start(options: LocalApiframeOptions = {}) {
  apiframe = await startLocalApiframe({ clock, taskMs: 60_000, ...options });
}

beforeEach(async () => {
  clock = createMovableClock();
  await start();
});
afterEach(() => apiframe.close());

const fox = { model: 'flux-pro', prompt: 'a fox' };

function post(path: string, body: unknown, headers: Readonly<Record<string, string>> = {}) {
  const own = { authorization: apiframe.apiKey, 'content-type': 'application/json', ...headers };
  return fetch(`${apiframe.url}${path}`, { method: 'POST', headers: own, body: JSON.stringify(body) });
}

async function submit(body: unknown = fox): Promise<string> {
  const response = await post('/flux-imagine', body);
  return z.strictObject({ task_id: z.string() }).parse(await response.json()).task_id;
}

const told = z.looseObject({ task_id: z.string(), image_url: z.string().optional() });
const look = async (id: string) => told.parse(await (await post('/fetch', { task_id: id })).json());

async function picture(body: unknown): Promise<Buffer> {
  const id = await submit(body);
  clock.advance(60_000);
  return download((await look(id)).image_url ?? '');
}

describe('a task', () => {
  it('is processing with a percentage, which is a number or text, until it is finished', async () => {
    const id = await submit();
    clock.advance(24_000);
    const running = { task_id: id, task_type: 'flux-imagine', status: 'processing' };
    expect(await look(id)).toEqual({ ...running, percentage: 40 });
    expect(await look(id)).toEqual({ ...running, percentage: '40' });
    clock.advance(36_000);
    const link = expect.stringContaining(`http://${apiframe.resultHost}/`);
    const done = {
      task_id: id,
      task_type: 'flux-imagine',
      status: 'finished',
      original_image_url: link,
      image_url: link,
    };
    expect(await look(id)).toEqual(done);
  });

  it('ends without a status, as documented, when that is switched on', async () => {
    await apiframe.close();
    await start({ finalStatus: 'none', taskMs: 0 });
    const done = await look(await submit());
    expect(done).toHaveProperty('image_url');
    expect(done).not.toHaveProperty('status');
  });

  it.each(['message', 'error'] as const)('fails with its reason as %s', async (failureField) => {
    await apiframe.close();
    await start({ failureField });
    apiframe.misbehave({ on: 'submit', as: 'fail', times: 1 });
    const [failed, fine] = [await submit(), await submit()];
    clock.advance(60_000);
    expect(await look(failed)).toMatchObject({ status: 'failed', [failureField]: 'The image could not be generated' });
    apiframe.misbehave({ on: 'poll', as: 'stuck', times: 1 });
    expect(await look(fine)).toMatchObject({ status: 'processing', percentage: 0 });
    expect(await look(fine)).toHaveProperty('image_url');
  });

  it('is refused for its prompt where nothing is tolerated', async () => {
    const id = await submit({ ...fox, prompt: 'a war of roses', safety_tolerance: 0 });
    clock.advance(60_000);
    expect(await look(id)).toMatchObject({ status: 'failed', message: expect.stringContaining('content policy') });
  });

  it('is fetched among others, those that nobody made left out', async () => {
    const ids = [await submit(), await submit()];
    const many = await (await post('/fetch-many', { task_ids: [...ids, 'nobody'] })).json();
    expect(many).toMatchObject({ tasks: [{ task_id: ids[0] }, { task_id: ids[1] }] });
    apiframe.misbehave({ on: 'poll-many', as: 'unknown-status' });
    const odd = await (await post('/fetch-many', { task_ids: ids })).json();
    expect(odd).toMatchObject({ tasks: [{ status: 'WARMING_UP' }, { status: 'WARMING_UP' }] });
  });

  it.each(['poll', 'poll-many'] as const)('tells its link some looks after its end by %s', async (kind) => {
    apiframe.misbehave({ on: 'submit', as: 'links-later' });
    const ids = [await submit(), await submit()];
    clock.advance(60_000);
    const again = async () => {
      if (kind === 'poll') return look(ids[0] ?? '');
      const many = await (await post('/fetch-many', { task_ids: ids })).json();
      return z.object({ tasks: z.array(told) }).parse(many).tasks[0];
    };
    for (let looks = 0; looks < 3; looks++) {
      const answer = await again();
      expect(answer).toMatchObject({ status: 'finished' });
      expect(answer).not.toHaveProperty('image_url');
    }
    expect(await again()).toHaveProperty('image_url');
  });

  it('may be left out of an answer for several', async () => {
    const ids = [await submit(), await submit()];
    apiframe.misbehave({ on: 'poll-many', as: 'lacks-one', times: 1 });
    const many = await (await post('/fetch-many', { task_ids: ids })).json();
    expect(many).toMatchObject({ tasks: [{ task_id: ids[1] }] });
  });

  it.each([[[]], [['one']], [Array.from({ length: 21 }, (_, at) => String(at))]])(
    'cannot be fetched among too few or too many: %j',
    async (ids) => {
      const response = await post('/fetch-many', { task_ids: ids });
      expect([response.status, await response.json()]).toEqual([400, { errors: [{ msg: expect.any(String) }] }]);
    },
  );

  it('that nobody made is a bad request', async () => {
    const response = await post('/fetch', { task_id: 'nobody' });
    expect([response.status, await response.json()]).toEqual([400, { errors: [{ msg: 'Task not found' }] }]);
  });
});

describe('a picture', () => {
  it('has the shape that was asked for', async () => {
    expect(await sizeOf(await picture({ ...fox, width: 512, height: 1024 }))).toBe('192x384 png');
    expect(await sizeOf(await picture(fox))).toBe('384x288 png');
    expect(await sizeOf(await picture({ ...fox, model: 'flux-pro-1.1-ultra', aspect_ratio: '9:21' }))).toBe(
      '219x512 png',
    );
  });

  it('follows its image prompt the more, the stronger that is', async () => {
    const sample = await samplePicture(384, 216);
    const ultra = { model: 'flux-pro-1.1-ultra', prompt: 'a fox', seed: 3, image_prompt: base64(sample) };
    const far = await distance(sample, await picture({ ...ultra, image_prompt_strength: 0 }));
    const near = await distance(sample, await picture({ ...ultra, image_prompt_strength: 1 }));
    expect(near).toBeLessThan(far - 2);
  });

  it('is the same again with a seed, and another without', async () => {
    expect((await picture({ ...fox, seed: 7 })).equals(await picture({ ...fox, seed: 7 }))).toBe(true);
    expect((await picture(fox)).equals(await picture(fox))).toBe(false);
  });

  it('is gone from its link when that has expired, and the key has no business there', async () => {
    const id = await submit();
    clock.advance(60_000);
    const { image_url: url = '' } = await look(id);
    await fetch(url, { headers: { authorization: apiframe.apiKey } });
    expect(apiframe.complaints).toEqual(['the result host was sent a credential: authorization']);
    clock.advance(3_600_001);
    expect((await fetch(url)).status).toBe(403);
    apiframe.misbehave({ on: 'poll', as: 'expired-url', times: 1 });
    expect((await fetch((await look(id)).image_url ?? '')).status).toBe(403);
  });
});

describe('a request', () => {
  const webhook = { webhook_url: 'http://127.0.0.1:9/hook', webhook_secret: 'secret' };

  it.each([
    ['flux-schnell', { prompt_upsampling: true, width: 256, height: 1440, seed: 1, safety_tolerance: 6 }],
    ['flux-dev', { steps: 30, guidance: 3.5 }],
    ['flux-pro', { steps: 30, guidance: 3.5, interval: 4 }],
    ['flux-pro-1.1', { safety_tolerance: 2 }],
    ['flux-pro-1.1-ultra', { aspect_ratio: '21:9', raw: true }],
  ])('with every field of %s is accepted without a complaint', async (model, fields) => {
    const image_prompt = base64(await samplePicture());
    const response = await post('/flux-imagine', { model, prompt: 'a fox', image_prompt, ...webhook, ...fields });
    expect(response.status).toBe(200);
    expect(apiframe.complaints).toEqual([]);
    expect(apiframe.tasks[0]?.body).toMatchObject({ image_prompt: { width: 320, height: 240 } });
  });

  it.each([
    ['no model', { model: undefined }, 'body.model'],
    ['an unknown model', { model: 'flux-2' }, 'body.model'],
    ['no prompt', { prompt: undefined }, 'body.prompt'],
    ['a width under 256', { width: 255 }, 'body.width'],
    ['a height over 1440', { height: 1441 }, 'body.height'],
    ['an interval of 5', { interval: 5 }, 'body.interval'],
    ['half a step', { steps: 1.5 }, 'body.steps'],
    ['a tolerance of 7', { safety_tolerance: 7 }, 'body.safety_tolerance'],
    ['a data: prefix', { image_prompt: 'data:image/png;base64,AAAA' }, 'body.image_prompt'],
    ['a link as a picture', { image_prompt: 'https://example.com/a.png' }, 'body.image_prompt'],
    ['an aspect for another model', { aspect_ratio: '16:9' }, 'body.aspect_ratio'],
    ['raw for another model', { raw: false }, 'body.raw'],
    ['image_prompt_strength for another model', { image_prompt_strength: 0.5 }, 'body.image_prompt_strength'],
    ['steps for another model', { model: 'flux-schnell', steps: 4 }, 'body.steps'],
    ['guidance for another model', { model: 'flux-pro-1.1', guidance: 3 }, 'body.guidance'],
    ['interval for another model', { model: 'flux-dev', interval: 2 }, 'body.interval'],
    ['a strength over 1', { model: 'flux-pro-1.1-ultra', image_prompt_strength: 1.1 }, 'body.image_prompt_strength'],
    ['an aspect out of range', { model: 'flux-pro-1.1-ultra', aspect_ratio: '22:9' }, 'body.aspect_ratio'],
    ['an aspect of words', { model: 'flux-pro-1.1-ultra', aspect_ratio: 'wide' }, 'body.aspect_ratio'],
  ])('with %s is refused by its name', async (_, change, field) => {
    const response = await post('/flux-imagine', { ...fox, ...change });
    expect(await response.json()).toEqual({ errors: [{ msg: expect.stringContaining(`${field}: `) }] });
    expect([response.status, apiframe.billed]).toEqual([400, 0]);
  });

  it.each([
    ['a misspelt field', { promt: 'a fox' }, 'flux-imagine: body.promt: Extra inputs are ignored'],
    ['null', { seed: null }, 'flux-imagine: body.seed: Nothing was sent as null'],
  ])('with %s passes, to a complaint', async (_, change, complaint) => {
    expect((await post('/flux-imagine', { ...fox, ...change })).status).toBe(200);
    expect(apiframe.complaints).toEqual([complaint]);
  });

  it('costs what the account has, and is refused when nothing is left', async () => {
    await apiframe.close();
    await start({ credits: 1 });
    await submit();
    expect((await post('/flux-imagine', fox)).status).toBe(402);
    apiframe.buyCredits(5);
    await submit();
    expect(apiframe.billed).toBe(2);
  });

  it('of another content type is refused, to a complaint', async () => {
    const response = await post('/flux-imagine', fox, { 'content-type': 'text/plain' });
    expect(response.status).toBe(400);
    expect(apiframe.complaints).toHaveLength(1);
  });

  it('with what its model ignores is complained about', async () => {
    await submit({ model: 'flux-pro-1.1-ultra', prompt: 'a fox', width: 512, webhook_secret: 'secret' });
    expect(apiframe.complaints).toHaveLength(2);
  });

  it('needs the key, raw or after Bearer, unless one of them is asked for', async () => {
    const ask = async (authorization: string) => {
      const response = await post('/flux-imagine', fox, { authorization });
      return [response.status, await response.json()];
    };
    expect(await ask('wrong')).toEqual([401, {}]);
    for (const key of [apiframe.apiKey, `Bearer ${apiframe.apiKey}`]) expect((await ask(key))[0]).toBe(200);
    await apiframe.close();
    await start({ keyScheme: 'raw' });
    expect(await ask(`Bearer ${apiframe.apiKey}`)).toEqual([401, {}]);
    expect(apiframe.complaints).toEqual(['the key is to come raw']);
    await apiframe.close();
    await start({ keyScheme: 'bearer' });
    expect((await ask(`Bearer ${apiframe.apiKey}`))[0]).toBe(200);
    expect((await ask(apiframe.apiKey))[0]).toBe(401);
  });

  it.each([
    ['refuse-400', 400, { errors: [{ msg: expect.stringContaining('content policy') }] }],
    ['400-problem', 400, { errors: [{ msg: 'Invalid request' }] }],
    ['402', 402, {}],
    ['429', 429, {}],
    ['500', 500, {}],
    ['no-task-id', 200, {}],
  ] as const)('can be answered with %s in its own words', async (as, status, body) => {
    apiframe.misbehave({ on: 'submit', as, ...(as === '429' && { retryAfter: 7 }) });
    const response = await post('/flux-imagine', fox);
    expect([response.status, await response.json()]).toEqual([status, body]);
    expect(response.headers.get('retry-after')).toBe(as === '429' ? '7' : null);
  });

  it.each(['html', 'empty', 'reset'] as const)('can be accepted and answered with %s', async (as) => {
    apiframe.misbehave({ on: 'submit', as, accepted: true });
    await post('/flux-imagine', fox).catch(() => undefined);
    expect(apiframe.billed).toBe(1);
  });
});

it('the account tells what is left', async () => {
  const ask = async () =>
    (await fetch(`${apiframe.url}/account`, { headers: { authorization: apiframe.apiKey } })).json();
  expect(await ask()).toMatchObject({ credits: 1000, total_images: 0, email: expect.any(String), plan: 'local' });
  await submit();
  clock.advance(60_000);
  expect(await ask()).toMatchObject({ credits: 999, total_images: 1 });
});

it('a rule that could change nothing is refused', () => {
  expect(() => apiframe.misbehave({ on: 'submit', as: 'nsfw' })).toThrow('nsfw has no meaning on submit');
});

it('every change is posted with the secret of the task, and kept out of what is remembered', async () => {
  const received: { secret: unknown; body: unknown }[] = [];
  const receiver = await startListener({
    async handle(request, response) {
      const body: unknown = JSON.parse(String(await readBody(request, 1_000_000)));
      received.push({ secret: request.headers['x-webhook-secret'], body });
      response.writeHead(204).end();
    },
    onDefect(text) {
      throw new Error(text);
    },
  });
  await submit({ ...fox, webhook_url: `${receiver.url}/hook`, webhook_secret: 'only-for-us' });
  clock.advance(60_000);
  apiframe.inFlight();
  await until(() => apiframe.webhooks.length === 3);
  await receiver.close();

  expect(received.map(({ secret }) => secret)).toEqual(['only-for-us', 'only-for-us', 'only-for-us']);
  expect(received[0]?.body).toMatchObject({ status: 'processing' });
  expect(received[2]?.body).toMatchObject({ image_url: expect.any(String), task_type: 'flux-imagine' });
  expect(JSON.stringify(apiframe.tasks[0]?.body)).not.toContain('only-for-us');
});
