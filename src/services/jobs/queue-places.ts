import type { JobParts } from './contract.ts';

type Parts = Pick<JobParts, 'store' | 'clock' | 'log' | 'courier'> & {
  readonly ownsPartition: (partition: number) => boolean;
};

const EVERY_MS = 5000;
/** Most find a free slot at once. */
const PATIENCE_MS = 2000;
/** Who is further back than this is told when it is nearer. */
const FIRST_IN_LINE = 100;

/** Whoever waits in line sees how the line moves. How often is up to the courier and its channel's rate. */
export function createQueuePlaces({ store, clock, log, courier, ownsPartition }: Parts) {
  let cancel = () => {};
  let isStopped = false;

  async function tell(): Promise<void> {
    const waiting = await store.jobs.inLine(clock.now() - PATIENCE_MS, FIRST_IN_LINE);
    const ours = waiting.filter(({ partition }) => ownsPartition(partition));
    for (const postId of new Set(ours.map((job) => job.postId))) courier.progress(postId);
  }

  function next(): void {
    if (isStopped) return;
    cancel = clock.schedule(EVERY_MS, () => {
      tell()
        .catch((error: unknown) => log.warn({ err: error }, 'line not read'))
        .finally(next);
    });
  }

  return {
    start: next,
    stop() {
      isStopped = true;
      cancel();
    },
  };
}
