import type { Clock } from '../../core/clock.ts';
import type { Job } from '../../core/job.ts';
import type { ProviderRequest, Retired } from '../../core/provider.ts';
import type { Log } from '../log.ts';
import type { Evidence, Session, Store, SwitchKey, SwitchRow } from '../store/contract.ts';

export type Asked = Pick<ProviderRequest, 'provider' | 'path' | 'body'>;

/** What a request needs to be on: its endpoint, and the model that it names. */
function keyOf({ provider, path, body }: Asked): SwitchKey {
  const { model } = body;
  return { provider, path, model: typeof model === 'string' ? model : undefined };
}

/** What of it is off for this post, by the rows themselves. */
export async function switchedOff(
  session: Pick<Session, 'switches'>,
  asked: Asked,
  postId?: string,
): Promise<SwitchRow | undefined> {
  const rows = await session.switches.of(keyOf(asked));
  return rows.find(
    ({ offSince, trialPostId }) => offSince !== null && (trialPostId === null || trialPostId !== postId),
  );
}

const MINUTE_MS = 60_000;
const FIRST_TRY_MS = 2 * MINUTE_MS;
const LONGEST_TRY_MS = 240 * MINUTE_MS;
/** Only an order in earnest shows whether a model is back: once a day one member may be disappointed. */
export const MODEL_TRIAL_MS = 24 * 60 * MINUTE_MS;
/** A command comes off Discord's lists when nothing took an order or answered a question for so long. */
const LISTED_MS = 60 * MINUTE_MS;
const ENOUGH = 3;
const KEPT = 10;

/** Three in a row, of more than one job: what one odd order meets is not the rule. */
const isProven = (proof: readonly Evidence[]): boolean =>
  proof.length >= ENOUGH && new Set(proof.map(({ jobId }) => jobId)).size > 1;

const withEvidence = (proof: readonly Evidence[], evidence: Evidence): readonly Evidence[] =>
  [...proof, evidence].slice(-KEPT);

export const isLasting = ({ offSince }: { readonly offSince: number | null }, now: number): boolean =>
  offSince !== null && now - offSince >= LISTED_MS;

/** Ever longer, also for what seemed to be back and was not. */
export const untilTry = (tries: number): number => Math.min(FIRST_TRY_MS * 2 ** Math.min(tries, 20), LONGEST_TRY_MS);

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
