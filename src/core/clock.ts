/** Time as an argument: `now` in milliseconds since 1970, and one way to wait. */
export interface Clock {
  now(): number;
  /** Milliseconds since some moment, for distances: nobody sets this back. */
  elapsed(): number;
  /** Runs `task` after `ms`; the returned function calls it off. */
  schedule(ms: number, task: () => void): () => void;
}

const LONGEST_TIMER_MS = 2_147_483_647;

export const systemClock: Clock = {
  now: () => Date.now(),
  elapsed: () => performance.now(),
  schedule(ms, task) {
    const timer = setTimeout(task, Math.min(Math.max(ms, 0), LONGEST_TIMER_MS));
    return () => clearTimeout(timer);
  },
};

/** Resolves after `ms`, or at once when `signal` aborts: the caller looks at the signal. */
export function sleep(clock: Clock, ms: number, signal?: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (signal?.aborted) return resolve();
    const done = () => {
      cancel();
      signal?.removeEventListener('abort', done);
      resolve();
    };
    const cancel = clock.schedule(ms, done);
    signal?.addEventListener('abort', done, { once: true });
  });
}

/** What `work` brings, or `otherwise` where that takes longer; the work itself goes on. */
export async function within<T>(clock: Clock, ms: number, work: Promise<T>, otherwise: T): Promise<T> {
  const waited = new AbortController();
  const late = sleep(clock, ms, waited.signal).then(() => otherwise);
  return Promise.race([work, late]).finally(() => waited.abort());
}

/** What `work` brings; rejects with the signal's reason as soon as that aborts, while the work itself goes on. */
export async function unlessAborted<T>(signal: AbortSignal, work: Promise<T>): Promise<T> {
  const heard = Promise.withResolvers<never>();
  const hear = () => heard.reject(signal.reason);
  signal.addEventListener('abort', hear, { once: true });
  if (signal.aborted) hear();
  return Promise.race([heard.promise, work]).finally(() => signal.removeEventListener('abort', hear));
}

const STRIDE_MS = 1000;

/**
 * Aborts after `ms` in which this process ran. One that was stopped or starved meanwhile first reads what came in: an
 * answer that waits in its socket is not thrown away for being read late.
 */
export function patience(clock: Clock, ms: number): { readonly signal: AbortSignal; end(): void } {
  const over = new AbortController();
  let cancel = () => {};

  function goOn(left: number): void {
    const stride = Math.min(left, STRIDE_MS);
    const from = clock.elapsed();
    cancel = clock.schedule(stride, () => {
      const wasHeldUp = clock.elapsed() - from > 2 * STRIDE_MS;
      const rest = wasHeldUp ? left : left - stride;
      if (rest > 0) goOn(rest);
      else over.abort(new DOMException('No answer in time', 'TimeoutError'));
    });
  }

  goOn(ms);
  return { signal: over.signal, end: () => cancel() };
}
