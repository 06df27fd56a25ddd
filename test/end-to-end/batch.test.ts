import { describe, expect } from 'vitest';
import type { GivenFile } from '../../sandbox/discord/command-options.ts';
import type { InteractionHandle } from '../../sandbox/discord/interactions.ts';
import type { StoredMessage } from '../../sandbox/discord/messages.ts';
import type { Provider } from '../../src/core/provider.ts';
import { readZip } from '../services/files/zip-reader.ts';
import { buttonOf, createScene, eventually, textOf } from './bench.ts';
import { readBooks } from './books.ts';
import { type Open, test } from './own-world.ts';
import { pictureFile } from './pictures.ts';

type File = GivenFile['file'];

async function begin(open: Open, options: Parameters<Open>[0] = {}) {
  const env = { DEFAULT_DAILY_CREDITS: '20', POLL_MIN_MS: '100', ...options.env };
  const opened = await open({ freepik: { taskMs: 60 }, ...options, env });
  const { discord } = opened;
  const scene = createScene(opened);
  const hand = async (deed: string, files: readonly File[], flags: { private?: boolean; spoiler?: boolean } = {}) => {
    const form = await discord.runCommand({ ...scene, name: 'batch', options: { ...flags } });
    await form.acknowledged;
    const customId = String(form.modal?.['custom_id']);
    const sent = await discord.submitModal({ user: scene.user, customId, fields: { deed, pictures: { files } } });
    await sent.acknowledged;
    return { form, sent };
  };
  return { bench: opened, discord, ...scene, hand };
}

const photos = (count: number, width = 160, height = 160): Promise<File[]> =>
  Promise.all(
    Array.from({ length: count }, async (_, n) => ({
      ...(await pictureFile(width + n, height)),
      name: `my photo ${n}.png`,
    })),
  );
const broken: File = { name: 'cat.txt', bytes: Buffer.from('not a picture at all'), contentType: 'text/plain' };

const zipIn = (message: StoredMessage | undefined) =>
  message?.attachments.find(({ filename }) => filename.endsWith('.zip'))?.bytes;
const withZip = (handle: InteractionHandle) =>
  eventually(() => (zipIn(handle.message()) ? handle.message() : undefined), 30_000);

describe('/batch', { timeout: 60_000 }, () => {
  test('does the same with each picture in one message, and packs the originals in their order', async ({ open }) => {
    const { bench, discord, user, hand } = await begin(open);
    const { form, sent } = await hand('rmbg', await photos(4));
    expect(JSON.stringify(form.modal)).toContain('1 credit a picture');
    const message = await withZip(sent);
    expect(discord.allMessages()).toHaveLength(1);
    expect(message.ephemeralFor).toBeUndefined();
    expect(message.attachments).toHaveLength(5);
    expect(textOf(message)).toContain(`<@${user.id}>`);
    expect(textOf(message)).toContain('4 credits');
    const entries = readZip(zipIn(message) ?? Buffer.alloc(0));
    expect(entries.map(({ name }) => name)).toEqual([0, 1, 2, 3].map((n) => `0${n + 1}-my_photo_${n}-rmbg.png`));
    const stored = [...(bench.files?.files.values() ?? [])].map(({ bytes }) => bytes.toString('base64'));
    for (const { bytes } of entries) expect(stored).toContain(bytes.toString('base64'));
    expect(bench.freepik.billed).toBe(4);
    await bench.app.stop();
    expect(await readBooks(bench.env)).toMatchObject({ unbalanced: [], spent: 4 });
  });

  test('one bad file is named with its reason, costs nothing and holds up nobody', async ({ open }) => {
    const { bench, hand } = await begin(open);
    const [one, two] = await photos(2);
    if (!one || !two) throw new Error('no photos');
    const { sent } = await hand('reimagine', [one, broken, two]);
    const message = await withZip(sent);
    const text = textOf(message);
    expect(text).toContain('2 of 3 pictures; 1 was given back');
    expect(text).toContain('What you attached as **`cat.txt`** is not a picture');
    expect(text).toContain('2 credits (1 given back)');
    expect(readZip(zipIn(message) ?? Buffer.alloc(0)).map(({ name }) => name.slice(0, 13))).toEqual([
      '01-my_photo_0',
      '03-my_photo_1',
    ]);
    expect(bench.freepik.billed).toBe(2);
    await bench.app.stop();
    expect(await readBooks(bench.env)).toMatchObject({ unbalanced: [], spent: 2 });
  });

  test('what is flagged is neither shown nor packed where it may not be seen', async ({ open }) => {
    let made = 0;
    const wrapProvider = (_: string, provider: Provider): Provider => ({
      ...provider,
      async poll(ticket, signal) {
        const state = await provider.poll(ticket, signal);
        if (state.status !== 'succeeded') return state;
        made += 1;
        return made === 1 ? { ...state, images: state.images.map((image) => ({ ...image, nsfw: true })) } : state;
      },
    });
    const { hand } = await begin(open, { wrapProvider });
    const { sent } = await hand('relight', await photos(3), { spoiler: true });
    const message = await eventually(
      () => (/marked as NSFW/.test(textOf(sent.message())) && zipIn(sent.message()) ? sent.message() : undefined),
      30_000,
    );
    expect(readZip(zipIn(message) ?? Buffer.alloc(0))).toHaveLength(2);
    expect(message.attachments).toHaveLength(3);
    expect(textOf(message)).toMatch(/"type":13[^}]*\}[^}]*"spoiler":true/);
  });

  test('limits that allow only a part refuse all of it, in words, and nothing is paid', async ({ open }) => {
    const { bench, hand } = await begin(open, { env: { DEFAULT_DAILY_CREDITS: '3' } });
    const { sent } = await hand('relight', await photos(4));
    expect(textOf(sent.message())).toContain('This costs 4 credits, and you have 3 of 3 left today');
    expect(sent.message()?.ephemeralFor).toBeDefined();
    expect(bench.freepik.billed).toBe(0);
    const { sent: less } = await hand('relight', await photos(3));
    await withZip(less);
    expect(bench.freepik.billed).toBe(3);
  });

  test('a store with a public address takes the ZIP, and the message links it', async ({ open }) => {
    const { bench, hand } = await begin(open, {
      hasFileService: false,
      env: { PUBLIC_URL: 'https://pictures.example' },
    });
    const { sent } = await hand('expand shape 16:9', await photos(2, 400, 300));
    const message = await eventually(() =>
      /Download all as ZIP/.test(textOf(sent.message())) ? sent.message() : undefined,
    );
    const [, name] =
      /\[Download all as ZIP\]\(<https:\/\/pictures\.example\/files\/([0-9a-f]{64}\.zip)>\)/.exec(textOf(message)) ??
      [];
    const answer = await fetch(`http://127.0.0.1:${bench.app.port}/files/${name}`, {
      headers: { host: 'pictures.example' },
    });
    expect(answer.headers.get('content-type')).toBe('application/zip');
    expect(answer.headers.get('content-disposition')).toMatch(/^attachment;/);
    expect(readZip(Buffer.from(await answer.arrayBuffer()))).toHaveLength(2);
    expect(zipIn(message)).toBeUndefined();
  });

  test('ten pictures that no store links leave no room for a file: the pictures come all the same', async ({
    open,
  }) => {
    const { hand } = await begin(open, { hasFileService: false });
    const { sent } = await hand('rmbg', await photos(10));
    const message = await eventually(
      () => (sent.message()?.attachments.length === 10 ? sent.message() : undefined),
      40_000,
    );
    expect(zipIn(message)).toBeUndefined();
  });

  test('a file service, which takes pictures only, is not asked to take the ZIP, and nothing is warned of', async ({
    open,
  }) => {
    const { bench, hand } = await begin(open);
    const { sent } = await hand('rmbg', await photos(2));
    await withZip(sent);
    expect(bench.logged.filter((line) => line.includes('ZIP'))).toEqual([]);
  });

  test('ten pictures that are linked are all shown beside their ZIP', async ({ open }) => {
    const { discord, hand } = await begin(open);
    const { sent } = await hand('rmbg', await photos(10));
    const message = await withZip(sent);
    expect(message.attachments).toHaveLength(10);
    const shown = JSON.stringify(discord.payload(message)['components']).match(/"media":/g);
    expect(shown).toHaveLength(10);
    expect(readZip(zipIn(message) ?? Buffer.alloc(0))).toHaveLength(10);
  });

  test('is private and hidden where that was asked for', async ({ open }) => {
    const { user, hand } = await begin(open);
    const { sent } = await hand('rmbg', await photos(2), { private: true, spoiler: true });
    const message = await withZip(sent);
    expect(message.ephemeralFor).toBe(user.id);
    expect(textOf(message).match(/"spoiler":true/g)?.length).toBeGreaterThanOrEqual(2);
  });

  test('goes on after a restart, with one ZIP in the end', async ({ open }) => {
    const { bench, hand } = await begin(open, { env: { PROVIDER_CONCURRENCY: '1' }, freepik: { taskMs: 400 } });
    const { sent } = await hand('relight', await photos(3));
    await eventually(() => bench.freepik.billed >= 2);
    await bench.restart();
    const message = await withZip(sent);
    expect(message.attachments).toHaveLength(4);
    expect(bench.freepik.billed).toBe(3);
    expect(bench.discord.allMessages()).toHaveLength(1);
  });
});

test('of a count of which some are cancelled the rest comes, and the card says what was given back', async ({
  open,
}) => {
  const { bench, discord, user, channel } = await begin(open, {
    env: { PROVIDER_CONCURRENCY: '1' },
    freepik: { taskMs: 1200 },
  });
  const options = { prompt: 'a red fox', resolution: '1k', count: 4 };
  const handle = await discord.runCommand({ user, channel, name: 'imagine', options });
  await handle.acknowledged;
  await eventually(() => bench.freepik.billed);
  const message = handle.message();
  const customId = buttonOf(message, 'cancel');
  if (!message || !customId) throw new Error('no button');
  await discord.click({ user, message, customId }).acknowledged;
  await eventually(() => /1 of 4 pictures; 3 were cancelled and given back\./.test(textOf(handle.message())));
  expect(textOf(handle.message())).toContain('1 credit (3 given back)');
  expect(handle.message()?.attachments).toHaveLength(1);
  expect(bench.freepik.billed).toBe(1);
  await bench.app.stop();
  expect(await readBooks(bench.env)).toMatchObject({ unbalanced: [], spent: 1 });
});
