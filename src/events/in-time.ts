import { type Clock, sleep } from '../core/clock.ts';

/** Discord waits three seconds for a first answer. */
const DEFER_AFTER_MS = 1500;

/** Work that is answered when it is done, and announced as on its way when that takes too long. */
export async function inTime<T>(clock: Clock, work: Promise<T>, defer: () => Promise<void>): Promise<T> {
  const early = new AbortController();
  const isLate = await Promise.race([
    work.then(() => false),
    sleep(clock, DEFER_AFTER_MS, early.signal).then(() => true),
  ]).finally(() => early.abort());
  // what Discord did not take is noticed again when the answer is given: nothing that was done meanwhile is left alone
  if (isLate) await defer().catch(() => {});
  return work;
}
