import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { GivenOptions } from '../../sandbox/discord/command-options.ts';
import type { StoredMessage } from '../../sandbox/discord/messages.ts';
import type { User } from '../../sandbox/discord/world.ts';
import { createMovableClock, type MovableClock } from '../../sandbox/movable-clock.ts';
import { type Bench, createScene, eventually, jobOf, openBench, said, textOf } from './bench.ts';
import { pictureFile } from './pictures.ts';
import { withStore } from './with-store.ts';

let bench: Bench;
let clock: MovableClock;
let scene: ReturnType<typeof createScene>;
let bob: User;
beforeEach(async () => {
  clock = createMovableClock();
  // as in the README's five steps: neither a file service nor a public address
  bench = await openBench({ hasFileService: false, clock, freepik: { taskMs: 50 } });
  scene = createScene(bench);
  bob = bench.discord.addUser({ name: 'bob' });
});
afterEach(() => bench.close());

const MINUTE = 60_000;
const NO_LINK = /has to fetch this picture by a link.*PUBLIC_URL or FILE_SERVICE_URL/;

const paid = async (handle: Parameters<typeof said>[0]) => {
  const message = await said(handle, /v1:again:|given back/);
  expect(textOf(message)).not.toContain('given back');
  return message;
};
const run = (name: string, options: GivenOptions, user = scene.user) =>
  bench.discord.runCommand({ ...scene, user, name, options });
const imagined = async (options: GivenOptions = {}) =>
  paid(await run('imagine', { prompt: 'a red fox', resolution: '1k', ...options }));
const press = (message: StoredMessage, user = scene.user, action = 'rmbg') =>
  bench.discord.click({ user, message, customId: `v1:${action}:${jobOf(message)}:1`, force: true });

describe('with neither a file service nor a public address, the background of a result goes', () => {
  test('by its button, for whoever presses it, and by a right click', async () => {
    const message = await imagined();
    await paid(press(message));
    await paid(press(message, bob));
    const menu = { channel: scene.channel, user: bob, name: 'Remove background', message };
    await paid(bench.discord.runMessageCommand(menu));
  });

  test('by its id, days after it was made, when no link of that time lives any more', async () => {
    const job = jobOf(await imagined());
    clock.advance(50 * 60 * MINUTE);
    await paid(await run('rmbg', { from: job, background: '#ff8800' }));
  });

  test('of a private one by its button, however old its message is; by its id as long as its token lives', async () => {
    const message = await imagined({ private: true });
    await paid(await run('rmbg', { from: jobOf(message), private: true }));
    clock.advance(30 * MINUTE);
    await paid(press(message));
  });

  test('as a step of a chain that is repeated on another picture', async () => {
    const large = await paid(await run('upscale', { image: { file: await pictureFile(300, 200) } }));
    const cut = await paid(press(large));
    const show = await run('show', { job: jobOf(cut) });
    const shown = await said(show, 'v1:redo:');
    const click = bench.discord.click({ user: scene.user, message: shown, customId: `v1:redo:${jobOf(cut)}:1` });
    await click.acknowledged;
    const fields = { picture: { files: [await pictureFile(400, 300)] } };
    const customId = String(click.modal?.['custom_id']);
    const sent = await bench.discord.submitModal({ user: scene.user, customId, fields });
    await eventually(() => sent.message()?.attachments.length === 2);
  });
});

describe('where there is no way to it', () => {
  test('a private result by its id is refused before anything is ordered, saying what is missing', async () => {
    const job = jobOf(await imagined({ private: true }));
    clock.advance(30 * MINUTE);
    const before = bench.freepik.billed;
    const answer = await said(await run('rmbg', { from: job }), NO_LINK);
    expect(answer.ephemeralFor).toBe(scene.user.id);
    expect(bench.freepik.billed).toBe(before);
  });

  test('so is a file of one’s own from another command; attached anew it works', async () => {
    const image = { file: await pictureFile(300, 200) };
    await paid(await run('upscale', { image }));
    let keys: readonly string[] = [];
    await withStore(bench, async ({ sources }) => {
      keys = (await sources.recent(scene.user.id, 5)).map(({ key }) => key);
    });
    expect(keys).toHaveLength(1);
    await said(await run('rmbg', { from: keys[0] ?? '' }), NO_LINK);
    await paid(await run('rmbg', { image }));
  });
});
