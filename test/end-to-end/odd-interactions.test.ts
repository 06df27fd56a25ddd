import { expect } from 'vitest';
import { type JsonObject, objectOf, textOf as textIn } from '../../sandbox/discord/json.ts';
import { createScene, textOf } from './bench.ts';
import { test } from './own-world.ts';
import { pictureFile } from './pictures.ts';

/** The same, with something in it that no version of Discord sends so far. */
const strange = (payload: JsonObject): JsonObject => ({ ...payload, data: 'something new' });

test('an interaction that cannot be read is answered in words, in the language of whoever waits', async ({ open }) => {
  const bench = await open();
  const scene = createScene(bench);
  const { discord } = bench;
  const binh = discord.addUser({ name: 'binh', locale: 'vi' });
  const first = await discord.runCommand({ ...scene, name: 'help' });
  await first.acknowledged;
  discord.tamper(strange);
  for (const [user, words] of [
    [scene.user, /broke on our side/],
    [binh, /Có lỗi ở phía bot/],
  ] as const) {
    const handle = await discord.runCommand({ ...scene, user, name: 'help' });
    expect((await handle.acknowledged).type).toBe(4);
    expect(textOf(handle.message())).toMatch(words);
    expect(handle.message()?.ephemeralFor).toBe(user.id);
  }
  expect(await discord.autocomplete({ ...scene, name: 'show', focused: 'job', options: { job: 'a' } })).toEqual([]);
  expect(bench.logged.filter((line) => line.includes('"msg":"interaction of an unknown shape"'))).toHaveLength(3);
});

test('what has no token is passed over, and the next one is answered', async ({ open }) => {
  const bench = await open();
  const scene = createScene(bench);
  bench.discord.tamper((payload) => ({ ...payload, token: 7 }));
  const lost = await bench.discord.runCommand({ ...scene, name: 'help' });
  await expect
    .poll(() => bench.logged.join(''))
    .toMatch(/"isAnswerable":false,"msg":"interaction of an unknown shape"/);
  bench.discord.tamper((payload) => payload);
  const handle = await bench.discord.runCommand({ ...scene, name: 'help' });
  expect((await handle.acknowledged).type).toBe(4);
  expect(lost.message()).toBeUndefined();
});

test('a form that comes without its words is answered in words, and not with the form again', async ({ open }) => {
  const bench = await open();
  const scene = createScene(bench);
  const { discord } = bench;
  const message = await discord.post({ ...scene, content: 'look', files: [await pictureFile(320, 256)] });
  const opened = discord.runMessageCommand({ ...scene, message, name: 'Edit with words' });
  expect((await opened.acknowledged).type).toBe(9);
  discord.tamper((payload) => ({ ...payload, data: { ...objectOf(payload, 'data'), components: [] } }));
  const customId = textIn(opened.modal ?? {}, 'custom_id') ?? '';
  const sent = await discord.submitModal({ ...scene, customId, fields: { prompt: 'a hat' } });
  expect((await sent.acknowledged).type).toBe(4);
  expect(textOf(sent.message())).toContain('prompt');
});
