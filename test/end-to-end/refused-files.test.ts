import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { expect } from 'vitest';
import type { InteractionHandle } from '../../sandbox/discord/interactions.ts';
import { createMovableClock } from '../../sandbox/movable-clock.ts';
import { buttonOf, createScene, english, eventually, textOf } from './bench.ts';
import { type Open, test } from './own-world.ts';

const MINUTE_MS = 60_000;

async function begin(open: Open, maxBytes: number, env: Record<string, string> = {}) {
  const clock = createMovableClock();
  const at = await open({ clock, discord: { clock }, freepik: { clock, taskMs: 100 }, files: { maxBytes }, env });
  const scene = createScene(at);
  const made = async (handle: InteractionHandle) => {
    await handle.acknowledged;
    await eventually(() => handle.message()?.attachments.length && buttonOf(handle.message(), 'again'));
    return handle;
  };
  const order = async () =>
    made(await at.discord.runCommand({ ...scene, name: 'imagine', options: { prompt: 'a fox', resolution: '1k' } }));
  const press = (handle: InteractionHandle, action: string) => {
    const message = handle.message();
    const customId = buttonOf(message, action);
    if (!message || !customId) throw new Error(`no button ${action}`);
    return at.discord.click({ user: scene.user, message, customId });
  };
  const passUntil = (stepMs: number, read: () => unknown) =>
    eventually(async () => {
      if (await read()) return true;
      clock.advance(stepMs);
      await new Promise((resolve) => setTimeout(resolve, 100));
      return undefined;
    });
  const letters = () => at.discord.messages(at.discord.openDm(at.discord.owner).id).map(textOf);
  const spooled = () => readdir(join(at.dataDir, 'spool'));
  const kept = async () => (await readdir(join(at.dataDir, 'files'))).filter((name) => name.includes('.'));
  return { at, scene, made, order, press, passUntil, letters, spooled, kept };
}

test('a picture that is too large for the file service is kept, worked with, told of once, and deleted when asked to', {
  timeout: 90_000,
}, async ({ open }) => {
  const { at, scene, made, order, press, passUntil, letters, spooled, kept } = await begin(open, 1000);
  const handle = await order();
  expect(textOf(handle.message())).toContain(english.card.keptHere);
  await passUntil(10 * MINUTE_MS, async () => (await spooled()).length === 0);
  expect(await kept()).toHaveLength(1);

  const larger = await made(press(handle, 'upscale'));
  const compared = press(larger, 'compare');
  await compared.acknowledged;
  await eventually(() => compared.message()?.attachments.length);
  expect(letters()).toHaveLength(1);
  expect(letters()[0]).toMatch(/The file service refuses pictures of [\d.]+ MB \(413\)/);

  const asked = press(handle, 'delete');
  await asked.acknowledged;
  const sure = at.discord.click({
    user: scene.user,
    message: await eventually(() => asked.message()),
    customId: await eventually(() => buttonOf(asked.message(), 'delete-sure')),
  });
  await sure.acknowledged;
  await eventually(async () => ((await kept()).length === 1 ? true : undefined));
});

test('with a public address the original has a link of ours', { timeout: 60_000 }, async ({ open }) => {
  const { order, kept } = await begin(open, 1000, { PUBLIC_URL: 'https://pictures.example' });
  const handle = await order();
  const [name = 'none'] = await kept();
  expect(textOf(handle.message())).toContain(`https://pictures.example/files/${name}`);
});

test('a refusal that may be an error is tried again, and becomes one after a few tries', {
  timeout: 90_000,
}, async ({ open }) => {
  const { at, order, passUntil, kept } = await begin(open, 100_000_000);
  at.files?.misbehave({ on: 'upload', as: '400-flat', times: 2 });
  await order();
  await passUntil(10_000, () => at.files?.files.size === 1);
  expect(await kept()).toEqual([]);
  at.files?.misbehave({ on: 'upload', as: '400-flat' });
  const refused = await order();
  await passUntil(10_000, async () => (await kept()).length === 1);
  await passUntil(10_000, () => textOf(refused.message()).includes(english.card.keptHere));
});
