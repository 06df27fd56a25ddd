import type { Clock } from '../../core/clock.ts';
import type { ProcessLease } from '../jobs/parts.ts';
import type { Log } from '../logging/create-log.ts';
import type { Store } from '../store/contract.ts';
import type { PrivacyKind, PrivacyRequest } from '../store/privacy-contract.ts';
import { type Held, NoLongerOurs, type Outcome, type Work } from './contract.ts';

/** Goes on with what people asked for, one after the other, a while each. */
export interface PrivacyWork {
  start(): void;
  hurry(): void;
  /** Resolves when nothing is being done. */
  stop(): Promise<void>;
}

interface WorkParts {
  readonly store: Store;
  readonly clock: Clock;
  readonly log: Log;
  readonly lease: ProcessLease;
  readonly work: Readonly<Record<PrivacyKind, Work>>;
  /** What is to be done now and then. */
  readonly tidyUp: () => Promise<void>;
}

const EVERY_MS = 5000;
const TIDY_EVERY_MS = 600_000;
const AFTER_ERROR_MS = 30_000;
const SLICE_MS = 20_000;
const BATCH = 20;

export function createPrivacyWork({ store, clock, log, lease, work, tidyUp }: WorkParts): PrivacyWork {
  const { processId } = lease;
  let cancel = () => {};
  let isRunning = false;
  let isLooking = false;
  let isWanted = false;
  let looking: Promise<void> = Promise.resolve();
  let tidyAt = 0;

  function held(request: PrivacyRequest): Held {
    const endsAt = clock.now() + SLICE_MS;
    return {
      ...request,
      isTimeUp: () => !isRunning || clock.now() >= endsAt,
      async save(progress) {
        if (!(await store.privacy.save(request.id, processId, progress))) throw new NoLongerOurs();
      },
    };
  }

  function onError(error: unknown, { id, kind }: PrivacyRequest): Outcome {
    if (!(error instanceof NoLongerOurs)) log.error({ err: error, request: id, kind }, 'privacy request not done yet');
    return { kind: 'later', afterMs: AFTER_ERROR_MS };
  }

  async function goOn(id: string): Promise<void> {
    const request = await store.privacy.claim(id, processId);
    if (!request) return;
    const outcome = await work[request.kind](held(request)).catch((error: unknown) => onError(error, request));
    const now = clock.now();
    if (outcome.kind === 'later') return store.privacy.putDown(id, processId, now + outcome.afterMs);
    await store.privacy.end(id, processId, { at: now, ownerId: outcome.ownerId });
    await store.purge();
    log.info({ request: id, kind: request.kind }, 'privacy request done');
  }

  async function look(): Promise<void> {
    for (const id of await store.privacy.due(clock.now(), BATCH)) if (isRunning) await goOn(id);
    if (!isRunning || clock.now() < tidyAt) return;
    tidyAt = clock.now() + TIDY_EVERY_MS;
    await tidyUp();
  }

  async function lookOnce(): Promise<void> {
    isLooking = true;
    isWanted = false;
    await look().catch((error: unknown) => log.error({ err: error }, 'privacy requests not looked at'));
    isLooking = false;
    next(isWanted ? 0 : EVERY_MS);
  }

  function next(ms: number): void {
    cancel();
    if (!isRunning) return;
    cancel = clock.schedule(ms, () => {
      looking = lookOnce();
    });
  }

  return {
    start() {
      isRunning = true;
      next(0);
    },
    hurry() {
      isWanted = true;
      if (!isLooking) next(0);
    },
    stop() {
      isRunning = false;
      cancel();
      return looking;
    },
  };
}
