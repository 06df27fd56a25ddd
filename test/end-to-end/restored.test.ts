import { cp, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import pg from 'pg';
import { afterEach, describe, expect, test } from 'vitest';
import { onlyWhere } from '../support/only-where.ts';
import { isPostgresThere } from '../support/postgres.ts';
import { createThrowaways, runProgram } from '../support/throwaway.ts';
import { type Bench, createScene, eventually, openBench, textOf } from './bench.ts';

const SCRIPT = fileURLToPath(new URL('../../src/restored.ts', import.meta.url));
const onPostgres = onlyWhere(await isPostgresThere(), 'Postgres');

const { folder, database, dispose } = createThrowaways('restored');

let bench: Bench | undefined;
afterEach(async () => {
  await bench?.close().finally(() => (bench = undefined));
  await dispose();
});

/** `npm run restored`, in a folder without an .env. */
const restored = async (env: Record<string, string>) => runProgram(SCRIPT, [], { cwd: await folder(), env });

/** One at the provider and one in line when the machine was copied; the bot that was there went on. */
async function goOnAfter(at: Bench, putBack: () => Promise<Record<string, string>>) {
  const scene = createScene(at);
  const ask = async (prompt: string) => {
    const handle = await at.discord.runCommand({ ...scene, name: 'imagine', options: { prompt, resolution: '1k' } });
    await handle.acknowledged;
    return handle;
  };
  const sent = await ask('sent');
  await eventually(() => at.freepik.billed === 1);
  const inLine = await ask('in line');
  const env = await putBack();
  await at.restart(env);
  await eventually(() => textOf(inLine.message()).includes('put back from a backup'), 30_000);
  await eventually(() => sent.message()?.attachments.length, 30_000);
  expect(at.freepik.billed).toBe(1);
}

const env = { PROVIDER_CONCURRENCY: '1', DEFAULT_CONCURRENT_JOBS: '10' };

describe('npm run restored', { timeout: 120_000 }, () => {
  test('on a whole machine that was put back with SQLite keeps what was in line from being sent again', async () => {
    const at = await openBench({ freepik: { taskMs: 2500 }, env });
    bench = at;
    await goOnAfter(at, async () => {
      await at.app.stop();
      const dataDir = join(await folder(), 'data');
      await cp(at.dataDir, dataDir, { recursive: true });
      const said = await restored({ DATA_DIR: dataDir });
      expect(said).toMatchObject({ code: 0, stdout: expect.stringContaining('put back from a copy') });
      return { DATA_DIR: dataDir };
    });
  });

  test('is refused while the bot runs there, where there is no database, and where it is none of the bot’s', async () => {
    bench = await openBench();
    expect(await restored({ DATA_DIR: bench.dataDir })).toMatchObject({
      code: 1,
      stderr: expect.stringMatching(/^The bot runs on/),
    });
    const dataDir = await folder();
    expect(await restored({ DATA_DIR: dataDir })).toMatchObject({
      code: 1,
      stderr: expect.stringMatching(/^There is no database/),
    });
    await writeFile(join(dataDir, 'darkroom.sqlite'), 'a letter to somebody');
    expect(await restored({ DATA_DIR: dataDir })).toMatchObject({
      code: 1,
      stderr: expect.stringMatching(/could not be written/),
    });
  });

  test('on a server that was put back as a whole does so with Postgres', onPostgres, async () => {
    const { url } = await database();
    const at = await openBench({ freepik: { taskMs: 2500 }, env: { ...env, DATABASE_URL: url } });
    bench = at;
    await goOnAfter(at, async () => {
      expect(await restored({ DATABASE_URL: url })).toMatchObject({
        code: 1,
        stderr: expect.stringMatching(/^The bot runs on .*processes: 1/),
      });
      await at.app.stop();
      const said = await restored({ DATABASE_URL: url });
      expect(said).toMatchObject({ code: 0, stdout: expect.stringContaining('put back from a copy') });
      return {};
    });
    const client = new pg.Client({ connectionString: url });
    await client.connect();
    const marks = await client.query(`select key from documents where key like 'database:%'`);
    await client.end();
    expect(marks.rows).toEqual([{ key: 'database:home' }]);
  });

  test(
    'is refused on an empty database and where Postgres is not reached, without a password',
    onPostgres,
    async () => {
      const said = await restored({ DATABASE_URL: (await database('bare')).url });
      expect(said).toMatchObject({ code: 1, stderr: expect.stringMatching(/never used/) });
      const nowhere = await restored({ DATABASE_URL: 'postgres://bot:hush-hush@127.0.0.1:1/x' });
      expect(nowhere).toMatchObject({ code: 1, stderr: expect.stringMatching(/cannot be reached/) });
      expect(nowhere.stderr).not.toContain('hush-hush');
    },
  );
});
