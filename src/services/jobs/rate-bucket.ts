import { type Clock, sleep } from '../../core/clock.ts';

export type RequestKind = 'submit' | 'poll' | 'look-up';

/** One key's requests per minute. Resolves when the request may be sent; rejects with the signal's reason. */
export interface RateBucket {
  take(kind: RequestKind, signal?: AbortSignal): Promise<void>;
  /** A token that was taken and not used. */
  giveBack(kind: RequestKind): void;
}

export interface RateBucketParts {
  readonly clock: Clock;
  readonly perMinute: number;
  /** Where several processes share the key: asks the database, 0 = taken. */
  readonly takeShared?: () => Promise<{ readonly waitMs: number }>;
}

interface Waiting {
  readonly kind: RequestKind;
  readonly go: () => void;
}

const ORDER: readonly RequestKind[] = ['submit', 'poll', 'look-up'];
const MINUTE_MS = 60_000;
const DATABASE_AWAY_MS = 1000;

/** Submits go first, then polls, then look-ups; polls that wait get at least every second token. */
export function createRateBucket({ clock, perMinute, takeShared }: RateBucketParts): RateBucket {
  const capacity = Math.max(1, Math.floor(perMinute / 6));
  const queues = new Map<RequestKind, Waiting[]>(ORDER.map((kind) => [kind, []]));
  let tokens = capacity;
  let refilledAt = clock.now();
  let lastKind: RequestKind = 'poll';
  let isServing = false;

  const queue = (kind: RequestKind) => queues.get(kind) ?? [];

  function next(): Waiting | undefined {
    const pollsTurn = lastKind === 'submit' && queue('poll').length > 0;
    const kind = pollsTurn ? 'poll' : ORDER.find((each) => queue(each).length > 0);
    return kind && queue(kind).shift();
  }

  async function takeOne(): Promise<number> {
    if (takeShared) return (await takeShared()).waitMs;
    const now = clock.now();
    tokens = Math.min(capacity, tokens + ((now - refilledAt) * perMinute) / MINUTE_MS);
    refilledAt = now;
    if (tokens < 1) return ((1 - tokens) * MINUTE_MS) / perMinute;
    tokens -= 1;
    return 0;
  }

  const isWanted = () => ORDER.some((kind) => queue(kind).length > 0);

  async function serve(): Promise<void> {
    while (isWanted()) {
      const waitMs = await takeOne();
      if (waitMs > 0) {
        await sleep(clock, Math.ceil(waitMs));
        continue;
      }
      const served = next();
      if (!served) {
        tokens += 1;
        continue;
      }
      lastKind = served.kind;
      served.go();
    }
  }

  async function startServing(): Promise<void> {
    if (isServing) return;
    isServing = true;
    // asked again after each round: what came in while the last one ended must not be left behind
    while (isWanted()) {
      // while the database is away requests wait; its own users report that
      await serve().catch(() => sleep(clock, DATABASE_AWAY_MS));
    }
    isServing = false;
  }

  return {
    take(kind, signal) {
      return new Promise((resolve, reject) => {
        if (signal?.aborted) return reject(signal.reason);
        const entry: Waiting = { kind, go: () => finish(resolve) };
        const abort = () => {
          queues.set(
            kind,
            queue(kind).filter((other) => other !== entry),
          );
          reject(signal?.reason);
        };
        const finish = (settle: () => void) => {
          signal?.removeEventListener('abort', abort);
          settle();
        };
        signal?.addEventListener('abort', abort, { once: true });
        queue(kind).push(entry);
        void startServing();
      });
    },
    giveBack() {
      tokens = Math.min(capacity, tokens + 1);
    },
  };
}
