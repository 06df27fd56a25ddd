import { execFile } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { cp, readdir, rename, stat, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import pg from 'pg';
import { afterEach, describe, expect, test } from 'vitest';
import { type BotProcess, startBot } from '../../sandbox/bot-process.ts';
import { openStage, type Stage } from '../../sandbox/stage.ts';
import { variables } from '../../src/config.ts';
import { createScene, eventually } from '../end-to-end/bench.ts';
import { onlyWhere } from '../support/only-where.ts';
import { isPostgresThere } from '../support/postgres.ts';
import { createThrowaways } from '../support/throwaway.ts';

const run = promisify(execFile);
const ROOT = fileURLToPath(new URL('../../', import.meta.url));
const MAIN = join(ROOT, 'src', 'main.ts');
const guide = readFileSync(join(ROOT, 'docs', 'operating.md'), 'utf8');
const TOOLS = ['pg_dump', 'pg_restore', 'createdb', 'rsync', 'tar', 'pgrep', 'npm'];
const areThere = await Promise.all(
  TOOLS.map((tool) =>
    run('sh', ['-c', `command -v ${tool}`]).then(
      () => true,
      () => false,
    ),
  ),
);
const hasTools = areThere.every(Boolean);
const hasPostgres = await isPostgresThere();
const onPostgres = onlyWhere(hasTools && hasPostgres, hasTools ? 'Postgres' : TOOLS.join(', '));

const sectionOf = (title: string) => guide.split(/^## /m).find((each) => each.startsWith(`${title}\n`)) ?? '';
const blocksIn = (text: string) => [...text.matchAll(/^```sh\n([\s\S]*?)^```/gm)].map(([, block = '']) => block);
const runnable = (title: string) => blocksIn(sectionOf(title)).filter((block) => !block.includes('docker compose'));
/** The one that says this. */
function blockWith(title: string, words: string): string {
  const found = runnable(title).filter((block) => block.includes(words));
  if (found.length !== 1 || !found[0]) throw new Error(`${found.length} blocks in ${title} with ${words}`);
  return found[0];
}

const sqliteBackups = [blockWith('Backup', '%H%M).tar"'), blockWith('Backup', 'rsync')];
const postgresBackup = blockWith('Backup', 'pg_dump');
const sqliteRestores = [blockWith('Restore', '-0300.tar'), blockWith('Restore', 'cp -a')];
const postgresRestore = blockWith('Restore', 'pg_restore');
const looking = blockWith('Restore', 'pgrep');
const marking = blockWith('Restore', 'npm run restored');

let stage: Stage | undefined;
let bot: BotProcess | undefined;
const { folder, database, dispose } = createThrowaways('operator');
afterEach(async () => {
  await bot?.stop('SIGKILL');
  bot = undefined;
  await stage?.close().finally(() => (stage = undefined));
  await dispose();
});

/** A folder as an operator has it after `npm ci`. */
async function install(env: Readonly<Record<string, string>>) {
  const home = await folder();
  await cp(join(ROOT, 'package.json'), join(home, 'package.json'));
  for (const name of ['src', 'node_modules']) await symlink(join(ROOT, name), join(home, name));
  const backups = join(home, 'backups');
  const opened = await openStage({ hasFileService: false });
  stage = opened;
  let set: Readonly<Record<string, string>> = { ...opened.env, DATA_DIR: join(home, 'data'), ...env };
  const write = async (more: Readonly<Record<string, string>>) => {
    set = { ...set, ...more };
    const lines = Object.entries(set).map(([name, value]) => `${name}='${value}'`);
    await writeFile(join(home, '.env'), `${lines.join('\n')}\n`);
  };
  const start = async () => {
    bot = await startBot(set, MAIN);
    return bot;
  };
  await write({});

  /** As printed, but for the places that the guide asks the reader to name. Whatever fails ends it. */
  async function type(block: string, places: Readonly<Record<string, string>> = {}): Promise<string> {
    const named = Object.entries(places).reduce(
      (text, [name, value]) => text.replace(new RegExp(`^${name}=.*$`, 'm'), `${name}=${value}`),
      block.replaceAll('/backups', backups),
    );
    const { PATH = '', HOME = '', TMPDIR = '', NODE_COMPILE_CACHE = '' } = process.env;
    const shell = ['-e', '-c', named];
    const { stdout } = await run('sh', shell, { cwd: home, env: { PATH, HOME, TMPDIR, NODE_COMPILE_CACHE } });
    return stdout;
  }
  return { ...opened, home, backups, type, start, write };
}

type Installed = Awaited<ReturnType<typeof install>>;

/** And a bot that runs there, and a picture that it made. */
async function installAndRun(env: Readonly<Record<string, string>>): Promise<Installed> {
  const at = await install(env);
  await at.start();
  const options = { prompt: 'a fox', resolution: '1k' };
  const handle = await at.discord.runCommand({ ...createScene(at), name: 'imagine', options });
  await eventually(() => handle.message()?.attachments.length, 30_000);
  // shown, and written down as such
  await eventually(async () => JSON.stringify(await jobsIn(env['DATABASE_URL'] ?? join(at.home, 'data'))) === DONE);
  return at;
}

/** The places are put into .env, and the bot starts there as on a copy. */
async function startThere({ home, write, start }: Installed, more: Readonly<Record<string, string>> = {}) {
  await write({ DATA_DIR: join(home, 'data-restored'), ...more });
  const there = await start();
  expect(there.output()).toContain('the database was put back from a backup');
  expect((await readdir(join(home, 'data-restored', 'files'))).length).toBeGreaterThan(0);
  expect((await readdir(join(home, 'data-restored', 'files', 'ids'))).length).toBe(1);
  await there.stop();
}

/** Read by a person who looks at it: nobody else may. */
async function expectPrivate(folder: string): Promise<void> {
  for (const each of await readdir(folder, { recursive: true, withFileTypes: true }))
    if (each.isFile() && /\.(tar|dump|sqlite)$/.test(each.name))
      expect((await stat(join(each.parentPath, each.name))).mode & 0o077, each.name).toBe(0);
}

const newest = async (folder: string, end: string) => {
  const [name = ''] = (await readdir(folder)).filter((each) => each.endsWith(end) && each !== 'folders');
  return join(folder, name);
};

const DONE = JSON.stringify([{ phase: 'done' }]);

/** On Postgres, or in a folder. */
async function jobsIn(place: string): Promise<readonly unknown[]> {
  const query = 'select phase from jobs';
  if (!place.startsWith('postgres')) {
    const database = new DatabaseSync(join(place, 'darkroom.sqlite'), { readOnly: true });
    try {
      return database.prepare(query).all();
    } finally {
      database.close();
    }
  }
  const client = new pg.Client({ connectionString: place });
  await client.connect();
  return client
    .query(query)
    .then(({ rows }) => rows)
    .finally(() => client.end());
}

describe('every command that the guide prints for backup and restore, typed as it stands', {
  timeout: 120_000,
  ...onlyWhere(hasTools, TOOLS.join(', ')),
}, () => {
  test('brings back a bot on SQLite with its pictures, by either way', async () => {
    const at = await installAndRun({});
    for (const block of sqliteBackups) await at.type(block);
    await expectPrivate(at.backups);
    expect(await at.type(looking)).toContain(`${bot?.child.pid} `);
    await bot?.stop();
    const ends = ['.tar', '.sqlite'];
    for (const [n, block] of sqliteRestores.entries()) {
      await at.type(block, { from: await newest(at.backups, ends[n] ?? '') });
      expect(await jobsIn(join(at.home, 'data-restored'))).toEqual([{ phase: 'done' }]);
      await startThere(at);
      expect(await at.type(marking)).toContain('is marked as put back');
      // marked is marked, whichever way it came
      if (n === 0) await startThere(at);
      await rename(join(at.home, 'data-restored'), join(at.home, `restored-${n}`));
    }
  });

  test('brings back a bot on Postgres with its pictures', onPostgres, async () => {
    const own = await database();
    const at = await installAndRun({ DATABASE_URL: own.url });
    const [, tables] = /^(\d+)$/m.exec(await at.type(postgresBackup)) ?? [];
    expect(Number(tables)).toBeGreaterThan(40);
    await expectPrivate(at.backups);
    await bot?.stop();
    const other = await database();
    await other.drop();
    const name = new URL(other.url).pathname.slice(1);
    await at.type(postgresRestore.replaceAll('darkroom_restored', name), {
      from: await newest(at.backups, ''),
      restored: other.url,
    });
    expect(await jobsIn(other.url)).toEqual([{ phase: 'done' }]);
    await startThere(at, { DATABASE_URL: other.url });
    // the dump was taken of a living bot, whose sign of life lasts for fifteen seconds
    await other.ask('update processes set expires_at = expires_at - 15000');
    expect(await at.type(marking)).toContain('is marked as put back');
    await startThere(at);
  });

  test('writes no dump of another database where DATABASE_URL is not set', onPostgres, async () => {
    const at = await install({});
    await expect(at.type(postgresBackup)).rejects.toThrow(/DATABASE_URL: not set/);
    expect(await readdir(await newest(at.backups, ''))).toEqual([]);
  });
});

test('there is no command in these sections that is neither run above nor for compose, which is parsed elsewhere', () => {
  const ran = [...sqliteBackups, postgresBackup, ...sqliteRestores, postgresRestore, looking, marking];
  expect([...runnable('Backup'), ...runnable('Restore')].sort()).toEqual(ran.sort());
});

test('the printed unit (parsed, not run) starts node itself and lets a stop take as long as the bot may', () => {
  const unit = /^```ini\n([\s\S]*?)^```/m.exec(guide)?.[1] ?? '';
  const of = (name: string) => new RegExp(`^${name}=(.*)$`, 'm').exec(unit)?.[1] ?? '';
  expect(of('ExecStart')).toBe(`${of('WorkingDirectory')}/node_modules/.bin/node src/main.ts`);
  const shutdown = Number(variables.SHUTDOWN_SECONDS.parse(undefined));
  expect(Number(of('TimeoutStopSec'))).toBeGreaterThan(shutdown);
});
