import { execFile } from 'node:child_process';
import { cp, readdir, rm, stat, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { afterAll, describe, expect } from 'vitest';
import { createMovableClock } from '../../sandbox/movable-clock.ts';
import { onlyWhere } from '../support/only-where.ts';
import { isPostgresThere } from '../support/postgres.ts';
import { createThrowaways, runProgram } from '../support/throwaway.ts';
import { type Bench, createScene, eventually, textOf } from './bench.ts';
import { readBooks } from './books.ts';
import { type Open, test } from './own-world.ts';

const run = promisify(execFile);
const SCRIPT = fileURLToPath(new URL('../../src/backup.ts', import.meta.url));
const hasPgDump = await run('pg_dump', ['--version']).then(
  () => true,
  () => false,
);
const hasPostgres = await isPostgresThere();

const { folder, database, dispose } = createThrowaways('backup');
afterAll(dispose);

async function backUp(env: Record<string, string>, ...names: string[]) {
  const { code, stderr } = await runProgram(SCRIPT, names, { cwd: await folder(), env });
  return { code, stderr };
}

/** As a snapshot of the disk has it. */
function unmark(file: string): void {
  const database = new DatabaseSync(file);
  database.exec(`delete from documents where key like 'database:%'`);
  database.close();
}

type Handle = Awaited<ReturnType<Bench['discord']['runCommand']>>;
const pictures = (handle: Handle) => handle.message()?.attachments.length ?? 0;

/** The provider's own clock: a task ends when it is put ahead, and not while a backup is taken. */
interface Paced extends Bench {
  /** What the provider works at is done. */
  finish(): void;
}

const TASK_MS = 600_000;

async function openPaced(open: Open, more: Record<string, string> = {}): Promise<Paced> {
  const clock = createMovableClock();
  const env = { PROVIDER_CONCURRENCY: '1', DEFAULT_CONCURRENT_JOBS: '10', ...more };
  const bench = await open({ freepik: { clock, taskMs: TASK_MS }, env });
  return Object.assign(bench, { finish: () => clock.advance(TASK_MS) });
}

/** One finished, one at the provider, two in line; a backup; then all but the last of them end, and the bot. */
async function playPastTheBackup(at: Paced, takeBackup: () => Promise<void>) {
  const scene = createScene(at);
  const ask = async (prompt: string) => {
    const handle = await at.discord.runCommand({ ...scene, name: 'imagine', options: { prompt, resolution: '1k' } });
    await handle.acknowledged;
    return handle;
  };
  const sentAndDone = async (handle: Handle, billed: number) => {
    await eventually(() => at.freepik.billed === billed, 30_000);
    at.finish();
    await eventually(() => pictures(handle), 30_000);
  };
  const done = await ask('done before');
  await sentAndDone(done, 1);
  const sent = await ask('sent before');
  await eventually(() => at.freepik.billed === 2);
  const [shown, unshown] = [await ask('in line, shown later'), await ask('in line, paid for later')];
  await takeBackup();
  const late = await ask('asked later');
  await sentAndDone(sent, 2);
  await sentAndDone(shown, 3);
  await eventually(() => at.freepik.billed === 4);
  await at.app.stop();
  return { scene, ask, sentAndDone, done, sent, shown, unshown, late };
}

/** What a bot on the restored database does, whatever database that is. */
async function goOn(at: Paced, played: Awaited<ReturnType<typeof playPastTheBackup>>, env: Record<string, string>) {
  const { scene, ask, sentAndDone, done, sent, shown, unshown, late } = played;
  expect(pictures(unshown)).toBe(0);
  const edits = sent.message()?.edits.length ?? 0;
  await at.restart(env);
  await eventually(() => textOf(unshown.message()).includes('v1:retry:'), 30_000);
  expect(textOf(unshown.message())).toContain('The bot was put back from a backup');
  expect(textOf(unshown.message())).toContain('Your credit is back');
  // what was sent is found by its ticket, fetched and shown once more
  await eventually(() => at.freepik.tasks[1]?.downloads === 2 && (sent.message()?.edits.length ?? 0) > edits, 30_000);
  await eventually(() => pictures(sent) && textOf(sent.message()).includes('v1:again:'), 30_000);
  expect([done, sent, shown].map(pictures)).toEqual([1, 1, 1]);
  expect(textOf(shown.message())).toContain('v1:again:');
  expect(at.freepik.billed).toBe(4);
  const message = late.message();
  const customId = /v1:cancel:[0-9A-Z]{26}:1/.exec(textOf(message))?.[0];
  if (!message || !customId) throw new Error('no button');
  const lost = at.discord.click({ user: scene.user, message, customId });
  await lost.acknowledged;
  expect(textOf(lost.message())).toContain('no longer on record');
  // what is asked for from now on waits in line through a restart as ever
  const [first, second] = [await ask('one'), await ask('two')];
  await at.restart(env);
  await sentAndDone(first, 5);
  await sentAndDone(second, 6);
  expect(at.freepik.billed).toBe(6);
  await at.app.stop();
  expect(await readBooks({ DATA_DIR: at.dataDir, ...env })).toMatchObject({ unbalanced: [], unknown: 2 });
}

describe.concurrent('a SQLite file', { timeout: 120_000 }, () => {
  test('is copied while jobs run, and a bot on the copy pays for nothing twice', async ({ open }) => {
    const at = await openPaced(open);
    const file = join(await folder(), 'copy.sqlite');
    const played = await playPastTheBackup(at, async () => {
      expect(await backUp({ DATA_DIR: at.dataDir }, file)).toEqual({ code: 0, stderr: '' });
    });
    const dataDir = await folder();
    await cp(file, join(dataDir, 'darkroom.sqlite'));
    for (const name of ['sources', 'spool']) await cp(join(at.dataDir, name), join(dataDir, name), { recursive: true });
    await goOn(at, played, { DATA_DIR: dataDir });
  });

  test('is copied with its pictures into one archive for one pair of eyes, and a bot unpacked from it goes on', async ({
    open,
  }) => {
    const at = await openPaced(open);
    const file = join(await folder(), 'copy.tar');
    const played = await playPastTheBackup(at, async () => {
      expect(await backUp({ DATA_DIR: at.dataDir }, file, '--with-files')).toEqual({ code: 0, stderr: '' });
    });
    expect(await readdir(dirname(file))).toEqual(['copy.tar']);
    expect((await stat(file)).mode & 0o777).toBe(0o600);
    const again = await backUp({ DATA_DIR: at.dataDir }, file, '--with-files');
    expect(again).toMatchObject({ code: 1, stderr: expect.stringContaining('no backup is overwritten') });
    const dataDir = await folder();
    await run('tar', ['-xf', file, '-C', dataDir]);
    await goOn(at, played, { DATA_DIR: dataDir });
  });

  test('is put back older without a mark, and the folder beside it tells that orders left since', async ({ open }) => {
    const at = await openPaced(open);
    const file = join(await folder(), 'snapshot.sqlite');
    const played = await playPastTheBackup(at, async () => {
      await backUp({ DATA_DIR: at.dataDir }, file);
      unmark(file);
    });
    for (const end of ['', '-wal', '-shm']) await rm(join(at.dataDir, `darkroom.sqlite${end}`), { force: true });
    await cp(file, join(at.dataDir, 'darkroom.sqlite'));
    await goOn(at, played, {});
  });

  test('is not overwritten, and what is missing is a clear word', async ({ open }) => {
    const dataDir = await folder();
    expect(await backUp({ DATA_DIR: dataDir }, 'x.sqlite')).toMatchObject({
      code: 1,
      stderr: expect.stringContaining('DATA_DIR'),
    });
    const at = await open();
    const file = join(dataDir, 'there.sqlite');
    await writeFile(file, 'precious');
    const again = await backUp({ DATA_DIR: at.dataDir }, file);
    expect(again).toMatchObject({ code: 1, stderr: expect.stringContaining('no backup is overwritten') });
    expect(await backUp({ DATA_DIR: at.dataDir })).toMatchObject({
      stderr: expect.stringContaining('npm run backup -- '),
    });
    const nowhere = await backUp({ DATA_DIR: at.dataDir }, join(dataDir, 'no', 'such', 'folder.sqlite'));
    expect(nowhere).toMatchObject({ code: 1, stderr: expect.stringContaining('has room') });
    const url = 'postgres://bot:hush-hush@127.0.0.1/x';
    const postgres = await backUp({ DATABASE_URL: url }, file);
    expect(postgres).toMatchObject({ code: 1, stderr: expect.stringContaining('pg_dump') });
    expect(postgres.stderr).not.toContain('hush-hush');
    const archive = join(dataDir, 'folders.tar');
    expect(await backUp({ DATA_DIR: dataDir, DATABASE_URL: url }, archive, '--with-files')).toMatchObject({ code: 0 });
    expect(await backUp({ DATA_DIR: dataDir }, archive, '--with-flies')).toMatchObject({
      stderr: expect.stringContaining('npm run backup -- '),
    });
  });
});

const onPostgres = onlyWhere(hasPostgres && hasPgDump, hasPgDump ? 'Postgres' : 'pg_dump');

describe.concurrent('a Postgres database', { timeout: 120_000, ...onPostgres }, () => {
  /** A dump taken on the way, and what it makes in a database of its own. */
  async function playAndRestore(open: Open) {
    const source = await database();
    const at = await openPaced(open, { DATABASE_URL: source.url });
    const file = join(await folder(), 'darkroom.dump');
    const played = await playPastTheBackup(at, async () => {
      await run('pg_dump', ['--format=custom', `--file=${file}`, source.url]);
    });
    const { url } = await database('bare');
    await run('pg_restore', ['--no-owner', `--dbname=${url}`, file]);
    return { at, played, url };
  }

  test('is dumped while jobs run, and a bot on what was restored pays for nothing twice', async ({ open }) => {
    const { at, played, url } = await playAndRestore(open);
    await goOn(at, played, { DATABASE_URL: url });
  });

  test('is put back older in its own place, and the folder of the bot tells that orders left since', async ({
    open,
  }) => {
    const { at, played, url } = await playAndRestore(open);
    // a server that was put back as a whole has the marks of the one that went on
    await run('psql', [url, '-c', `delete from documents where key like 'database:%'`]);
    await goOn(at, played, { DATABASE_URL: url });
  });
});
