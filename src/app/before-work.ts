import type { Clock } from '../core/clock.ts';
import type { DiscordApi } from '../services/delivery/discord-api.ts';
import { createShowsPictures } from '../services/delivery/shows-pictures.ts';
import type { WitnessFile } from '../services/files/witness.ts';
import { createAfterRestore } from '../services/jobs/after-restore.ts';
import type { Log } from '../services/logging/create-log.ts';
import type { Store } from '../services/store/contract.ts';
import { createCopiedDatabase } from '../services/store/copied-database.ts';

interface Parts {
  readonly store: Store;
  readonly clock: Clock;
  readonly log: Log;
  readonly discord: DiscordApi;
  readonly witness: WitnessFile;
}

/** What is put right in the rows before anybody goes on with them. */
export async function beforeWork({ discord, witness, ...parts }: Parts): Promise<void> {
  const { store, clock, log } = parts;
  // set aside first: what cannot be read must not be in anybody's way
  const unreadable = await store.jobs.setAsideUnreadable();
  if (unreadable.length > 0) log.error({ jobs: unreadable.map(({ id }) => id) }, 'rows of another version set aside');
  await store.jobs.hastenHeld(clock.now());
  const showsPictures = createShowsPictures({ api: discord, clock });
  await createAfterRestore({ ...parts, showsPictures, database: createCopiedDatabase(store, witness) })();
  // before the first order leaves
  await witness.settled();
}
