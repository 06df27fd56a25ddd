import { type Clock, within } from '../../core/clock.ts';
import { StoreError } from '../../core/errors.ts';
import { DAY_MS } from '../../core/periods.ts';
import type { Log } from '../log.ts';
import type { Store } from '../store/contract.ts';
import type { ProcessLease } from './contract.ts';

interface BeatingLease extends ProcessLease {
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
  /** The mark of its DATA_DIR. */
  readonly folder?: string | undefined;
  /** Called whenever a beat was tried, whatever came of it: the process turns. */
  readonly onTurn?: (() => void) | undefined;
  readonly clock: Clock;
  readonly log: Log;
}

const LEASE_MS = 15_000;
/** On SQLite nobody else can be there, and what is written at the start is true to the end. */
const FOR_LIFE_MS = 36_500 * DAY_MS;
const BEAT_MS = 4000;
/** So that there is time for another over another connection before the lease has ended. */
const BEAT_LIMIT_MS = 5000;
const SILENT_MS = 30_000;
const LEAVING_MS = 1000;
/** The POST itself must fit into what is left. */
const MARGIN_MS = 5000;

/** Says "alive" to the database every few seconds; on SQLite once, for as long as the process lives. */
export function createProcessLease({ store, processId, role, folder, onTurn, clock, log }: LeaseParts): BeatingLease {
  const isAlone = store.kind === 'sqlite';
  let provenAt = { now: Number.NEGATIVE_INFINITY, elapsed: Number.NEGATIVE_INFINITY };
  let isStopped = false;
  let cancel = () => {};

  /** A machine that slept did not count the time, one whose clock was set back would count too little of it. */
  const sinceProven = () => Math.max(clock.now() - provenAt.now, clock.elapsed() - provenAt.elapsed);

  async function beat(): Promise<void> {
    // measured from before the question: the database counted from a later moment
    const asked = { now: clock.now(), elapsed: clock.elapsed() };
    const lasts = isAlone ? FOR_LIFE_MS : LEASE_MS;
    const written = store.processes.beat(processId, role, lasts, folder).then(() => true);
    if (!(await within(clock, BEAT_LIMIT_MS, written, false))) throw new StoreError('The database does not answer');
    provenAt = asked;
  }

  function next(): void {
    if (isStopped) return;
    cancel = clock.schedule(BEAT_MS, () => {
      beat()
        .catch((error: unknown) => log.error({ err: error }, 'heartbeat not written'))
        .finally(() => {
          onTurn?.();
          next();
        });
    });
  }

  return {
    processId,
    isFresh: () => isAlone || sinceProven() < LEASE_MS - MARGIN_MS,
    isBeating: () => isAlone || sinceProven() < SILENT_MS,
    async start() {
      onTurn?.();
      await beat();
      if (!isAlone) next();
    },
    async stop() {
      isStopped = true;
      cancel();
      // where the database is away others find it out by themselves
      await within(clock, LEAVING_MS, store.processes.remove(processId), undefined);
    },
  };
}
