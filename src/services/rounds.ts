import type { Clock } from '../core/clock.ts';
import { PARTITIONS } from '../core/job.ts';

/** Looks at what is due, again and again, never twice at once. */
export interface Rounds {
  start(): void;
  /** Somebody waits for what has just become due. */
  hurry(): void;
  /** Resolves when no look is under way. */
  stop(): Promise<void>;
}

interface RoundsParts {
  readonly clock: Clock;
  /** True when more is due than was looked at. `isRunning` turns false when a stop was asked for. */
  readonly look: (isRunning: () => boolean) => Promise<boolean>;
  readonly onError: (error: unknown) => void;
  readonly everyMs?: number;
  readonly firstMs?: number;
}

const EVERY_MS = 5000;
const FIRST_MS = 1000;

export function createRounds({ clock, look, onError, everyMs = EVERY_MS, firstMs = FIRST_MS }: RoundsParts): Rounds {
  let cancel = () => {};
  let isRunning = false;
  let isLooking = false;
  let looking: Promise<void> = Promise.resolve();
  let isWanted = false;

  async function lookOnce(): Promise<void> {
    isLooking = true;
    isWanted = false;
    try {
      if (await look(() => isRunning)) isWanted = true;
    } catch (error) {
      onError(error);
    }
    isLooking = false;
    next(isWanted ? FIRST_MS : everyMs);
  }

  function next(ms: number): void {
    cancel();
    if (isRunning)
      cancel = clock.schedule(ms, () => {
        looking = lookOnce();
      });
  }

  return {
    start() {
      isRunning = true;
      next(firstMs);
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

/** Those of this process; undefined where that is all of them. */
export function ownedPartitions(owns: (partition: number) => boolean): readonly number[] | undefined {
  const owned = Array.from({ length: PARTITIONS }, (_, at) => at).filter(owns);
  return owned.length === PARTITIONS ? undefined : owned;
}
