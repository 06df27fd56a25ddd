import { pino } from 'pino';
import { systemClock } from '../../../src/core/clock.ts';
import { StoreError } from '../../../src/core/errors.ts';
import { openStore } from '../../../src/services/store/open-store.ts';
import { openAcceptance, type Wish } from './acceptance.ts';

/** A process of its own that asks many times at the same moment. Prints how many were accepted. */
const [databaseUrl = '', given = '{}'] = process.argv.slice(2);
const { settings, wishes }: { settings: object; wishes: Wish[] } = JSON.parse(given);
const store = await openStore({ databaseUrl, dataDir: '.', clock: systemClock, log: pino({ level: 'silent' }) });
const { ask } = openAcceptance(store, settings);

/** Where all connections are taken for seconds nothing was done, and it is asked again. */
async function insist(wish: Wish): Promise<boolean> {
  try {
    return (await ask(wish)).kind === 'accepted';
  } catch (error) {
    if (error instanceof StoreError) return insist(wish);
    throw error;
  }
}

const answers = await Promise.all(wishes.map(insist));
await store.close();
process.stdout.write(JSON.stringify({ accepted: answers.filter(Boolean).length }));
