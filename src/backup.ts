import { existsSync } from 'node:fs';
import { z } from 'zod';
import { variables } from './config/variables.ts';
import { StartupError } from './core/errors.ts';
import { backUpSqlite } from './services/store/sqlite-backup.ts';

const USE_PG_DUMP = `DATABASE_URL names a Postgres database: copy it with pg_dump, see docs/operating.md.
  pg_dump --format=custom --file=darkroom.dump "$DATABASE_URL"`;
const HOW = 'Say where the backup goes: npm run backup -- /backups/darkroom-2026-11-21.sqlite';

/** `npm run backup -- FILE`: the database as one file, while the bot runs. */
async function backUp(file: string | undefined): Promise<void> {
  if (existsSync('.env')) process.loadEnvFile('.env');
  const { DATA_DIR, DATABASE_URL } = variables;
  const given = Object.fromEntries(Object.entries(process.env).filter(([, value]) => value?.trim()));
  const env = z.object({ DATA_DIR, DATABASE_URL }).safeParse(given).data;
  if (!env) throw new StartupError('DATA_DIR or DATABASE_URL is not set as the bot needs it.');
  if (env.DATABASE_URL !== undefined) throw new StartupError(USE_PG_DUMP);
  if (!file) throw new StartupError(HOW);
  await backUpSqlite(env.DATA_DIR, file);
  process.stdout.write(
    `${file} holds the database. Copy the folders files, sources and spool of ${env.DATA_DIR} after it.\n`,
  );
}

await backUp(process.argv[2]).catch((error: unknown) => {
  if (!(error instanceof StartupError)) throw error;
  process.stderr.write(`${error.message}\n`);
  process.exitCode = 1;
});
