import { execFile } from 'node:child_process';
import { chmod, cp, mkdtemp, readdir, rm, stat, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { Kysely } from 'kysely';
import { Migrator } from 'kysely/migration';
import { pino } from 'pino';
import { afterAll, describe, expect, test } from 'vitest';
import { makeDataDir } from '../../../src/app/storage.ts';
import { type Clock, systemClock } from '../../../src/core/clock.ts';
import { backUpSqlite, createUpgradeCopies } from '../../../src/services/store/engines/backup.ts';
import { COPY_MARK } from '../../../src/services/store/engines/restored.ts';
import { openSqlite } from '../../../src/services/store/engines/sqlite.ts';
import { migrationProvider, newestMigration } from '../../../src/services/store/migrations.ts';
import { openStore } from '../../../src/services/store/open-store.ts';
import { long } from '../../support/long.ts';
import { onlyWhere } from '../../support/only-where.ts';

const run = promisify(execFile);
const CHILD = fileURLToPath(new URL('upgrade-run.ts', import.meta.url));
const log = pino({ level: 'silent' });
const folders: string[] = [];
afterAll(() => Promise.all(folders.map((each) => rm(each, { recursive: true, force: true }))));

async function folder(): Promise<string> {
  const made = await mkdtemp(join(tmpdir(), 'darkroom-upgrade-'));
  folders.push(made);
  return made;
}

/** As an early version left it, with something in it. */
async function oldDatabase(): Promise<string> {
  const dataDir = await folder();
  const opened = openSqlite(dataDir, log);
  const kysely = new Kysely({ dialect: opened.dialect });
  await new Migrator({ db: kysely, provider: migrationProvider }).migrateTo('0006-delivery');
  await opened.close();
  const raw = new DatabaseSync(join(dataDir, 'darkroom.sqlite'));
  raw.exec(`insert into documents values ('kept', 'since then')`);
  raw.close();
  return dataDir;
}

const open = (dataDir: string, clock: Clock = systemClock) =>
  openStore({ databaseUrl: undefined, dataDir, clock, log });
const copiesIn = async (dataDir: string) => (await readdir(dataDir)).filter((name) => name.startsWith('before-'));

async function expectUpgraded(dataDir: string): Promise<void> {
  const store = await open(dataDir);
  const done = await store.sql('select max(name) as newest from kysely_migration', []);
  expect(done).toEqual([{ newest: newestMigration }]);
  expect(await store.documents.get('kept')).toBe('since then');
  await store.close();
}

describe('an upgrade of a SQLite database', { timeout: 60_000 }, () => {
  test('that is killed at any statement leaves one that the next start opens', async () => {
    const old = await oldDatabase();
    const whole = await folder();
    await cp(old, whole, { recursive: true });
    const statements = Number((await run(process.execPath, [CHILD, whole])).stdout);
    expect(statements).toBeGreaterThan(40);
    const kills = long(8, 1);
    const points = Array.from({ length: kills }, (_, n) => Math.round(((n + 1) * statements) / (kills + 1)));
    for (const point of points) {
      const dataDir = join(await folder(), 'data');
      await cp(old, dataDir, { recursive: true });
      await expect(run(process.execPath, [CHILD, dataDir, String(point)])).rejects.toMatchObject({ signal: 'SIGKILL' });
      await expectUpgraded(dataDir);
    }
  });

  test('leaves a copy of what was before, marked as one, that only its owner may read', async () => {
    const dataDir = await oldDatabase();
    await expectUpgraded(dataDir);
    const [name = '', ...others] = await copiesIn(dataDir);
    expect(others).toEqual([]);
    const file = join(dataDir, name);
    if (process.platform !== 'win32') expect((await stat(file)).mode & 0o777).toBe(0o600);
    const copy = new DatabaseSync(file);
    expect(copy.prepare('select max(name) as newest from kysely_migration').get()).toEqual({ newest: '0006-delivery' });
    expect(copy.prepare('select key from documents order by key').all()).toEqual([{ key: COPY_MARK }, { key: 'kept' }]);
    copy.close();
  });

  test('is the only start that leaves a copy', async () => {
    const dataDir = await folder();
    await (await open(dataDir)).close();
    await (await open(dataDir)).close();
    expect(await copiesIn(dataDir)).toEqual([]);
  });

  test('goes on without a copy where the disk has no room for one, and says so', async () => {
    const dataDir = await oldDatabase();
    const said: string[] = [];
    const copies = createUpgradeCopies({
      dataDir,
      clock: systemClock,
      log: pino({}, { write: (line) => void said.push(line) }),
      freeBytes: async () => 1_000_000,
    });
    await copies.keep('0007-chains');
    expect(await copiesIn(dataDir)).toEqual([]);
    expect(said.join('')).toContain('no room for a copy');
  });

  test('has its copy removed after a week, while the bot runs or at a start, and what a kill left of one at once', async () => {
    const dataDir = await oldDatabase();
    const timers: { at: number; task: () => void }[] = [];
    let now = Date.now();
    const clock: Clock = {
      now: () => now,
      elapsed: () => now,
      schedule(ms, task) {
        timers.push({ at: now + ms, task });
        return () => timers.splice(0);
      },
    };
    await writeFile(join(dataDir, 'before-0007-chains.sqlite.part'), 'half of it');
    await writeFile(join(dataDir, 'before-0001-other.sqlite'), 'older');
    const longAgo = (now - 8 * 86_400_000) / 1000;
    await utimes(join(dataDir, 'before-0001-other.sqlite'), longAgo, longAgo);
    await (await open(dataDir, clock)).close();
    expect(await copiesIn(dataDir)).toEqual(['before-0007-chains.sqlite']);
    expect(timers).toEqual([]);
    const store = await open(dataDir, clock);
    const [timer] = timers;
    expect(timer?.at).toBeGreaterThan(now + 6 * 86_400_000);
    now = timer?.at ?? 0;
    timer?.task();
    await expect.poll(() => copiesIn(dataDir)).toEqual([]);
    await store.close();
  });
});

describe('what lies in DATA_DIR of the database', onlyWhere(process.platform !== 'win32', 'modes of files'), () => {
  test('is for its owner only, also where it was for everybody before', async () => {
    const dataDir = await folder();
    await (await open(dataDir)).close();
    await chmod(join(dataDir, 'darkroom.sqlite'), 0o644);
    const store = await open(dataDir);
    await store.documents.set('a', 'b');
    const files = await readdir(dataDir);
    expect(files).toEqual(expect.arrayContaining(['darkroom.sqlite', 'darkroom.sqlite-wal', 'darkroom.sqlite-shm']));
    const modes = await Promise.all(files.map(async (name) => [name, (await stat(join(dataDir, name))).mode & 0o777]));
    expect(modes).toEqual(files.map((name) => [name, 0o600]));
    await store.close();
  });

  test('and a backup of it, and the folder where we make it', async () => {
    const dataDir = join(await folder(), 'made', 'by', 'us');
    await makeDataDir(dataDir);
    await (await open(dataDir)).close();
    await backUpSqlite(dataDir, join(dataDir, 'backup.sqlite'));
    expect((await stat(join(dataDir, 'backup.sqlite'))).mode & 0o777).toBe(0o600);
    expect((await stat(dataDir)).mode & 0o777).toBe(0o700);
  });
});
