import { existsSync } from 'node:fs';
import { readDatabasePlace } from './config/database-place.ts';
import { StartupError } from './core/errors.ts';
import { backUpSqlite } from './services/store/sqlite-backup.ts';

const USE_PG_DUMP = `DATABASE_URL names a Postgres database: copy it with pg_dump, see docs/operating.md.
  pg_dump --format=custom --file=darkroom.dump "$DATABASE_URL"`;
const HOW = 'Say where the backup goes: npm run backup -- /backups/darkroom-2026-11-21.sqlite';

/** `npm run backup -- FILE`: the database as one file, while the bot runs. */
async function backUp(file: string | undefined): Promise<void> {
  if (existsSync('.env')) process.loadEnvFile('.env');
  const { dataDir, databaseUrl } = readDatabasePlace(process.env);
  if (databaseUrl !== undefined) throw new StartupError(USE_PG_DUMP);
  if (!file) throw new StartupError(HOW);
  await backUpSqlite(dataDir, file);
  process.stdout.write(
    `${file} holds the database. Copy the folders files, sources and spool of ${dataDir} after it.\n`,
  );
}

await backUp(process.argv[2]).catch((error: unknown) => {
  if (!(error instanceof StartupError)) throw error;
  process.stderr.write(`${error.message}\n`);
  process.exitCode = 1;
});
