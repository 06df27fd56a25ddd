import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect } from 'vitest';
import { createMovableClock } from '../../sandbox/movable-clock.ts';
import { type Bench, buttonOf, createScene, english, eventually, textOf } from './bench.ts';
import { readBooks } from './books.ts';
import { type Open, test } from './own-world.ts';
import { type Given, pictureFile } from './pictures.ts';

const DAY_MS = 86_400_000;
type Handle = Awaited<ReturnType<Bench['discord']['runCommand']>>;

async function begin(open: Open, days: string, hasFileService: boolean) {
  const clock = createMovableClock();
  const at = await open({
    clock,
    discord: { clock },
    freepik: { clock, taskMs: 100 },
    hasFileService,
    env: { KEEP_FILES_DAYS: days },
  });
  const scene = createScene(at);
  const ask = async (name: string, options: Readonly<Record<string, Given>>) => {
    const handle = await at.discord.runCommand({ ...scene, name, options });
    await handle.acknowledged;
    await eventually(() => handle.message()?.components.length);
    return handle;
  };
  const made = async (handle: Handle) => {
    await eventually(() => handle.message()?.attachments.length && buttonOf(handle.message(), 'again'));
    return handle;
  };
  const press = async (handle: Handle, action: string) => {
    const message = handle.message();
    const customId = buttonOf(message, action);
    if (!message || !customId) throw new Error(`no button ${action}`);
    const click = at.discord.click({ user: scene.user, message, customId });
    await click.acknowledged;
    await eventually(() => click.message());
    return click;
  };
  const kept = async () => {
    if (at.files) return [...at.files.files.keys()];
    return (await readdir(join(at.dataDir, 'files'))).filter((name) => name.includes('.'));
  };
  const handedIn = () => readdir(join(at.dataDir, 'sources'));
  return { at, scene, clock, ask, made, press, kept, handedIn };
}

const idIn = (handle: Handle) => /v1:again:([0-9A-Z]{26})/.exec(textOf(handle.message()))?.[1] ?? '';

describe.each([
  ['the embedded store', false],
  ['the file service', true],
])('with %s', (_name, hasFileService) => {
  test('pictures go when they are too old, and everything that asks for one says so', { timeout: 60_000 }, async ({
    open,
  }) => {
    const { at, scene, clock, ask, made, press, kept, handedIn } = await begin(open, '2', hasFileService);
    const old = await made(await ask('imagine', { prompt: 'an old fox', resolution: '1k' }));
    const worked = await made(await ask('upscale', { image: { file: await pictureFile(320, 240) } }));
    const secret = await made(await ask('imagine', { prompt: 'a secret', resolution: '1k', private: true }));
    expect(await kept()).toHaveLength(3);
    expect(await handedIn()).toHaveLength(1);
    clock.advance(DAY_MS);
    const young = await made(await ask('imagine', { prompt: 'a young fox', resolution: '1k' }));
    expect(await kept()).toHaveLength(4);
    clock.advance(1.2 * DAY_MS);
    await eventually(async () => ((await kept()).length === 1 ? true : undefined));
    await eventually(async () => ((await handedIn()).length === 0 ? true : undefined));

    expect(textOf((await press(old, 'upscale')).message())).toContain(english.operator.expired.pressed);
    expect(textOf((await press(worked, 'compare')).message())).toContain(english.operator.expired.pressed);
    expect(textOf((await press(secret, 'share')).message())).toContain(english.operator.expired.pressed);
    const shown = await ask('show', { job: idIn(old) });
    await eventually(() => textOf(shown.message()).includes('1 picture expired'));
    expect(textOf(shown.message())).toContain('an old fox');
    expect(textOf(shown.message())).not.toMatch(/v1:upscale:|NSFW/);
    const history = await ask('history', {});
    await eventually(() => textOf(history.message()).includes('a young fox'));
    expect(textOf(history.message()).match(/1 picture expired/g)).toHaveLength(3);
    const refused = await ask('reimagine', { from: idIn(old) });
    expect(textOf(refused.message())).toContain('is no longer kept');
    await made(await press(young, 'upscale'));
    const billed = at.freepik.billed;

    // Discord's own copy is still in the message
    const message = old.message();
    if (!message) throw new Error('no message');
    await made(at.discord.runMessageCommand({ ...scene, name: 'Upscale', message }));

    const again = await made(await press(old, 'again'));
    expect(textOf(again.message())).toContain('an old fox');
    expect(at.freepik.billed).toBeGreaterThan(billed);
    const anew = await press(worked, 'again');
    await eventually(() => textOf(anew.message()).includes('is no longer kept'));
    await at.app.stop();
    expect(await readBooks(at.env)).toMatchObject({ unbalanced: [] });
  });
});

test('by default pictures are kept for ever', { timeout: 30_000 }, async ({ open }) => {
  const { clock, ask, made, press, kept } = await begin(open, '0', false);
  const old = await made(await ask('imagine', { prompt: 'an old fox', resolution: '1k' }));
  clock.advance(4000 * DAY_MS);
  await new Promise((resolve) => setTimeout(resolve, 800));
  expect(await kept()).toHaveLength(1);
  await made(await press(old, 'upscale'));
});

test('while the file service is away nothing is said to be gone, and it goes later', { timeout: 60_000 }, async ({
  open,
}) => {
  const { at, clock, ask, made, kept, press } = await begin(open, '1', true);
  const old = await made(await ask('imagine', { prompt: 'an old fox', resolution: '1k' }));
  await at.files?.down('api');
  clock.advance(1.1 * DAY_MS);
  await eventually(() => {
    clock.advance(5000);
    return at.logged.some((line) => line.includes('old pictures are not removed yet'));
  });
  expect(textOf((await press(old, 'upscale')).message())).not.toContain('expired');
  await at.files?.up();
  await eventually(async () => {
    clock.advance(60_000);
    return (await kept()).length <= 1 && at.logged.some((line) => line.includes('removed for their age'));
  });
});
