import { expect } from 'vitest';
import { startBot } from '../../sandbox/bot-process.ts';
import type { Fault, FaultRequest } from '../../sandbox/discord/rest/server.ts';
import { openStage } from '../../sandbox/stage.ts';
import { buttonOf, createScene, eventually, finished, jobOf, textOf } from './bench.ts';
import { direct, imagine, openLongBench, pass, pictures } from './long-job.ts';
import { test } from './own-world.ts';

/** One edit that shows progress is under way so long that it comes after the final one. */
function slowFirstProgress(delayMs: number) {
  let left = 1;
  return ({ method, path, body }: FaultRequest): Fault | undefined => {
    const isProgress =
      method === 'PATCH' && path.includes('/webhooks/') && !JSON.stringify(body).includes('"filename"');
    return isProgress && left-- > 0 ? { delayMs } : undefined;
  };
}

test('an edit that comes after the final one is put right', { timeout: 40_000 }, async ({ open }) => {
  const bench = await openLongBench(open, 0.01);
  bench.discord.fault(slowFirstProgress(20_000));
  const handle = await imagine(bench, createScene(bench));
  await eventually(() => pictures(handle));
  bench.clock.advance(20_000);
  await eventually(() => pictures(handle) === 0);
  await pass(bench, 2);
  await eventually(() => pictures(handle) === 1);
  expect(textOf(handle.message())).toContain('v1:again:');
  const edits = handle.message()?.edits.length;
  await pass(bench, 12);
  expect(handle.message()?.edits.length).toBe(edits);
});

test('also by the bot that comes after one that was killed', { timeout: 60_000 }, async ({ onTestFinished }) => {
  const stage = await openStage({ freepik: { taskMs: 600 } });
  stage.discord.fault(slowFirstProgress(9000));
  let bot = await startBot(stage.env);
  onTestFinished(async () => void (await bot.stop('SIGKILL')));
  const scene = createScene(stage);
  const options = { prompt: 'a red fox', resolution: '1k' };
  const handle = await stage.discord.runCommand({ ...scene, name: 'imagine', options });
  await eventually(() => pictures(handle));
  // what Discord took is written down before long
  await new Promise((resolve) => setTimeout(resolve, 500));
  await bot.stop('SIGKILL');
  await eventually(() => pictures(handle) === 0);
  bot = await startBot(stage.env);
  await eventually(() => pictures(handle) === 1);
  expect(stage.discord.allMessages()).toHaveLength(1);
  await bot.stop();
  await stage.close();
});

test('a message whose picture was erased comes down although its bot was killed before it said so to Discord', {
  timeout: 60_000,
}, async ({ onTestFinished }) => {
  const stage = await openStage({ freepik: { taskMs: 300 } });
  const { discord } = stage;
  let bot = await startBot(stage.env);
  onTestFinished(async () => {
    await bot.stop('SIGKILL');
    await stage.close();
  });
  const { user, channel } = createScene(stage);
  const options = { prompt: 'a red fox', resolution: '1k' };
  const handle = await discord.runCommand({ user, channel, name: 'imagine', options });
  const message = await finished(handle);
  const asked = discord.click({ user, message, customId: `v1:delete:${jobOf(message)}:1`, force: true });
  await asked.acknowledged;
  const question = await eventually(() => asked.message());
  let removals = 0;
  const stop = discord.fault(({ method }) => {
    if (method !== 'DELETE') return;
    removals += 1;
    return { hang: true };
  });
  const sure = discord.click({ user, message: question, customId: buttonOf(question, 'delete-sure') ?? '' });
  sure.acknowledged.catch(() => {});
  await eventually(() => removals === 1);
  await bot.stop('SIGKILL');
  stop();
  const isThere = () => discord.messages(channel.id).some(({ id }) => id === message.id);
  expect(isThere()).toBe(true);
  bot = await startBot(stage.env);
  await eventually(() => !isThere(), 20_000);
  await bot.stop();
});

test('Get result is there although the edit that was to bring it was refused at first', {
  timeout: 30_000,
}, async ({ open }) => {
  const bench = await openLongBench(open, 30);
  const handle = await imagine(bench, createScene(bench), true);
  await pass(bench, 11);
  let left = 2;
  bench.discord.fault(({ method, path }) =>
    method === 'PATCH' && path.includes('/webhooks/') && left-- > 0
      ? { status: 400, body: { message: 'Invalid Form Body', code: 50035 } }
      : undefined,
  );
  await pass(bench, 1.6);
  await eventually(() => {
    // what was refused is tried again a little later
    bench.clock.advance(100);
    return buttonOf(handle.message(), 'get');
  });
  expect(left).toBeLessThan(2);
});

test('a picture that came as a direct message gains its link there', { timeout: 30_000 }, async ({ open }) => {
  const bench = await openLongBench(open, 16);
  const at = bench;
  const scene = createScene(at);
  await at.files?.down();
  await imagine(at, scene, true);
  await pass(at, 17);
  await eventually(() => direct(at, scene.user));
  const [message] = at.discord.messages(at.discord.openDm(scene.user).id);
  expect(textOf(message)).not.toContain(at.files?.linkHost);
  await at.files?.up();
  await eventually(() => {
    at.clock.advance(20_000);
    return textOf(at.discord.messages(at.discord.openDm(scene.user).id)[0]).includes(at.files?.linkHost ?? '?');
  });
  expect(direct(at, scene.user)).toBe(1);
});

test('nothing is edited for those whose messages are right', { timeout: 30_000 }, async ({ open }) => {
  const bench = await openLongBench(open, 0.01);
  const handle = await imagine(bench, createScene(bench));
  await eventually(() => pictures(handle));
  await new Promise((resolve) => setTimeout(resolve, 300));
  const edits = handle.message()?.edits.length;
  await bench.restart();
  await pass(bench, 30);
  expect(handle.message()?.edits.length).toBe(edits);
});
