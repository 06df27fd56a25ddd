import { existsSync } from 'node:fs';
import { readDatabasePlace } from './config/database-place.ts';
import { StartupError } from './core/errors.ts';
import { markRestored } from './services/store/mark-restored.ts';

/** `npm run restored`: says of a database that was put back in any other way than the two documented ones that it is a copy. */
async function restored(): Promise<void> {
  if (existsSync('.env')) process.loadEnvFile('.env');
  const place = readDatabasePlace(process.env);
  await markRestored(place);
  const which = place.databaseUrl === undefined ? place.dataDir : 'DATABASE_URL';
  process.stdout.write(
    `The database in ${which} is marked as put back from a copy: at its next start the bot sends nothing again that may have been sent since.\n`,
  );
}

await restored().catch((error: unknown) => {
  if (!(error instanceof StartupError)) throw error;
  process.stderr.write(`${error.message}\n`);
  process.exitCode = 1;
});
