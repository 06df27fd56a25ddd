import { readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { GivenOptions } from '../../sandbox/discord/command-options.ts';
import type { InteractionHandle } from '../../sandbox/discord/interactions.ts';
import type { StoredMessage } from '../../sandbox/discord/messages.ts';
import type { User } from '../../sandbox/discord/world.ts';
import { sharp } from '../../src/services/images/sharp-library.ts';
import { type Bench, buttonOf, createScene, english, eventually, jobOf, named, openBench, textOf } from './bench.ts';
import { pictureFile } from './pictures.ts';

let bench: Bench;
let scene: ReturnType<typeof createScene>;
let bob: User;
beforeAll(async () => {
  bench = await openBench({
    freepik: { taskMs: 60 },
    env: { DEFAULT_DAILY_CREDITS: '1000', DEFAULT_CONCURRENT_JOBS: '50', POLL_MIN_MS: '100' },
  });
  scene = createScene(bench);
  bob = bench.discord.addUser({ name: 'bob', locale: 'en-US' });
});
afterAll(() => bench.close());

async function make(name: string, options: GivenOptions, user = scene.user): Promise<string> {
  const handle = await bench.discord.runCommand({ ...scene, user, name, options });
  const message = await eventually(() => (handle.message()?.attachments.length ? handle.message() : undefined));
  return jobOf(message);
}

async function show(job: string, user = scene.user): Promise<StoredMessage> {
  const handle = await bench.discord.runCommand({ ...scene, user, name: 'show', options: { job } });
  return answerOf(handle);
}

const answerOf = (handle: InteractionHandle): Promise<StoredMessage> =>
  eventually(() => (textOf(handle.message()).length > 10 ? handle.message() : undefined));

async function click(message: StoredMessage, customId: string, user = scene.user, values?: readonly string[]) {
  const handle = bench.discord.click({ user, message, customId, ...(values ? { values } : {}) });
  await handle.acknowledged;
  return answerOf(handle);
}

const chainOf = async (job: string, user = scene.user) => {
  const shown = await show(job, user);
  return click(shown, `v1:chain:${job}:1`, user);
};

async function sizeOfStrip(message: StoredMessage) {
  const strip = message.attachments.find(({ filename }) => filename.startsWith('darkroom-chain-'));
  if (!strip?.bytes) throw new Error('no strip');
  const { width = 0, height = 0 } = await sharp(strip.bytes).metadata();
  return { width, height };
}

const values = (message: StoredMessage): string[] =>
  [...textOf(message).matchAll(/"value":"([0-9A-Z]{26}:\d+)"/g)].map(([, value]) => value ?? '');

describe('a picture made of a picture', () => {
  test('is shown with its chain, tells it in order, and branches from any step', async () => {
    const fox = await make('imagine', { prompt: 'a red fox', resolution: '1k' });
    const large = await make('upscale', { from: fox });
    const lit = await make('relight', { from: large, prompt: 'evening' });
    const shown = await show(lit);
    expect(shown.attachments.map(({ filename }) => filename)).toContain(`darkroom-chain-${lit.toLowerCase()}-1.webp`);
    expect((await sizeOfStrip(shown)).width).toBe(3 * 496 + 16);

    const page = await click(shown, `v1:chain:${lit}:1`);
    expect(page.ephemeralFor).toBe(scene.user.id);
    const text = textOf(page);
    expect(text).toContain('3 pictures');
    expect(text).toMatch(
      /\*\*1\. Imagine\*\* · 1 credit · <t:\d+:R> · \[message\].*> a red fox.*2\. Upscale.*3\. Relight/s,
    );
    expect(values(page)).toEqual([`${fox}:1`, `${large}:1`, `${lit}:1`]);

    const branch = await click(page, `v1:branch:${lit}:1`, scene.user, [`${large}:1`]);
    expect(jobOf(branch)).toBe(large);
    expect(buttonOf(branch, 'again')).toBe(`v1:again:${large}:1`);
    expect(textOf(await chainOf(large))).toContain(`Made from it: Relight`);
  });

  test('of the member’s own file begins with that file, for him alone', async () => {
    const cut = await make('rmbg', { image: { file: await pictureFile(300, 200) } });
    const lit = await make('relight', { from: cut, prompt: 'evening' });
    const mine = await chainOf(lit);
    expect(textOf(mine)).toMatch(/1\. Your picture\*\*.*2\. Remove background.*3\. Relight/s);
    expect((await sizeOfStrip(mine)).width).toBe(3 * 496 + 16);
    const theirs = await chainOf(lit, bob);
    expect(textOf(theirs)).not.toContain('Your picture');
    expect((await sizeOfStrip(theirs)).width).toBe(2 * 496 + 16);
  });

  test('another try of it stands beside it, not behind', async () => {
    const fox = await make('imagine', { prompt: 'a red fox', resolution: '1k' });
    const large = await make('upscale', { from: fox });
    const shown = await show(large);
    const again = await click(shown, `v1:again:${large}:1`);
    const repeated = await eventually(() => {
      const now = bench.discord.message(again.channelId, again.id);
      return now?.attachments.length ? now : undefined;
    });
    const page = await chainOf(jobOf(repeated));
    expect(values(page)).toEqual([`${fox}:1`, `${jobOf(repeated)}:1`]);
  });

  test('what is gone leaves its frame empty, and what was made of nothing has no chain', async () => {
    const file = await pictureFile(320, 210);
    const cut = await make('rmbg', { image: { file } });
    const lit = await make('relight', { from: cut, prompt: 'night' });
    const folder = join(bench.dataDir, 'sources');
    for (const name of await readdir(folder)) await rm(join(folder, name));
    expect((await sizeOfStrip(await chainOf(lit))).width).toBe(3 * 496 + 16);
    expect(buttonOf(await show(await make('imagine', { prompt: 'b', resolution: '1k' })), 'chain')).toBeUndefined();
  });
});

describe('somebody else’s private step', () => {
  test('is a gap that says nothing and leads nowhere', async () => {
    const fox = await make('imagine', { prompt: 'a red fox', resolution: '1k' });
    const secret = await make('edit', { from: fox, prompt: 'the secret words', private: true }, bob);
    const more = await make('edit', { from: secret, prompt: 'more secrets', private: true }, bob);
    const lit = await make('relight', { from: more, prompt: 'evening' }, bob);
    const page = await chainOf(lit);
    expect(values(page)).toEqual([`${fox}:1`, `${lit}:1`]);
    expect(textOf(page)).toMatch(/\*\*2\.\*\* ….*\*\*3\. Relight/s);
    expect(textOf(page)).not.toContain('secret');
    expect(textOf(await chainOf(lit, bob))).toContain('the secret words');

    const forged = bench.discord.click({
      user: scene.user,
      message: page,
      customId: `v1:branch:${lit}:1`,
      values: [`${secret}:1`],
      force: true,
    });
    expect(named(textOf(await answerOf(forged)))).toContain(english.notices.noSuchJob);
    const asked = bench.discord.click({
      user: scene.user,
      message: page,
      customId: `v1:chain:${secret}:1`,
      force: true,
    });
    expect(textOf(await answerOf(asked))).toContain(english.notices.jobMissing);
  });
});
