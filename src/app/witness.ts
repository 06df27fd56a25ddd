import type { Config } from '../config.ts';
import type { Clock } from '../core/clock.ts';
import { createWitnessFile, readFolderMark } from '../services/files/witness.ts';
import { createRounds } from '../services/jobs/rounds.ts';
import type { Log } from '../services/logging/create-log.ts';
import type { Store } from '../services/store/contract.ts';

interface Parts {
  readonly config: Config;
  readonly store: Store;
  readonly clock: Clock;
  readonly log: Log;
}

const HOUR_MS = 3_600_000;

/** What DATA_DIR knows of its database, and whether other processes use the same folder. */
export async function openWitness({ config, store, clock, log }: Parts) {
  const dataDir = config.DATA_DIR;
  const witness = createWitnessFile({ dataDir, namespace: store.namespace, log });
  const folder = store.kind === 'postgres' ? await readFolderMark(dataDir) : undefined;
  const rounds = createRounds({
    clock,
    async look() {
      witness.note(await store.witness.raise());
      return false;
    },
    onError: (error) => log.warn({ err: error }, 'not noted how far the database is'),
    everyMs: HOUR_MS,
    firstMs: HOUR_MS,
  });

  return {
    witness,
    folder,
    rounds,
    /** Pictures lie in DATA_DIR, and whoever works on a job next may be another process. */
    async tellApart(): Promise<void> {
      const processes = folder === undefined ? 0 : await store.processes.countElsewhere(folder);
      if (processes > 0)
        log.warn(
          { processes, dataDir },
          'DATA_DIR is not the folder that other processes use: give all of them the same',
        );
    },
  };
}
