import type { Clock } from '../../core/clock.ts';
import type { Job } from '../../core/job.ts';
import type { Retired } from '../../core/provider.ts';
import type { Log } from '../logging/create-log.ts';
import type { Session, Store } from '../store/contract.ts';
import type { Evidence, SwitchKey, SwitchRow } from '../store/switches-contract.ts';
import { type Asked, keyOf } from './asked.ts';
import { isLasting, isProven, MODEL_TRIAL_MS, untilTry, withEvidence } from './proof.ts';

/** A 403 may be about the words of an order: what one member meets again and again is not the rule either. */
async function isBelieved(session: Session, proof: readonly Evidence[]): Promise<boolean> {
  if (!isProven(proof)) return false;
  if (!proof.some(({ status }) => status === 403)) return true;
  const jobs = await Promise.all(proof.map(({ jobId }) => session.jobs.byId(jobId)));
  return new Set(jobs.flatMap((job) => job?.ownerId ?? [])).size > 1;
}

/** Turns off what a provider has retired, and on again what it takes. */
export interface Switches {
  /** As last seen here; the acceptance and the dispatch of a job read the rows themselves. */
  off(): readonly SwitchRow[];
  /** Models of which no order is worth a try yet. */
  retiredModels(): readonly string[];
  /** An order was refused as for something that is no more. */
  refused(asked: Asked, job: Pick<Job, 'id' | 'operation'>, retired: Retired): Promise<void>;
  /** The provider judged an order: its endpoint is there, and with `isTaken` all that was asked of it. */
  judged(asked: Asked, isTaken: boolean): Promise<void>;
  /** A question was answered as if the endpoint were there. */
  found(key: SwitchKey): Promise<void>;
  /** Reads the rows: other processes turn them too. */
  refresh(): Promise<void>;
  /** Told when something was turned, here or elsewhere, or has been off for long. */
  listen(listener: () => void): void;
}

interface SwitchesParts {
  readonly store: Store;
  readonly clock: Clock;
  readonly log: Log;
}

export function createSwitches({ store, clock, log }: SwitchesParts): Switches {
  const listeners: (() => void)[] = [];
  let known: readonly SwitchRow[] = [];
  let told = '[]';

  async function refresh(): Promise<void> {
    known = await store.switches.off();
    const now = stateOf(known, clock.now());
    if (now === told) return;
    told = now;
    for (const listener of listeners) listener();
  }

  /** One transaction: of many that are refused at once, one turns it off. */
  function prove(key: SwitchKey, jobId: string, status: number): Promise<SwitchRow | undefined> {
    return store.transaction(async (session) => {
      const row = await session.switches.lock(key);
      const proof = withEvidence(row.proof, { jobId, status, at: clock.now() });
      await session.switches.prove(key, proof);
      const isNews = row.offSince === null ? await isBelieved(session, proof) : row.trialPostId !== null;
      if (!isNews) return undefined;
      await session.switches.turnOff(key, key.model === undefined ? untilTry(row.tries) : MODEL_TRIAL_MS);
      return row.offSince === null ? { ...row, proof } : undefined;
    });
  }

  function sayOn({ provider, path, model }: SwitchKey): void {
    log.info({ provider, path, model }, 'switched on again: the provider takes it');
  }

  async function judged(asked: Asked, isTaken: boolean): Promise<void> {
    const rows = await store.switches.of(keyOf(asked));
    const cleared = rows.filter(({ model }) => isTaken || model === undefined);
    if (cleared.length === 0) return;
    for (const row of cleared) if ((await store.switches.forget(row)) && row.offSince !== null) sayOn(row);
    await refresh();
  }

  return {
    off: () => known,
    retiredModels: () =>
      known.flatMap(({ model, retryAt }) => (model !== undefined && (retryAt ?? 0) > clock.now() ? [model] : [])),
    async refused(asked, { id, operation }, { what, status }) {
      const key = keyOf(asked);
      if (what === 'model') await judged(asked, false);
      if (what === 'model' && key.model === undefined) return;
      // of a plan nobody says whether it lacks the endpoint or the model: the narrower is believed
      const turned = await prove(what === 'endpoint' ? { ...key, model: undefined } : key, id, status);
      if (turned) {
        const { provider, path, model, proof } = turned;
        log.error({ operation, provider, path, model, proof }, 'switched off: the provider seems to have retired it');
      }
      await refresh();
    },
    judged,
    async found(key) {
      if (await store.switches.turnOn(key)) sayOn(key);
      await refresh();
    },
    refresh,
    listen: (listener) => void listeners.push(listener),
  };
}

const stateOf = (rows: readonly SwitchRow[], now: number): string =>
  JSON.stringify(rows.map((row) => [row.provider, row.path, row.model, isLasting(row, now)]));
