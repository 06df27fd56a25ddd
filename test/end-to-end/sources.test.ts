import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { StoredMessage } from '../../sandbox/discord/messages.ts';
import type { User } from '../../sandbox/discord/world.ts';
import { sharp } from '../../src/services/images/sharp-library.ts';
import { startPictureServer } from '../sandbox/providers/picture-server.ts';
import { type Bench, createScene, openBench, textOf } from './bench.ts';
import { type Given, pictureFile } from './pictures.ts';

let bench: Bench;
let scene: ReturnType<typeof createScene>;
let server: Awaited<ReturnType<typeof startPictureServer>>;
beforeAll(async () => {
  const bytesOf = async (width: number, height: number) => Buffer.from((await pictureFile(width, height)).bytes);
  server = await startPictureServer({
    '/photo.png': await bytesOf(500, 400),
    '/tiny.png': await bytesOf(50, 50),
    '/page.html': Buffer.from('<html>not a picture</html>'),
  });
  bench = await openBench({
    freepik: { taskMs: 100 },
    env: {
      DEFAULT_DAILY_CREDITS: '1000',
      DEFAULT_CONCURRENT_JOBS: '50',
      ALLOWED_IMAGE_HOSTS: new URL(server.url).host,
    },
  });
  scene = createScene(bench);
});
afterAll(async () => {
  await bench.close();
  await server.close();
});

interface Run {
  readonly user?: User;
  readonly name: string;
  readonly options: Readonly<Record<string, Given>>;
}

async function run({ user = scene.user, name, options }: Run): Promise<StoredMessage | undefined> {
  const handle = await bench.discord.runCommand({ ...scene, user, name, options });
  await handle.acknowledged;
  await bench.discord.until(() => isOver(handle.message()) || undefined, 30_000);
  return handle.message();
}

/** A card with its picture or its end, or an answer that is no card. */
function isOver(message: StoredMessage | undefined): boolean {
  const text = textOf(message);
  return message !== undefined && (message.attachments.length > 0 || /given back/.test(text) || jobIn(message) === '');
}

const jobIn = (message: StoredMessage | undefined): string => /[0-7][0-9A-Z]{25}/.exec(textOf(message))?.[0] ?? '';
const orders = () => bench.freepik.billed;

async function made(options: Readonly<Record<string, Given>> = {}, user?: User): Promise<string> {
  const message = await run({
    name: 'imagine',
    options: { prompt: 'a fox', resolution: '1k', ...options },
    ...(user ? { user } : {}),
  });
  expect(message?.attachments).toHaveLength(1);
  return jobIn(message);
}

describe('from', () => {
  test('takes a job of mine by its id, whatever its case', async () => {
    const job = await made();
    const message = await run({ name: 'rmbg', options: { from: ` ${job.toLowerCase()} ` } });
    expect(message?.attachments).toHaveLength(1);
  });

  test("takes everybody's public picture, and knows nothing of a private one", async () => {
    const bob = bench.discord.addUser({ name: 'bob', locale: 'en-US' });
    const [open, hidden] = [await made(), await made({ private: true })];
    expect((await run({ user: bob, name: 'rmbg', options: { from: open } }))?.attachments).toHaveLength(1);
    const before = orders();
    const unknown = textOf(await run({ user: bob, name: 'rmbg', options: { from: '01ARZ3NDEKTSV4RRFFQ69G5FAV' } }));
    expect(textOf(await run({ user: bob, name: 'rmbg', options: { from: hidden } }))).toBe(unknown);
    expect(textOf(await run({ user: bob, name: 'rmbg', options: { from: 'nonsense' } }))).toBe(unknown);
    expect(orders()).toBe(before);
    expect((await run({ name: 'rmbg', options: { from: hidden, private: true } }))?.attachments).toHaveLength(1);
  });

  test('comes first among the pictures of /edit, of which there are three', async () => {
    const job = await made();
    const file = await pictureFile(200, 200);
    const two = { image: { file }, image2: { file } };
    expect((await run({ name: 'edit', options: { prompt: 'mix', from: job, ...two } }))?.attachments).toHaveLength(1);
    const refused = await run({ name: 'edit', options: { prompt: 'mix', from: job, ...two, image3: { file } } });
    expect(textOf(refused)).toContain('3');
    expect(refused?.attachments).toEqual([]);
  });

  test('offers my results and files while I type, and nothing of anybody else', async () => {
    const cy = bench.discord.addUser({ name: 'cy', locale: 'en-US' });
    const job = await made({ prompt: 'a blue heron' }, cy);
    const file = await pictureFile(333, 222);
    await run({ user: cy, name: 'rmbg', options: { image: { file } } });
    const offer = (from: string, user = cy) =>
      bench.discord.autocomplete({ ...scene, user, name: 'rmbg', options: { from }, focused: 'from' });
    const all = await offer('');
    expect(all).toHaveLength(3);
    expect((await offer('heron')).map(({ value }) => value)).toEqual([job]);
    const [copy] = await offer('photo-333');
    expect(copy?.name).toMatch(/^photo-333x222.png · your file · /);
    const dan = bench.discord.addUser({ name: 'dan', locale: 'vi' });
    expect(await offer('', dan)).toEqual([]);
    const taken = await run({ user: cy, name: 'rmbg', options: { from: String(copy?.value) } });
    expect(taken?.attachments).toHaveLength(1);
    const stolen = await run({ user: dan, name: 'rmbg', options: { from: String(copy?.value) } });
    expect(stolen?.attachments).toEqual([]);
  });

  test('and a file together are one too many', async () => {
    const before = orders();
    const file = await pictureFile(200, 200);
    const text = textOf(await run({ name: 'rmbg', options: { from: 'x', image: { file } } }));
    expect(text).toContain('`from`');
    expect(text).toContain('`image`');
    expect(orders()).toBe(before);
  });

  test('follows a link to a host that the operator allows', async () => {
    const message = await run({ name: 'rmbg', options: { from: `${server.url}/photo.png` } });
    expect(message?.attachments).toHaveLength(1);
    expect(server.asked).toContain('/photo.png');
  });

  test.each([
    'https://example.com/photo.png',
    'http://169.254.169.254/latest/meta-data/',
    'https://127.0.0.1/photo.png',
    'file:///etc/passwd',
    'https://cdn.discordapp.com@example.com/photo.png',
  ])('does not follow %s', async (link) => {
    const before = orders();
    const text = textOf(await run({ name: 'rmbg', options: { from: link } }));
    expect(text).toContain('cannot be used in');
    expect(text).not.toContain('given back');
    expect(orders()).toBe(before);
  });

  test('says in private what a link leads to when that is known', async () => {
    const before = orders();
    for (const [path, words] of [
      ['/tiny.png', ['`image`', '160']],
      ['/page.html', ['`from`', 'not a picture']],
      ['/gone.png', ['`from`', 'could not be fetched']],
    ] as const) {
      const message = await run({ name: 'upscale', options: { from: server.url + path } });
      for (const each of words) expect(textOf(message)).toContain(each);
      expect(message?.ephemeralFor).toBe(scene.user.id);
    }
    expect(orders()).toBe(before);
  });

  test('reads a link of Discord that has died, since Discord gives a fresh one', async () => {
    const posted = await bench.discord.post({ ...scene, files: [await pictureFile(300, 300)] });
    const [attachment] = posted.attachments;
    if (!attachment) throw new Error('no attachment');
    const dead = bench.discord.attachmentUrl(attachment).replace(/([?&]ex=)[0-9a-f]+/, '$1100');
    expect((await run({ name: 'rmbg', options: { from: dead } }))?.attachments).toHaveLength(1);
  });
});

test('a file that is too small is refused before anything is reserved', async () => {
  const before = orders();
  const text = textOf(await run({ name: 'relight', options: { image: { file: await pictureFile(100, 400) } } }));
  expect(text).toContain('160');
  expect(text).not.toContain('given back');
  expect(orders()).toBe(before);
});

test('a picture beyond what the endpoint takes is made smaller, and the message says so', async () => {
  const create = { width: 6000, height: 5000, channels: 3, background: '#f80' } as const;
  const bytes = await sharp({ create }).png({ compressionLevel: 1 }).toBuffer();
  const message = await run({ name: 'rmbg', options: { image: { file: { name: 'large.png', bytes } } } });
  expect(message?.attachments).toHaveLength(1);
  expect(textOf(message)).toContain('6000×5000 → ');
});

test('what is made of a spoiler is a spoiler', async () => {
  const job = await made({ spoiler: true });
  const message = await run({ name: 'rmbg', options: { from: job } });
  expect(textOf(message)).toContain('"spoiler":true');
});

test('the same file is put at the file service once for a member, and for another one anew', async () => {
  const file = await pictureFile(410, 300);
  const bob = bench.discord.addUser({ name: 'bo', locale: 'en-US' });
  const uploads = () => [...(bench.files?.files.values() ?? [])].reduce((sum, each) => sum + each.uploads, 0);
  const spent: number[] = [];
  for (const user of [scene.user, scene.user, bob]) {
    const before = uploads();
    await run({ user, name: 'rmbg', options: { image: { file } } });
    spent.push(uploads() - before);
  }
  expect(spent).toEqual([2, 1, 2]);
});

test('neither a file nor a place to take it from: the answer says the ways', async () => {
  const text = textOf(await run({ name: 'upscale', options: {} }));
  expect(text).toContain('`image`');
  expect(text).toContain('`from`');
});
