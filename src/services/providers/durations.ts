import type { Clock } from '../../core/clock.ts';
import type { Jobs } from '../store/contract.ts';

/** What recent tasks of a kind took, in milliseconds. */
export interface Learned {
  readonly median: number;
  /** One of ten was done by then. */
  readonly early: number;
  /** Nine of ten were done by then. */
  readonly late: number;
  readonly count: number;
}

export interface LearnedDurations {
  /** Undefined until something was learned. Never waits: what is stale is read again in the background. */
  of(operation: string, tier: string): Learned | undefined;
  learn(operation: string, tier: string, durationMs: number): void;
}

const KEPT = 20;
const STALE_AFTER_MS = 60_000;

interface Known {
  durations: readonly number[];
  readAt: number;
  learned: Learned | undefined;
}

export function createLearnedDurations(parts: { jobs: Pick<Jobs, 'recentDurations'>; clock: Clock }): LearnedDurations {
  const known = new Map<string, Known>();
  const keyOf = (operation: string, tier: string) => `${operation} ${tier}`;

  function remember(key: string, durations: readonly number[]): void {
    known.set(key, { durations, readAt: parts.clock.elapsed(), learned: summarise(durations) });
  }

  async function read(key: string, operation: string, tier: string): Promise<void> {
    const before = known.get(key);
    try {
      const durations = await parts.jobs.recentDurations(operation, tier, KEPT);
      // what was learned meanwhile is newer than the answer
      if (known.get(key) === before) remember(key, durations);
    } catch {
      // an estimate is not worth a failure: the next call tries again
      const entry = known.get(key);
      if (entry) known.set(key, { ...entry, readAt: Number.NEGATIVE_INFINITY });
    }
  }

  return {
    of(operation, tier) {
      const key = keyOf(operation, tier);
      const entry = known.get(key);
      if (!entry || parts.clock.elapsed() - entry.readAt > STALE_AFTER_MS) {
        known.set(key, { durations: [], learned: undefined, ...entry, readAt: parts.clock.elapsed() });
        void read(key, operation, tier);
      }
      return entry?.learned;
    },
    learn(operation, tier, durationMs) {
      const key = keyOf(operation, tier);
      remember(key, [durationMs, ...(known.get(key)?.durations ?? [])].slice(0, KEPT));
    },
  };
}

function summarise(durations: readonly number[]): Learned | undefined {
  const sorted = [...durations].sort((a, b) => a - b);
  const at = (share: number) => sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))];
  const median = at(0.5);
  const early = at(0.1);
  const late = at(0.9);
  if (median === undefined || early === undefined || late === undefined) return undefined;
  return { median, early, late, count: sorted.length };
}
