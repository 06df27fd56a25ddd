import { type Clock, sleep } from '../../src/core/clock.ts';

const FALLS_ASLEEP_AFTER_MS = 15 * 60_000;

/** A host that sleeps when nobody calls: whoever comes first waits, and so do all who come meanwhile. */
export function createSleeper(clock: Clock, wakeMs: number) {
  let lastCall = Number.NEGATIVE_INFINITY;
  let awakeAt = Number.NEGATIVE_INFINITY;
  return async function waitUntilAwake(): Promise<void> {
    if (wakeMs <= 0) return;
    const now = clock.now();
    if (now - lastCall > FALLS_ASLEEP_AFTER_MS) awakeAt = now + wakeMs;
    lastCall = Math.max(now, awakeAt);
    if (now < awakeAt) await sleep(clock, awakeAt - now);
  };
}
