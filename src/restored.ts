import { runProgram } from './app/program.ts';
import { readDatabasePlace } from './config.ts';
import { markRestored } from './services/store/engines/restored.ts';

/** `npm run restored`: says of a database that was put back in any other way than the two documented ones that it is a copy. */
async function restored(): Promise<string> {
  const place = readDatabasePlace(process.env);
  await markRestored(place);
  const which = place.databaseUrl === undefined ? place.dataDir : 'DATABASE_URL';
  return `The database in ${which} is marked as put back from a copy: at its next start the bot sends nothing again that may have been sent since.`;
}

await runProgram(restored);
