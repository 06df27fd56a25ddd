import { type Clock, sleep } from '../../core/clock.ts';
import type { ProcessLease } from '../jobs/parts.ts';
import { createRounds, type Rounds } from '../jobs/rounds.ts';
import type { Log } from '../logging/create-log.ts';
import type { Store } from '../store/contract.ts';
import type { PrivacyKind, PrivacyRequest } from '../store/privacy-contract.ts';
import { type Held, NoLongerOurs, type Outcome, type Work } from './contract.ts';

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
