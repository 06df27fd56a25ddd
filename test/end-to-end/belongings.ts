import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { pino } from 'pino';
import { systemClock } from '../../src/core/clock.ts';
import type { Store } from '../../src/services/store/contract.ts';
import { openStore } from '../../src/services/store/open-store.ts';
import { everyText } from '../services/store/every-text.ts';
import type { Bench } from './bench.ts';

/** The database of a bot that has stopped. */
export async function withStore<T>(
  env: Readonly<Record<string, string>>,
  deed: (store: Store) => Promise<T>,
): Promise<T> {
  const store = await openStore({
    databaseUrl: env['DATABASE_URL'],
    dataDir: env['DATA_DIR'] ?? '',
    clock: systemClock,
    log: pino({ level: 'silent' }),
  });
  return deed(store).finally(() => store.close());
}

async function filesIn(directory: string): Promise<{ readonly path: string; readonly bytes: Buffer }[]> {
  const entries = await readdir(directory, { recursive: true, withFileTypes: true });
  const files = entries.filter((entry) => entry.isFile());
  return Promise.all(
    files.map(async ({ parentPath, name }) => {
      const path = join(parentPath, name);
      return { path, bytes: await readFile(path) };
    }),
  );
}

/** Where anything of this is found: in a column of the database, in a file here, or at the file service. */
export async function tracesOf(
  { dataDir, files }: Pick<Bench, 'dataDir' | 'files'>,
  env: Readonly<Record<string, string>>,
  what: readonly (string | Buffer)[],
): Promise<string[]> {
  const texts = await withStore(env, everyText);
  const held = (bytes: Buffer) => what.some((each) => bytes.includes(each));
  const inRows = texts.filter(({ text }) => held(Buffer.from(text))).map(({ table, column }) => `${table}.${column}`);
  const here = (await filesIn(dataDir)).filter(({ path, bytes }) => held(bytes) || held(Buffer.from(path)));
  const there = [...(files?.files.values() ?? [])].filter(({ bytes }) => held(bytes)).map(({ id }) => `file ${id}`);
  return [...new Set([...inRows, ...here.map(({ path }) => path), ...there])];
}
