import { copyFile, readdir, readFile, rm, utimes, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, describe, expect, test } from 'vitest';
import { systemClock } from '../../src/core/clock.ts';
import { DAY_MS } from '../../src/core/periods.ts';
import type { Store } from '../../src/services/store/contract.ts';
import { createUpgradeCopies } from '../../src/services/store/engines/backup.ts';
import { COPY_MARK } from '../../src/services/store/engines/restored.ts';
import { openStore } from '../../src/services/store/open-store.ts';
import { fillStore } from '../services/store/full-store.ts';
import { catalogOf, readRows } from '../support/earlier-database.ts';
import { onlyWhere } from '../support/only-where.ts';
import { isPostgresThere } from '../support/postgres.ts';
import { createThrowaways, runProgram } from '../support/throwaway.ts';
import { silent } from './bench.ts';

const MAIN = fileURLToPath(new URL('../../src/main.ts', import.meta.url));
const hasPostgres = await isPostgresThere();
const { folder, database, dispose } = createThrowaways('older');
afterAll(dispose);

const open = (dataDir: string, databaseUrl?: string): Promise<Store> =>
  openStore({ databaseUrl, dataDir, clock: systemClock, log: silent });

/** `npm start` of a version that knows nothing of what tomorrow's did. */
const start = async (env: Record<string, string>) =>
  runProgram(MAIN, [], { cwd: await folder(), env: { DISCORD_TOKEN: 'a token', FREEPIK_API_KEY: 'a key', ...env } });

/** What tomorrow's version does to the tables. */
async function upgradeToTomorrow(store: Pick<Store, 'sql'>, name = '9998-of-tomorrow'): Promise<void> {
  await store.sql(`alter table jobs add column made_on text`, []);
  await store.sql(`insert into kysely_migration (name, timestamp) values ('${name}', '2030-01-02T03:04:05.678Z')`, []);
}

const copiesOf = (dataDir: string) => createUpgradeCopies({ dataDir, clock: systemClock, log: silent });

async function filledFile(): Promise<string> {
  const dataDir = await folder();
  const store = await open(dataDir);
  await fillStore(store);
  await store.close();
  return dataDir;
}

async function filesIn(dataDir: string) {
  const names = (await readdir(dataDir)).filter((name) => name !== 'darkroom.lock').sort();
  return Promise.all(
    names.map(async (name) => [name, (await readFile(join(dataDir, name))).toString('base64')] as const),
  );
}

describe('a version that is older than its SQLite database', { timeout: 60_000 }, () => {
  test('says in a sentence which copy to put back, ends, changes no file, and goes on with that copy', async () => {
    const dataDir = await filledFile();
    const before = await open(dataDir);
    const rows = await readRows(before);
    // tomorrow's version leaves a copy as today's does
    await copiesOf(dataDir).keep('9998-of-tomorrow');
    await upgradeToTomorrow(before);
    await before.close();
    const weeksOld = (Date.now() - 20 * DAY_MS) / 1000;
    for (const name of ['before-0020-trials.sqlite', 'before-9998-of-tomorrow.sqlite.part'])
      await writeFile(join(dataDir, name), 'older');
    for (const name of await readdir(dataDir)) await utimes(join(dataDir, name), weeksOld, weeksOld);
    const files = await filesIn(dataDir);

    const copy = join(dataDir, 'before-9998-of-tomorrow.sqlite');
    expect(await start({ DATA_DIR: dataDir })).toMatchObject({
      code: 1,
      stderr: `The database was changed by a newer version of Darkroom on 2030-01-02 03:04 UTC: start that version again, or put ${copy}, the copy from before that change, in the place of darkroom.sqlite (docs/operating.md: Upgrade).\n`,
    });
    expect(await filesIn(dataDir)).toEqual(files);

    await copyFile(copy, join(dataDir, 'darkroom.sqlite'));
    for (const end of ['-wal', '-shm']) await rm(join(dataDir, `darkroom.sqlite${end}`), { force: true });
    const store = await open(dataDir);
    const mark = { key: COPY_MARK, value: 'yes' };
    const { processes: _, ...found } = await readRows(store);
    const { processes: __, jobs = [], documents = [], ...others } = rows;
    expect(found).toMatchObject(others);
    expect(found['jobs']).toHaveLength(jobs.length);
    expect(found['documents']).toEqual([mark, ...documents]);
    await store.close();
  });

  test('names no copy that it could not read either, but the time before which the backup was made', async () => {
    const dataDir = await filledFile();
    const store = await open(dataDir);
    await upgradeToTomorrow(store);
    await copiesOf(dataDir).keep('9999-of-the-day-after');
    await store.close();
    expect(await start({ DATA_DIR: dataDir })).toMatchObject({
      code: 1,
      stderr: `The database was changed by a newer version of Darkroom on 2030-01-02 03:04 UTC: start that version again, or put back a backup from before that time (docs/operating.md: Restore).\n`,
    });
  });

  test('names of several copies the one that has lost the least', async () => {
    const dataDir = await filledFile();
    const copies = copiesOf(dataDir);
    await copies.keep('9998-of-tomorrow');
    const store = await open(dataDir);
    await store.sql(`delete from kysely_migration where name > '0020'`, []);
    await copies.keep('0021-witness');
    await upgradeToTomorrow(store);
    await copies.keep('9999-of-the-day-after');
    await store.close();
    expect((await start({ DATA_DIR: dataDir })).stderr).toContain(join(dataDir, 'before-9998-of-tomorrow.sqlite,'));
  });
});

describe('a version that is older than its Postgres database', {
  timeout: 60_000,
  ...onlyWhere(hasPostgres, 'Postgres'),
}, () => {
  test('says in a sentence from before which time the backup must be, ends, and changes nothing', async () => {
    const { url, ask } = await database('bare');
    const seen = { kind: 'postgres', sql: (text: string) => ask(text) } as const;
    const contents = async () => ({ catalog: await catalogOf(seen), rows: await readRows(seen) });
    const dataDir = await folder();
    const store = await open(dataDir, url);
    await fillStore(store);
    await upgradeToTomorrow(store);
    await store.close();
    const before = await contents();
    expect(await start({ DATA_DIR: dataDir, DATABASE_URL: url })).toMatchObject({
      code: 1,
      stderr: `The database was changed by a newer version of Darkroom on 2030-01-02 03:04 UTC: start that version again, or put back a backup from before that time (docs/operating.md: Restore).\n`,
    });
    expect(await contents()).toEqual(before);
    expect(await ask(`select 1 from information_schema.schemata where schema_name = 'pgboss'`)).toEqual([]);
  });
});
