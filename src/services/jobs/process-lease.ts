import { type Clock, within } from '../../core/clock.ts';
import { StoreError } from '../../core/errors.ts';
import type { Log } from '../logging/create-log.ts';
import type { Store } from '../store/contract.ts';
import type { ProcessLease } from './parts.ts';

export interface BeatingLease extends ProcessLease {
  start(): Promise<void>;
  /** Whether the database took a beat not long ago: what waits for it otherwise does so in vain. */
  isBeating(): boolean;
  /** Lets others take what we held, at once. */
  stop(): Promise<void>;
}

interface LeaseParts {
  readonly store: Pick<Store, 'kind'> & { readonly processes: Pick<Store['processes'], 'beat' | 'remove'> };
  readonly processId: string;
  readonly role: string;
  readonly clock: Clock;
  readonly log: Log;
}

export const LEASE_MS = 15_000;
const BEAT_MS = 4000;
/** So that there is time for another over another connection before the lease has ended. */
const BEAT_LIMIT_MS = 5000;
const SILENT_MS = 30_000;
const LEAVING_MS = 1000;
/** The POST itself must fit into what is left. */
const MARGIN_MS = 5000;

/** Says "alive" to the database every few seconds; on SQLite nobody else can be there, and once is enough. */
export function createProcessLease({ store, processId, role, clock, log }: LeaseParts): BeatingLease {
  let provenAt = Number.NEGATIVE_INFINITY;
  let isStopped = false;
  let cancel = () => {};

  async function beat(): Promise<void> {
    // measured from before the question: the database counted from a later moment
    const asked = clock.now();
    const written = store.processes.beat(processId, role, LEASE_MS).then(() => true);
    if (!(await within(clock, BEAT_LIMIT_MS, written, false))) throw new StoreError('The database does not answer');
    provenAt = asked;
  }

  function next(): void {
    if (isStopped) return;
    cancel = clock.schedule(BEAT_MS, () => {
      beat()
        .catch((error: unknown) => log.error({ err: error }, 'heartbeat not written'))
        .finally(next);
    });
  }

  return {
    processId,
    isFresh: () => store.kind === 'sqlite' || clock.now() - provenAt < LEASE_MS - MARGIN_MS,
    isBeating: () => store.kind === 'sqlite' || clock.now() - provenAt < SILENT_MS,
    async start() {
      await beat();
      if (store.kind === 'postgres') next();
    },
    async stop() {
      isStopped = true;
      cancel();
      // where the database is away others find it out by themselves
      await within(clock, LEAVING_MS, store.processes.remove(processId), undefined);
    },
  };
}
