import { describe, expect } from 'vitest';
import type { InteractionHandle } from '../../sandbox/discord/interactions.ts';
import type { Fault } from '../../sandbox/discord/rest/server.ts';
import { createMovableClock, type MovableClock } from '../../sandbox/movable-clock.ts';
import { type Bench, createScene, eventually, textOf } from './bench.ts';
import { readBooks } from './books.ts';
import { test } from './own-world.ts';

async function imagine(at: Bench, more: Record<string, string | number | boolean> = {}) {
  const scene = createScene(at);
  const options = { prompt: 'a red fox', resolution: '1k', ...more };
  const handle = await at.discord.runCommand({ user: scene.user, channel: scene.channel, name: 'imagine', options });
  await handle.acknowledged;
  return { handle, ...scene };
}

/** Time goes on in strides; were it to run, it would run away from the answers to what is asked meanwhile. */
const untilPictureIn = (strideMs: number, clock: MovableClock, handle: InteractionHandle) =>
  eventually(async () => {
    clock.advance(strideMs);
    await new Promise((resolve) => setTimeout(resolve, 200));
    return handle.message()?.attachments.length;
  });

describe('Discord in trouble while progress is shown does not disturb the job', { timeout: 40_000 }, () => {
  const troubles: readonly (readonly [string, Fault, number])[] = [
    ['500', { status: 500, body: { message: 'Internal Server Error', code: 0 } }, 2],
    [
      '429',
      { status: 429, body: { message: 'slow down', retry_after: 0.4, global: false }, headers: { 'retry-after': '1' } },
      2,
    ],
    ['a slow answer', { delayMs: 800 }, 2],
    ['a reset', { reset: true }, 2],
  ];
  test.for(troubles)('%s', async ([, fault, times], { open }) => {
    const bench = await open({ freepik: { taskMs: 700 } });
    let left = times;
    bench.discord.fault(({ method }) => (method === 'PATCH' && left-- > 0 ? fault : undefined));
    const { handle } = await imagine(bench);
    await eventually(() => handle.message()?.attachments.length, 30_000);
    expect(bench.freepik.billed).toBe(1);
  });
});

test('a token that died is followed by an edit as the bot, in the same message', { timeout: 30_000 }, async ({
  open,
}) => {
  const bench = await open({ freepik: { taskMs: 400 } });
  const { discord } = bench;
  discord.fault(({ path }) =>
    path.includes('/webhooks/') ? { status: 401, body: { message: 'Invalid Webhook Token', code: 50027 } } : undefined,
  );
  const { handle, channel } = await imagine(bench);
  await eventually(() => handle.message()?.attachments.length);
  expect(discord.messages(channel.id)).toHaveLength(1);
});

test('a message that was deleted is not posted again in the channel: the picture comes as a direct message', {
  timeout: 30_000,
}, async ({ open }) => {
  const bench = await open({ freepik: { taskMs: 600 } });
  const { discord } = bench;
  const { handle, channel, user } = await imagine(bench);
  const message = handle.message();
  if (!message) throw new Error('no message');
  discord.deleteMessage(message);
  const direct = discord.openDm(user);
  await eventually(() => discord.messages(direct.id).some(({ attachments }) => attachments.length === 1));
  expect(discord.messages(channel.id)).toHaveLength(0);
});

test('a picture that Discord finds too large is shown as a preview', { timeout: 30_000 }, async ({ open }) => {
  const bench = await open({ freepik: { taskMs: 200 } });
  const { discord } = bench;
  discord.fault(({ body, count, method }) => {
    const hasFile = method === 'PATCH' && JSON.stringify(body ?? {}).includes('attachment://');
    return hasFile && count < 50 && !JSON.stringify(body).includes('.webp')
      ? { status: 413, body: { message: 'Request entity too large', code: 40005 } }
      : undefined;
  });
  const scene = createScene(bench);
  const options = { prompt: 'a red fox', resolution: '4k' };
  const handle = await discord.runCommand({ ...scene, name: 'imagine', options, attachmentSizeLimit: 20_000 });
  await handle.acknowledged;
  await eventually(() => handle.message()?.attachments.length);
  expect(handle.message()?.attachments[0]?.filename).toMatch(/\.webp$/);
});

test('with the file service down for ten minutes the picture is there at once and its link later', {
  timeout: 40_000,
}, async ({ open }) => {
  const clock = createMovableClock();
  const bench = await open({ clock, discord: { clock }, freepik: { taskMs: 200, clock } });
  const { discord, files } = bench;
  await files?.down();
  const { handle } = await imagine(bench);
  await eventually(() => handle.message()?.attachments.length, 25_000);
  expect(textOf(handle.message())).not.toContain(files?.linkHost);
  for (let minute = 0; minute < 10; minute++) {
    clock.advance(60_000);
    await new Promise((resolve) => setTimeout(resolve, 30));
  }
  await files?.up();
  await eventually(() => {
    clock.advance(20_000);
    return textOf(handle.message()).includes(files?.linkHost ?? '?');
  }, 20_000);
  expect(handle.message()?.attachments).toHaveLength(1);
  const { channelId } = handle.message() ?? {};
  expect(discord.allMessages().filter((message) => message.channelId === channelId)).toHaveLength(1);
  expect(bench.freepik.billed).toBe(1);
});

test('a task that outlives its deadline is given back, and its late picture comes free', {
  timeout: 40_000,
}, async ({ open }) => {
  const clock = createMovableClock();
  const bench = await open({
    clock,
    discord: { clock },
    freepik: { taskMs: 2_400_000, clock },
    env: { JOB_DEADLINE_SECONDS: '60' },
  });
  const { handle } = await imagine(bench);
  const at = bench;
  await eventually(() => at.freepik.billed);
  // the deadline counts from when the provider's answer is here, which may be a moment later
  await eventually(() => {
    clock.advance(5000);
    return /v1:retry:/.test(textOf(handle.message()));
  }, 15_000);
  await untilPictureIn(600_000, clock, handle);
  await at.app.stop();
  expect(at.freepik.billed).toBe(1);
  expect(await readBooks(at.env)).toMatchObject({ phases: ['done'], spent: 0, unbalanced: [] });
});

test('a machine that slept past the deadline asks before it gives up: what was finished meanwhile is there', {
  timeout: 40_000,
}, async ({ open }) => {
  const clock = createMovableClock();
  const bench = await open({ clock, discord: { clock }, freepik: { taskMs: 120_000, clock } });
  const { handle } = await imagine(bench);
  await eventually(() => {
    clock.advance(1000);
    return bench.freepik.tasks[0]?.polls;
  });
  clock.advance(7_200_000);
  await untilPictureIn(1000, clock, handle);
  await bench.app.stop();
  expect(await readBooks(bench.env)).toMatchObject({ phases: ['done'], spent: 1, unbalanced: [] });
});

test('several pictures of one count stand in one message, those that failed are given back', {
  timeout: 30_000,
}, async ({ open }) => {
  const bench = await open({ freepik: { taskMs: 300 } });
  bench.freepik.misbehave({ on: 'submit', as: 'fail', times: 1 });
  const { handle } = await imagine(bench, { count: 4 });
  await eventually(() => /v1:retry:/.test(textOf(handle.message())) && handle.message()?.attachments.length === 3);
  await bench.app.stop();
  expect(await readBooks(bench.env)).toMatchObject({ spent: 3, unbalanced: [] });
});

test('pictures of one count that end together come in few edits, and the call for them is not refused', {
  timeout: 40_000,
}, async ({ open }) => {
  const clock = createMovableClock();
  const bench = await open({ clock, discord: { clock }, freepik: { taskMs: 60_000, clock } });
  const { discord, freepik } = bench;
  const { handle, user } = await imagine(bench, { count: 4 });
  await eventually(() => freepik.billed === 4);
  await eventually(() => {
    clock.advance(5000);
    return handle.message()?.attachments.length;
  });
  await eventually(() => handle.message()?.attachments.length === 4 && handle.followUps().length === 1);
  const grown = new Set(handle.message()?.edits.map(({ attachments }) => attachments.length));
  expect(grown.size - 1).toBeLessThanOrEqual(3);
  expect(textOf(handle.followUps()[0])).toContain(user.id);
  expect(discord.exchanges.filter(({ status }) => status === 429)).toEqual([]);
});

test('pictures that wait for a file service that does not answer hold up neither the end nor the start', {
  timeout: 40_000,
}, async ({ open }) => {
  const bench = await open({ freepik: { taskMs: 100 } });
  const { files } = bench;
  await files?.down();
  const { handle } = await imagine(bench, { count: 3 });
  await eventually(() => handle.message()?.attachments.length === 3, 25_000);
  files?.misbehave({ on: 'upload', as: 'hang' });
  await files?.up();
  const startedAt = performance.now();
  await bench.restart();
  await eventually(() => files?.requests.some(({ status }) => status === 0));
  await bench.restart();
  expect(performance.now() - startedAt).toBeLessThan(15_000);
});
