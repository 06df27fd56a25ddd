import { DatabaseSync } from 'node:sqlite';
import { pino } from 'pino';
import { systemClock } from '../../../src/core/clock.ts';
import { openStore } from '../../../src/services/store/open-store.ts';

/** Opens the database in this folder, and is killed as soon as it comes to so many statements. */
const [dataDir = '', killAt = ''] = process.argv.slice(2);
const { prepare } = DatabaseSync.prototype;
let statements = 0;
DatabaseSync.prototype.prepare = function counted(...given) {
  statements += 1;
  if (statements === Number(killAt)) process.kill(process.pid, 'SIGKILL');
  return prepare.apply(this, given);
};

const store = await openStore({ databaseUrl: undefined, dataDir, clock: systemClock, log: pino({ level: 'silent' }) });
await store.close();
process.stdout.write(JSON.stringify(statements));
