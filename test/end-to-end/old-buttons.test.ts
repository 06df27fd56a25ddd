import { afterEach, expect, test } from 'vitest';
import type { GivenOptions } from '../../sandbox/discord/command-options.ts';
import type { StoredMessage } from '../../sandbox/discord/types.ts';
import { createMovableClock } from '../../sandbox/movable-clock.ts';
import { type Bench, buttonOf, createScene, openBench, textOf } from './bench.ts';

let bench: Bench | undefined;
afterEach(() => bench?.close().finally(() => (bench = undefined)));

const YEAR_MS = 366 * 86_400_000;

async function begin(options: Parameters<typeof openBench>[0] = {}) {
  const at = await openBench({ freepik: { taskMs: 50 }, ...options });
  bench = at;
  const scene = createScene(at);
  const finished = (handle: { message(): StoredMessage | undefined }) =>
    at.discord.until(() => (/"v1:again:/.test(textOf(handle.message())) ? handle.message() : undefined), 20_000);
  const imagine = async (more: GivenOptions = {}) =>
    finished(
      await at.discord.runCommand({
        ...scene,
        name: 'imagine',
        options: { prompt: 'a fox', resolution: '1k', ...more },
      }),
    );
  const press = async (message: StoredMessage, customId = 'none', force = false) => {
    const click = at.discord.click({ user: scene.user, message, customId, force });
    await click.acknowledged;
    return click;
  };
  const said = (click: { message(): StoredMessage | undefined }, words: RegExp) =>
    at.discord.until(() => words.test(textOf(click.message())) || undefined, 10_000);
  const remove = async (message: StoredMessage) => {
    const question = (await press(message, buttonOf(message, 'delete'))).message();
    if (!question) throw new Error('nothing was asked');
    return press(question, buttonOf(question, 'delete-sure'));
  };
  return { ...at, scene, finished, imagine, press, said, remove };
}

test('a year later a button works, and what is deleted leaves the channel', { timeout: 60_000 }, async () => {
  const clock = createMovableClock();
  const { discord, scene, imagine, press, finished, remove, said } = await begin({ clock });
  const message = await imagine();
  const hidden = await imagine({ private: true });
  clock.advance(YEAR_MS);
  await finished(await press(message, buttonOf(message, 'upscale')));
  await said(await remove(message), /Deleted: the message/);
  expect(discord.messages(scene.channel.id).some(({ id }) => id === message.id)).toBe(false);
  // only its owner ever saw it, by a token that is dead
  await said(await remove(hidden), /remove it in Discord/);
});

test('a form that was opened before a restart is taken after it', { timeout: 60_000 }, async () => {
  const at = await begin();
  const message = await at.imagine();
  const click = await at.press(message, buttonOf(message, 'prompt'));
  await bench?.restart();
  const customId = String(click.modal?.['custom_id']);
  const sent = await at.discord.submitModal({ user: at.scene.user, customId, fields: { prompt: 'a blue boat' } });
  expect(textOf(await at.finished(sent))).toContain('a blue boat');
});

test('what is not offered has no button, and an old one says what there is instead', async () => {
  const { freepik, imagine, press, said } = await begin({ env: { DISABLED_OPERATIONS: 'rmbg,edit' } });
  const message = await imagine();
  expect(buttonOf(message, 'rmbg')).toBeUndefined();
  expect(buttonOf(message, 'reword')).toBeUndefined();
  // by the next best operation
  expect(buttonOf(message, 'restyle')).toBeDefined();
  const [, job] = /v1:again:([^:]+)/.exec(textOf(message)) ?? [];
  await said(await press(message, `v1:reword:${job}:1`, true), /Not offered here.*Use \*\*\/reimagine/);
  await said(await press(message, `v1:rmbg:${job}:1`, true), /Not offered here/);
  expect(freepik.billed).toBe(1);
});

test('what is not finished cannot be gone on from, and says so', async () => {
  const { discord, freepik, scene, press, said } = await begin({ freepik: { taskMs: 2500 } });
  const options = { prompt: 'a fox', resolution: '1k' };
  const handle = await discord.runCommand({ ...scene, name: 'imagine', options });
  await handle.acknowledged;
  const message = await discord.until(() => handle.message(), 5000);
  const [, job] = /v1:cancel:([^:]+)/.exec(textOf(message)) ?? [];
  for (const action of ['upscale', 'vary', 'reword', 'expand', 'compare'])
    await said(await press(message, `v1:${action}:${job}:1`, true), /not ready yet/);
  await said(await press(message, `v1:delete:${job}:1`, true), /still in the works/);
  await said(await press(message, `v1:share:${job}:1`, true), /sees this already/);
  expect(freepik.billed).toBeLessThanOrEqual(1);
});
