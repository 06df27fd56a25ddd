import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pino } from 'pino';
import { systemClock } from '../../src/core/clock.ts';
import { openStore } from '../../src/services/store/open-store.ts';

const FILE = 'darkroom.sqlite';
let template: Promise<Buffer> | undefined;

/** Puts a database into an empty folder, as a bot finds it that has started before: with all tables, and not yet a secret of its own. */
export async function putDatabase(dataDir: string): Promise<void> {
  template ??= makeTemplate();
  await writeFile(join(dataDir, FILE), await template, { mode: 0o600, flag: 'wx' });
}

async function makeTemplate(): Promise<Buffer> {
  const dataDir = await mkdtemp(join(tmpdir(), 'darkroom-template-'));
  const store = await openStore({
    databaseUrl: undefined,
    dataDir,
    clock: systemClock,
    log: pino({ level: 'silent' }),
  });
  await store.sql('delete from meta', []);
  await store.close();
  const bytes = await readFile(join(dataDir, FILE));
  await rm(dataDir, { recursive: true, force: true });
  return bytes;
}
