import { copyFile, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, describe, expect } from 'vitest';
import type { InteractionHandle } from '../../sandbox/discord/interactions.ts';
import { createMovableClock } from '../../sandbox/movable-clock.ts';
import { createThrowaways } from '../support/throwaway.ts';
import { type Bench, createScene, english, eventually, finished, jobOf, named, said, textOf } from './bench.ts';
import { readBooks } from './books.ts';
import { type Open, test } from './own-world.ts';
import { type Given, pictureFile } from './pictures.ts';
import { withStore } from './with-store.ts';

const TASK_MS = 600_000;
const { folder, dispose } = createThrowaways('older-folder');
afterAll(dispose);

async function begin(open: Open, env: Record<string, string> = {}) {
  const clock = createMovableClock();
  const at = await open({
    freepik: { clock, taskMs: TASK_MS },
    env: { PROVIDER_CONCURRENCY: '1', DEFAULT_CONCURRENT_JOBS: '10', ...env },
  });
  const scene = createScene(at);
  const ask = async (name: string, options: Readonly<Record<string, Given>> = {}) => {
    const handle = await at.discord.runCommand({ ...scene, name, options });
    await handle.acknowledged;
    return handle;
  };
  const imagine = () => ask('imagine', { prompt: 'a fox', resolution: '1k' });
  const billed = (count: number) => eventually(() => at.freepik.billed === count);
  const finish = () => clock.advance(TASK_MS);
  return { at, scene, ask, imagine, billed, finish };
}

/** The database as it is now, and of the folder beside it what there was long before: nothing. */
async function withoutItsFolders({ app, dataDir }: Bench): Promise<Record<string, string>> {
  await app.stop();
  const other = await folder();
  for (const name of await readdir(dataDir))
    if (name.startsWith('darkroom.sqlite')) await copyFile(join(dataDir, name), join(other, name));
  return { DATA_DIR: other };
}

const wordsOf = (handle: InteractionHandle) => named(textOf(handle.message()));
const shows = (handle: InteractionHandle) => eventually(() => handle.message()?.attachments.length);

describe('a database beside an older folder', { timeout: 60_000 }, () => {
  test('sends what is in line once, brings what was ordered, and says of what was handed in that it is gone', async ({
    open,
  }) => {
    const { at, ask, imagine, billed, finish } = await begin(open);
    const image = { file: await pictureFile(320, 240) };
    const sent = await ask('upscale', { image });
    await billed(1);
    const [lacking, inLine] = [await ask('upscale', { image }), await imagine()];
    const there = await withoutItsFolders(at);
    await at.restart(there);
    finish();
    await finished(sent);
    await said(lacking, 'is no longer kept');
    expect(wordsOf(lacking)).toMatch(/credit.* back/i);
    await billed(2);
    finish();
    await finished(inLine);
    expect(at.logged.join('')).not.toContain('put back from a backup');
    await at.app.stop();
    const books = await readBooks({ ...at.env, ...there });
    expect(books).toMatchObject({ phases: ['done', 'failed', 'done'], unbalanced: [], unknown: 0 });
  });

  /** Ours, paid for, and not shown yet: Discord takes nothing, nor does the file service. */
  async function unshown(open: Open) {
    const world = await begin(open);
    const { at, imagine, billed, finish } = world;
    await at.files?.down();
    const back = at.discord.fault(({ method, path }) =>
      method === 'PATCH' && /webhooks|messages/.test(path) ? { status: 503 } : undefined,
    );
    const handle = await imagine();
    await billed(1);
    finish();
    await eventually(() => at.freepik.tasks[0]?.downloads);
    await eventually(() => at.logged.some((line) => line.includes('file store not reached')));
    await eventually(() => at.discord.exchanges.some(({ status }) => status === 503));
    return { ...world, handle, back };
  }

  async function expectFetchedAgain({ at, handle, back }: Awaited<ReturnType<typeof unshown>>): Promise<void> {
    const there = await withoutItsFolders(at);
    back();
    await at.files?.up();
    await at.restart(there);
    await shows(handle);
    await said(handle, at.files?.linkHost ?? '?');
    expect(at.freepik.tasks[0]?.downloads).toBe(2);
    expect(at.freepik.billed).toBe(1);
    await at.app.stop();
    const books = await readBooks({ ...at.env, ...there });
    expect(books).toMatchObject({ phases: ['done'], spent: 1, unbalanced: [], unknown: 0 });
  }

  test('fetches a picture once more that was not shown yet', async ({ open }) => {
    await expectFetchedAgain(await unshown(open));
  });

  test('fetches a picture once more that was not stored yet', async ({ open }) => {
    const world = await unshown(open);
    await withStore(world.at, async (store) => {
      await store.sql(`update jobs set phase = 'storing', lease = null, due_at = 0`, []);
      await store.sql(`delete from ledger where kind = 'charged'`, []);
      await store.sql('delete from uploads', []);
    });
    await expectFetchedAgain(world);
  });

  test('says that a picture is gone that its task does not have any more either', async ({ open }) => {
    const { at, handle, back } = await unshown(open);
    const there = await withoutItsFolders(at);
    back();
    at.freepik.misbehave({ on: 'download', as: '404' });
    await at.restart(there);
    await said(handle, english.card.notKept(1));
    expect(wordsOf(handle)).not.toContain('NSFW');
  });

  test('says of what is shown long since that it is not to be gone on from', async ({ open }) => {
    const { at, scene, ask, imagine, billed, finish } = await begin(open, { FILE_SERVICE_URL: '' });
    const handle = await imagine();
    await billed(1);
    finish();
    const message = await finished(handle);
    const there = await withoutItsFolders(at);
    await at.restart(there);
    await said(await ask('history'), 'a fox');
    const customId = `v1:upscale:${jobOf(message)}:1`;
    const click = at.discord.click({ user: scene.user, message, customId });
    const answer = await eventually(() => (textOf(click.message()).length > 20 ? click.message() : undefined));
    expect(textOf(answer)).not.toMatch(/broke on our side/);
    expect(handle.message()?.attachments).toHaveLength(1);
    expect(at.freepik.billed).toBe(1);
  });
});
