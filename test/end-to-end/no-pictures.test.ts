import { createServer } from 'node:http';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { GivenFile, GivenOptions } from '../../sandbox/discord/command-options.ts';
import { operations } from '../../src/commands/index.ts';
import { type Bench, createScene, english, eventually, named, openBench, textOf } from './bench.ts';
import { wordsOf } from './moderating.ts';
import { pictureFile } from './pictures.ts';

type File = GivenFile['file'];

let bench: Bench;
let slow: Awaited<ReturnType<typeof startSlowServer>>;
let scene: ReturnType<typeof createScene>;
beforeEach(async () => {
  slow = await startSlowServer();
  const env = { DEFAULT_CONCURRENT_JOBS: '50', ALLOWED_IMAGE_HOSTS: slow.host };
  bench = await openBench({ freepik: { taskMs: 50 }, env });
  scene = createScene(bench);
});
afterEach(() => bench.close().finally(() => slow.close()));

/** The first half, of a picture that nothing else is wrong with. */
const broken = async (): Promise<File> => {
  const whole = await pictureFile(400, 300);
  return { ...whole, name: 'broken.png', bytes: whole.bytes.subarray(0, whole.bytes.length / 2) };
};
const files: Readonly<Record<string, () => Promise<File>>> = {
  'a broken file': broken,
  'a text named .png': async () => ({ name: 'notes.png', bytes: Buffer.from('no picture at all') }),
  'an empty file': async () => ({ name: 'empty.png', bytes: Buffer.alloc(0) }),
};
const words = { prompt: 'a fox' };
const more: Readonly<Record<string, GivenOptions>> = {
  flux: words,
  edit: words,
  imagine: words,
  expand: { left: 100 },
};
/** Every option of every command that takes a picture. */
const ways = operations.flatMap(({ name, options }) =>
  options.flatMap((option) => (option.kind === 'picture' ? [{ name, option: option.name }] : [])),
);

const inChannel = () => bench.discord.messages(scene.channel.id).filter(({ ephemeralFor }) => !ephemeralFor);

async function ask(name: string, options: GivenOptions = {}) {
  const handle = await bench.discord.runCommand({ ...scene, name, options });
  await handle.acknowledged;
  const message = await eventually(() => handle.message());
  return { handle, message };
}

async function leavesNothing() {
  expect(inChannel()).toEqual([]);
  expect(bench.freepik.billed).toBe(0);
  expect(wordsOf((await ask('quota')).message)).toContain('Today: 0 of 50 credits');
  expect(named(wordsOf((await ask('history')).message))).toContain(english.pages.history.none);
  expect(wordsOf((await ask('jobs')).message)).not.toMatch(/job [0-9A-Z]{26}/i);
}

describe.each(Object.keys(files))('%s', (kind) => {
  test('is refused in private, whatever asks for a picture, and leaves nothing behind', {
    timeout: 60_000,
  }, async () => {
    expect(ways.length).toBeGreaterThan(8);
    for (const { name, option } of ways) {
      const file = (await files[kind]?.()) ?? (await broken());
      const { message } = await ask(name, { ...more[name], ...(await besides(name, option)), [option]: { file } });
      expect([name, option, message.ephemeralFor]).toEqual([name, option, scene.user.id]);
      expect(wordsOf(message)).toContain(`\`${option}\``);
      expect(wordsOf(message)).toMatch(/is not a picture|seems damaged/);
      expect(textOf(message)).not.toMatch(/given back|v1:/);
    }
    await leavesNothing();
  });
});

/** What else the command cannot do without. */
async function besides(name: string, option: string): Promise<GivenOptions> {
  const main = operations.find((each) => each.name === name)?.main?.options[0];
  const needed = [main, name === 'style' ? 'reference' : undefined].filter((each) => each && each !== option);
  const file = await pictureFile(400, 300);
  return Object.fromEntries(needed.map((each) => [each, { file }]));
}

test('what is slow to come is refused in private as well, and nothing stays in the channel', {
  timeout: 30_000,
}, async () => {
  const { discord } = bench;
  const { handle } = await ask('upscale', { from: `${slow.url}/slow.png` });
  // everybody saw that an answer is on its way
  expect(handle.message()?.ephemeralFor).toBeUndefined();
  const refusal = await eventually(() =>
    discord.messages(scene.channel.id).find((each) => /is not a picture/.test(wordsOf(each))),
  );
  expect(refusal.ephemeralFor).toBe(scene.user.id);
  await leavesNothing();
});

test('a good picture beside a bad one is not made either; one of a batch does not hold up the others', {
  timeout: 60_000,
}, async () => {
  const { discord } = bench;
  const hand = async (pictures: readonly File[]) => {
    const opened = await discord.runCommand({ ...scene, name: 'batch' });
    await opened.acknowledged;
    const customId = String(opened.modal?.['custom_id']);
    const fields = { deed: 'rmbg', pictures: { files: pictures } };
    const sent = await discord.submitModal({ user: scene.user, customId, fields });
    await sent.acknowledged;
    return sent;
  };
  const all = await hand([await broken(), { name: 'notes.png', bytes: Buffer.from('none') }]);
  const message = await eventually(() => all.message());
  expect(message.ephemeralFor).toBe(scene.user.id);
  expect(wordsOf(message)).toMatch(/is not a picture|seems damaged/);
  await leavesNothing();
  const some = await hand([await pictureFile(400, 300), await broken()]);
  await eventually(() => /1 of 2 pictures/.test(textOf(some.message())));
});

test('a good picture is fetched once, and made', { timeout: 30_000 }, async () => {
  const { handle } = await ask('rmbg', { from: `${slow.url}/good.png` });
  await eventually(() => handle.message()?.attachments.length);
  expect(slow.asked).toEqual(['/good.png']);
});

/** Of what is slow nobody knows early what it is. */
async function startSlowServer() {
  const asked: string[] = [];
  const good = await pictureFile(400, 300);
  const server = createServer(({ url }, response) => {
    asked.push(url ?? '');
    const send = (body: Uint8Array) => response.writeHead(200, { 'content-type': 'image/png' }).end(body);
    if (url === '/good.png') send(good.bytes);
    else setTimeout(() => send(Buffer.from('no picture at all')), 1900);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('no port');
  const host = `127.0.0.1:${address.port}`;
  return { asked, host, url: `http://${host}`, close: () => new Promise((resolve) => server.close(resolve)) };
}
