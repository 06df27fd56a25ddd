import { describe, expect } from 'vitest';
import { createMovableClock } from '../../sandbox/movable-clock.ts';
import { startLocalApiframe } from '../../sandbox/providers/local-apiframe.ts';
import { startFront } from '../support/front.ts';
import { type Bench, buttonOf, createScene, eventually, textOf } from './bench.ts';
import { readBooks } from './books.ts';
import { type Open, test } from './own-world.ts';
import { type Given, pictureFile } from './pictures.ts';

const HOUR_MS = 3_600_000;

function order({ discord }: Pick<Bench, 'discord'>, scene: ReturnType<typeof createScene>) {
  return async (options: Readonly<Record<string, Given>> = {}) => {
    const handle = discord.runCommand({ ...scene, name: 'flux', options: { prompt: 'a fox', ...options } });
    await (await handle).acknowledged;
    return handle;
  };
}

type Handle = Awaited<ReturnType<ReturnType<typeof order>>>;
const shows = (handle: Handle) => eventually(() => handle.message()?.attachments.length, 40_000);
const says = (handle: Handle, words: string) => eventually(() => textOf(handle.message()).includes(words), 40_000);

async function begin(open: Open, options: NonNullable<Parameters<Open>[0]> = {}) {
  const bench = await open({ ...options, apiframe: { api: 'v2', taskMs: 100, ...options.apiframe } });
  return { bench, flux: order(bench, createScene(bench)) };
}

const orders = ({ apiframe }: Pick<Bench, 'apiframe'>) =>
  apiframe.requests.filter(({ path }) => path === '/v2/images/generate').length;

/** One task in all, which was paid for once. */
async function expectOneOfEach(bench: Bench): Promise<void> {
  expect(bench.apiframe.billed).toBe(1);
  await bench.app.stop();
  expect(await readBooks(bench.env)).toMatchObject({ phases: ['done'], unbalanced: [], unknown: 0 });
}

async function expectUnknown(bench: Bench): Promise<void> {
  expect(bench.apiframe.billed).toBe(1);
  await bench.app.stop();
  expect(await readBooks(bench.env)).toMatchObject({ phases: ['failed'], unbalanced: [], spent: 0, unknown: 1 });
}

test('every option of /flux arrives in its field, and its pictures by their addresses', async ({ open }) => {
  const { bench, flux } = await begin(open);
  const [photo, other] = [await pictureFile(640, 480), await pictureFile(300, 200)];
  await shows(await flux({ image: { file: photo }, image_strength: 0.4, width: 512, height: 768, seed: 7, raw: true }));
  await shows(
    await flux({
      model: 'flux-2-flex',
      image: { file: photo },
      image2: { file: other },
      aspect: '4:3',
      resolution: '2MP',
      steps: 20,
      guidance: 3.5,
      improve_prompt: true,
    }),
  );
  const uploaded = (width: number) => expect.objectContaining({ width, url: expect.stringContaining('/files/') });
  expect(bench.apiframe.tasks.map(({ body }) => body)).toEqual([
    {
      model: 'flux-1.1-pro',
      prompt: 'a fox',
      fluxParams: {
        image_prompt: uploaded(640),
        image_prompt_strength: 0.4,
        width: 512,
        height: 768,
        seed: 7,
        raw: true,
        output_format: 'png',
      },
    },
    {
      model: 'flux-2-flex',
      prompt: 'a fox',
      fluxParams: {
        input_images: [uploaded(640), uploaded(300)],
        aspect_ratio: '4:3',
        resolution: '2MP',
        steps: 20,
        guidance: 3.5,
        prompt_upsampling: true,
        output_format: 'png',
      },
    },
  ]);
  expect(bench.logged.join('')).not.toContain('/files/');
});

describe('an order whose answer nobody read', { timeout: 90_000 }, () => {
  test.for(['reset', 'hang', 'html', '500', 'no-task-id'] as const)(
    'for a %s is asked for again, and is one',
    async (as, { open }) => {
      const { bench, flux } = await begin(open);
      const accepted = as === 'no-task-id' ? {} : { accepted: true };
      bench.apiframe.misbehave({ on: 'submit', as, times: 1, ...accepted });
      if (as === 'hang') bench.apiframe.misbehave({ on: 'submit', as: 'reset', times: 1, accepted: true });
      const photo = await pictureFile(640, 480);
      const handle = await flux({ image: { file: photo } });
      if (as === 'hang') {
        await eventually(() => bench.apiframe.billed);
        await bench.restart();
      }
      await shows(handle);
      expect(orders(bench)).toBe(as === 'hang' ? 3 : 2);
      expect(bench.apiframe.requests.filter(({ path }) => path === '/v2/uploads')).toHaveLength(1);
      await expectOneOfEach(bench);
    },
  );

  test('is one however busy the provider says that it is meanwhile', async ({ open }) => {
    const clock = createMovableClock();
    const { bench, flux } = await begin(open, { clock, discord: { clock }, freepik: { clock }, apiframe: { clock } });
    bench.apiframe.misbehave({ on: 'submit', as: 'reset', times: 1, accepted: true });
    for (const as of ['429', '503', '402', 'firewall'] as const)
      bench.apiframe.misbehave({ on: 'submit', as, times: 1 });
    const handle = await flux();
    for (let steps = 0; steps < 400 && !handle.message()?.attachments.length; steps += 1) {
      clock.advance(5000);
      await new Promise((resolve) => setTimeout(resolve, 40));
    }
    await shows(handle);
    await expectOneOfEach(bench);
  });

  test('is asked for once more after a long time that is not over, and unknown when it is', async ({ open }) => {
    for (const [hours, end] of [
      [22.9, shows],
      [23.1, (handle: Handle) => says(handle, 'v1:retry:')],
    ] as const) {
      const clock = createMovableClock();
      const { bench, flux } = await begin(open, { clock, discord: { clock }, freepik: { clock }, apiframe: { clock } });
      const remove = bench.apiframe.misbehave({ on: 'submit', as: 'reset', accepted: true });
      const handle = await flux();
      await eventually(() => bench.apiframe.billed);
      remove();
      clock.advance(hours * HOUR_MS);
      await end(handle);
      if (hours < 23) await expectOneOfEach(bench);
      else await expectUnknown(bench);
    }
  });

  test('is unknown where its id is said to be another one’s, and is not sent again', async ({ open }) => {
    const { bench, flux } = await begin(open);
    bench.apiframe.misbehave({ on: 'submit', as: 'reset', times: 1, accepted: true });
    bench.apiframe.misbehave({ on: 'submit', as: '409' });
    await says(await flux(), 'v1:retry:');
    expect(orders(bench)).toBe(2);
    await expectUnknown(bench);
  });

  test('is unknown with another key: what it means to that account nobody knows', async ({ open, onTestFinished }) => {
    const { bench, flux } = await begin(open);
    const other = await startLocalApiframe({ api: 'v2' });
    onTestFinished(other.close);
    bench.apiframe.misbehave({ on: 'submit', as: 'hang', accepted: true });
    const handle = await flux();
    await eventually(() => bench.apiframe.billed);
    await bench.restart({ APIFRAME_API_KEY: other.apiKey, APIFRAME_API_URL: other.url });
    await says(handle, 'v1:retry:');
    expect(other.billed).toBe(0);
    await expectUnknown(bench);
  });
});

test('an upload that fails orders nothing, and is tried again', async ({ open }) => {
  const { bench, flux } = await begin(open);
  bench.apiframe.misbehave({ on: 'upload', as: 'reset', times: 1 });
  await shows(await flux({ image: { file: await pictureFile(640, 480) } }));
  expect(orders(bench)).toBe(1);
  await expectOneOfEach(bench);
});

test('a webhook ends the waiting, signed by the key', async ({ open, onTestFinished }) => {
  const front = await startFront(onTestFinished);
  const env = { PUBLIC_URL: front.url, POLL_MIN_MS: '600000', POLL_MAX_MS: '600000' };
  const { bench, flux } = await begin(open, { env });
  front.leadTo(bench.app.port);
  await shows(await flux());
  expect(bench.apiframe.webhooks.map(({ answer }) => answer)).toEqual([expect.toSatisfy((status) => status < 300)]);
  expect(bench.apiframe.requests.filter(({ host, path }) => host === 'api' && path !== '/v2/me')).toHaveLength(2);
});

describe('another key, for the other API', { timeout: 90_000 }, () => {
  async function twoApis(open: Open, onFinished: (deed: () => Promise<void>) => void, taskMs = 100) {
    const clock = createMovableClock();
    const bench = await open({ clock, discord: { clock }, freepik: { clock }, apiframe: { clock, taskMs } });
    const second = await startLocalApiframe({ api: 'v2', clock, taskMs: 100 });
    onFinished(second.close);
    const env = {
      APIFRAME_API_KEY: second.apiKey,
      APIFRAME_API_URL: second.url,
      APIFRAME_RESULT_HOSTS: second.resultHost,
    };
    const scene = createScene(bench);
    return { clock, bench, second, scene, flux: order(bench, scene), change: () => bench.restart(env) };
  }

  test('leaves no ticket without a word, and brings the picture when the key is back', async ({
    open,
    onTestFinished,
  }) => {
    const { clock, bench, second, flux, change } = await twoApis(open, onTestFinished, 20 * 60_000);
    const handle = await flux();
    await eventually(() => bench.apiframe.billed);
    await change();
    await says(handle, 'ordered by another key');
    expect(textOf(handle.message())).toContain('v1:retry:');
    await bench.restart();
    expect(second.requests.filter(({ path }) => path.includes('/jobs/'))).toEqual([]);
    clock.advance(HOUR_MS);
    await shows(handle);
    await bench.app.stop();
    expect(await readBooks(bench.env)).toMatchObject({ phases: ['done'], unbalanced: [], spent: 0 });
  });

  test('leaves no picture without a word whose links died before it was fetched', async ({ open, onTestFinished }) => {
    const { clock, bench, second, flux, change } = await twoApis(open, onTestFinished);
    const back = bench.apiframe.misbehave({ on: 'download', as: '403' });
    const handle = await flux();
    await eventually(() => bench.apiframe.billed);
    await eventually(() => {
      clock.advance(1000);
      return bench.logged.some((line) => line.includes('links are refused again'));
    });
    await change();
    await eventually(() => {
      clock.advance(60_000);
      return textOf(handle.message()).includes('ordered by another key');
    });
    expect(second.requests.filter(({ path }) => path.includes('/jobs/'))).toEqual([]);
    back();
    await bench.restart();
    clock.advance(HOUR_MS);
    await shows(handle);
    await bench.app.stop();
    expect(await readBooks(bench.env)).toMatchObject({ phases: ['done'], unbalanced: [], spent: 0 });
  });

  test('makes of a card what is like it there, and says what is not', async ({ open, onTestFinished }) => {
    const { bench, second, scene, flux, change } = await twoApis(open, onTestFinished);
    const [like, unlike, gone] = [
      await flux({ model: 'flux-pro-1.1-ultra', aspect: '1:1' }),
      await flux({ model: 'flux-dev' }),
      await flux({ tolerance: 2 }),
    ];
    for (const handle of [like, unlike, gone]) await shows(handle);
    await change();
    const press = (handle: Handle) => {
      const message = handle.message();
      const customId = buttonOf(message, 'again');
      if (!message || !customId) throw new Error('no such button');
      return bench.discord.click({ user: scene.user, message, customId });
    };
    await shows(press(like));
    expect(second.tasks[0]?.body).toMatchObject({
      model: 'flux-1.1-pro-ultra',
      fluxParams: { aspect_ratio: '1:1' },
    });
    const refusal = async (handle: Handle) => {
      const answer = press(handle);
      await answer.acknowledged;
      return textOf(answer.message());
    };
    expect(await refusal(unlike)).toMatch(/model`\*\* cannot be .*flux-dev.*FLUX 1\.1 pro/);
    expect(await refusal(gone)).toMatch(/tolerance`\*\* is not there any more.*model`\*\*/);
    expect(second.billed).toBe(1);
  });

  test('orders what still waits in line where it can, and says so where it cannot', async ({
    open,
    onTestFinished,
  }) => {
    const { clock, bench, second, flux, change } = await twoApis(open, onTestFinished);
    // nothing is taken: both stay in line
    bench.apiframe.misbehave({ on: 'submit', as: '429', retryAfter: 30 });
    const like = await flux({ model: 'flux-pro-1.1' });
    await eventually(() => bench.apiframe.requests.some(({ status }) => status === 429));
    const unlike = await flux({ model: 'flux-dev' });
    await change();
    await says(unlike, 'cannot be');
    clock.advance(60_000);
    await shows(like);
    expect(second.tasks.map(({ body }) => body)).toMatchObject([{ model: 'flux-1.1-pro' }]);
  });
});
