import { randomUUID } from 'node:crypto';
import { type Clock, sleep } from '../../core/clock.ts';
import { startOfMonth } from '../../core/periods.ts';
import type { ProcessLease } from '../jobs/contract.ts';
import type { Log } from '../log.ts';
import { createRounds, type Rounds } from '../rounds.ts';
import { nobody } from '../store/alias.ts';
import type { PrivacyKind, PrivacyRequest, Store } from '../store/contract.ts';
import { renameEverywhere } from './erase.ts';
import { type Held, NoLongerOurs, type Outcome, type Work } from './requests.ts';

interface WorkParts {
  readonly store: Store;
  readonly clock: Clock;
  readonly log: Log;
  readonly lease: ProcessLease;
  readonly work: Readonly<Record<PrivacyKind, Work>>;
  /** What is to be done now and then. */
  readonly tidyUp: () => Promise<void>;
}

const TIDY_EVERY_MS = 600_000;
const AFTER_ERROR_MS = 30_000;
const SLICE_MS = 20_000;
const STOP_MS = 4000;
const BATCH = 20;

/** Goes on with what people asked for, one after the other, a while each. */
export function createPrivacyWork({ store, clock, log, lease, work, tidyUp }: WorkParts): Rounds {
  const { processId } = lease;
  let tidyAt = 0;

  function held(request: PrivacyRequest, isRunning: () => boolean): Held {
    const endsAt = clock.now() + SLICE_MS;
    return {
      ...request,
      isTimeUp: () => !isRunning() || clock.now() >= endsAt,
      async save(progress) {
        if (!(await store.privacy.save(request.id, processId, progress))) throw new NoLongerOurs();
      },
    };
  }

  function onError(error: unknown, { id, kind }: PrivacyRequest): Outcome {
    if (!(error instanceof NoLongerOurs)) log.error({ err: error, request: id, kind }, 'privacy request not done yet');
    return { kind: 'later', afterMs: AFTER_ERROR_MS };
  }

  async function goOn(id: string, isRunning: () => boolean): Promise<void> {
    const request = await store.privacy.claim(id, processId);
    if (!request) return;
    const { kind } = request;
    const outcome = await work[kind](held(request, isRunning)).catch((error: unknown) => onError(error, request));
    const now = clock.now();
    if (outcome.kind === 'later') return store.privacy.putDown(id, processId, now + outcome.afterMs);
    await store.privacy.end(id, processId, { at: now, ownerId: outcome.ownerId });
    await store.purge();
    log.info({ request: id, kind }, 'privacy request done');
  }

  async function look(isRunning: () => boolean): Promise<boolean> {
    const due = await store.privacy.due(clock.now(), BATCH);
    for (const id of due) if (isRunning()) await goOn(id, isRunning);
    if (isRunning() && clock.now() >= tidyAt) {
      tidyAt = clock.now() + TIDY_EVERY_MS;
      await tidyUp();
    }
    return due.length > 0;
  }

  const rounds = createRounds({
    clock,
    look,
    onError: (error) => log.error({ err: error }, 'privacy requests not looked at'),
  });
  return {
    ...rounds,
    /** A large file may be on its way: it is recovered by whoever goes on. */
    stop: () => Promise.race([rounds.stop(), sleep(clock, STOP_MS)]),
  };
}

interface MonthEndParts {
  readonly store: Store;
  readonly clock: Clock;
  readonly log: Log;
}

const JOBS = 100;
const REQUESTS = 20;
const KEEP_EXPORTS_MS = 2 * 86_400_000;

/**
 * What was kept under an alias goes over to nobody when its month has ended: from then on it says only how much was
 * spent. What restricts somebody stays under a code of its server until it ends.
 */
export function createMonthEnd({ store, clock, log }: MonthEndParts) {
  async function loosen(alias: string): Promise<void> {
    const renaming = { from: alias, to: nobody(randomUUID()) };
    while (await store.transaction((session) => session.people.renameJobs(renaming, JOBS)));
    await store.transaction((session) => session.people.dropLimits(alias));
    await renameEverywhere(store, renaming);
  }

  /** Somebody who was forgotten again since keeps the alias until that month ends. */
  async function isLast({ id, ownerId }: PrivacyRequest): Promise<boolean> {
    const underWay = (await store.privacy.underWay('delete')).map((each) => store.people.aliasOf(each));
    return !underWay.includes(ownerId) && (await store.privacy.latest(ownerId, 'delete'))?.id === id;
  }

  return async function monthEnd(): Promise<void> {
    const now = clock.now();
    await store.people.dropEnded(now);
    const over = await store.privacy.endedBefore('delete', startOfMonth(now), REQUESTS);
    for (const request of over) {
      if (await isLast(request)) await loosen(request.ownerId);
      await store.privacy.remove(request.id);
    }
    if (over.length > 0) await store.purge();
    if (over.length > 0) log.info({ requests: over.length }, 'kept amounts of deleted people have no code any more');
    for (const { id } of await store.privacy.endedBefore('export', now - KEEP_EXPORTS_MS, REQUESTS)) {
      await store.privacy.remove(id);
    }
  };
}
