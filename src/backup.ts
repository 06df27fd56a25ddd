import { parseArgs } from 'node:util';
import { runProgram } from './app/program.ts';
import { readDatabasePlace } from './config.ts';
import { StartupError } from './core/errors.ts';
import { backUpSqlite, backUpWithFiles } from './services/store/engines/backup.ts';

const DUMP = `pg_dump --format=custom --file=darkroom.dump "\${DATABASE_URL:?not set}"`;
const USE_PG_DUMP = `DATABASE_URL names a Postgres database: copy it with pg_dump, see docs/operating.md.
  ${DUMP}
With --with-files the folders of DATA_DIR are copied here.`;
const HOW = `Say where the backup goes, and whether pictures go with it:
  npm run backup -- /backups/darkroom-2026-11-21.sqlite
  npm run backup -- /backups/darkroom-2026-11-21.tar --with-files`;

/** `npm run backup -- FILE [--with-files]`: the database as one file, or with the pictures as one archive, while the bot runs. */
async function backUp(): Promise<string> {
  const { file, withFiles } = readArguments();
  const { dataDir, databaseUrl } = readDatabasePlace(process.env);
  const isPostgres = databaseUrl !== undefined;
  if (isPostgres && !withFiles) throw new StartupError(USE_PG_DUMP);
  if (!file) throw new StartupError(HOW);
  if (!withFiles) {
    await backUpSqlite(dataDir, file);
    return `${file} holds the database. Copy the folders files, sources and spool of ${dataDir} after it.`;
  }
  await backUpWithFiles(dataDir, file, !isPostgres);
  if (!isPostgres) return `${file} holds the database and the folders files, sources and spool of ${dataDir}.`;
  return `${file} holds the folders files, sources and spool of ${dataDir}, and not the database, which has to be copied before it:
  ${DUMP}`;
}

function readArguments(): { readonly file: string | undefined; readonly withFiles: boolean } {
  try {
    const options = { 'with-files': { type: 'boolean' } } as const;
    const { values, positionals } = parseArgs({ options, allowPositionals: true });
    return { file: positionals[0], withFiles: values['with-files'] === true };
  } catch (cause) {
    throw new StartupError(HOW, { cause });
  }
}

await runProgram(backUp);
