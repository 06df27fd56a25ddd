import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { StoredMessage } from '../../sandbox/discord/messages.ts';
import type { User } from '../../sandbox/discord/world.ts';
import { type Bench, createScene, english, openBench, textOf } from './bench.ts';
import { pictureFile } from './pictures.ts';

let bench: Bench;
let scene: ReturnType<typeof createScene>;
let bob: User;
beforeAll(async () => {
  bench = await openBench({
    freepik: { taskMs: 100 },
    env: { DEFAULT_DAILY_CREDITS: '1000', DEFAULT_CONCURRENT_JOBS: '50' },
  });
  scene = createScene(bench);
  bob = bench.discord.addUser({ name: 'bob', locale: 'vi' });
});
afterAll(() => bench.close());

const names = ['Remove background', 'Upscale', 'Reimagine', 'Edit with words', 'Picture details'];

async function posted(count = 1, user = scene.user): Promise<StoredMessage> {
  const files = await Promise.all(Array.from({ length: count }, (_, n) => pictureFile(300 + n, 200)));
  return bench.discord.post({ ...scene, user, files });
}

async function open(name: string, message: StoredMessage, user = scene.user) {
  const handle = bench.discord.runMessageCommand({ ...scene, user, name, message });
  await handle.acknowledged;
  return handle;
}

const finished = (handle: { message(): StoredMessage | undefined }) =>
  bench.discord.until(() => handle.message()?.attachments.length || undefined, 20_000);

test('the entries are registered, with names in both languages; that of moderators in servers only', () => {
  const menus = bench.discord.commands().filter((command) => command['type'] === 3);
  expect(menus.map((menu) => menu['name'])).toEqual([...names, 'Picture record']);
  expect(menus.filter((menu) => menu['default_member_permissions'] === '32')).toMatchObject([
    { name: 'Picture record', contexts: [0], integration_types: [0] },
  ]);
  expect(menus.map((menu) => menu['name_localizations'])).toContainEqual({ vi: 'Xóa nền' });
});

describe('on a picture of one’s own', () => {
  test.each(['Remove background', 'Upscale', 'Reimagine'])('%s makes one that only the member sees', async (name) => {
    const handle = await open(name, await posted());
    await finished(handle);
    expect(handle.message()?.ephemeralFor).toBe(scene.user.id);
  });

  test('Edit with words asks for them first', async () => {
    const handle = await open('Edit with words', await posted());
    const customId = String(handle.modal?.['custom_id']);
    expect(customId).toMatch(/^v1:words:[0-9A-Z]{26}:1$/);
    const sent = await bench.discord.submitModal({
      user: scene.user,
      customId,
      fields: { prompt: 'make "it" {night}' },
    });
    await finished(sent);
    expect(textOf(sent.message())).toContain('night');
    expect(sent.message()?.ephemeralFor).toBe(scene.user.id);
  });

  test('of several pictures one is chosen by its number', async () => {
    const handle = await open('Remove background', await posted(3));
    const customId = /v1:pick:[0-9A-Z]{26}:2/.exec(textOf(handle.message()))?.[0] ?? '';
    const message = handle.message();
    if (!message) throw new Error('no choice');
    expect(message.ephemeralFor).toBe(scene.user.id);
    const picked = bench.discord.click({ user: scene.user, message, customId });
    await finished(picked);
    const forged = bench.discord.click({ user: bob, message, customId, force: true });
    await forged.acknowledged;
    expect(textOf(forged.message())).toContain('hết hạn');
  });

  test('of several pictures one is chosen, then the words are asked for', async () => {
    const handle = await open('Edit with words', await posted(2));
    const message = handle.message();
    const customId = /v1:pick:[0-9A-Z]{26}:2/.exec(textOf(message))?.[0] ?? '';
    if (!message) throw new Error('no choice');
    const picked = bench.discord.click({ user: scene.user, message, customId });
    await picked.acknowledged;
    const form = String(picked.modal?.['custom_id']);
    expect(form).toMatch(/^v1:words:[0-9A-Z]{26}:2$/);
    const sent = await bench.discord.submitModal({ user: scene.user, customId: form, fields: { prompt: 'in snow' } });
    await finished(sent);
  });

  test('Picture details says what is known', async () => {
    const handle = await open('Picture details', await posted(2));
    expect(textOf(handle.message())).toContain('photo-300x200.png · 300×200');
  });
});

describe('on a message of the bot', () => {
  async function made(isPrivate = false) {
    const options = { prompt: 'a fox', resolution: '1k', private: isPrivate };
    const handle = await bench.discord.runCommand({ ...scene, name: 'imagine', options });
    await finished(handle);
    const message = handle.message();
    if (!message) throw new Error('no picture');
    return message;
  }

  test('everybody may go on from a public picture', async () => {
    const handle = await open('Upscale', await made(), bob);
    await finished(handle);
    expect(handle.message()?.ephemeralFor).toBe(bob.id);
  });

  test('Picture details shows the card', async () => {
    const handle = await open('Picture details', await made());
    await bench.discord.until(() => /a fox/.test(textOf(handle.message())) || undefined);
  });

  test('a private picture is nobody else’s business, however its message came to be named', async () => {
    const before = bench.freepik.billed;
    const message = await made(true);
    for (const name of ['Upscale', 'Picture details']) {
      const handle = await open(name, message, bob);
      expect(textOf(handle.message())).not.toContain('a fox');
      expect(handle.message()?.attachments).toEqual([]);
    }
    expect(bench.freepik.billed).toBe(before + 1);
  });
});

test('somebody else’s picture is left alone', async () => {
  const before = bench.freepik.billed;
  const handle = await open('Remove background', await posted(), bob);
  expect(textOf(handle.message())).toContain('người khác');
  expect(bench.freepik.billed).toBe(before);
});

test('a message without a picture says so', async () => {
  const message = await bench.discord.post({ ...scene, content: 'just words' });
  for (const name of names) {
    const handle = await open(name, message);
    expect(textOf(handle.message())).toContain(english.notices.noPictureThere);
  }
});

test('whoever wrote a message without a picture, what is said of it is that there is none', async () => {
  const words = await bench.discord.post({ ...scene, content: 'just words' });
  const help = await bench.discord.runCommand({ ...scene, name: 'help' });
  await help.acknowledged;
  for (const message of [words, help.message()]) {
    const handle = message && (await open('Upscale', message, bob));
    expect(textOf(handle?.message())).toContain('Tin nhắn đó không có ảnh');
  }
});

test('what a message held may be gone an hour later, and the answer says what to do', async () => {
  const message = await posted();
  const customId = 'v1:words:01ARZ3NDEKTSV4RRFFQ69G5FAV:1';
  const handle = bench.discord.click({ user: scene.user, message, customId, force: true });
  await handle.acknowledged;
  expect(textOf(handle.message())).toContain(english.notices.choiceOver);
});
