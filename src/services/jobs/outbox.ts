import { isErased } from '../../core/job.ts';
import { FileStoreError, type PutFile, storedAs } from '../files/contract.ts';
import type { Upload } from '../store/contract.ts';
import type { JobParts } from './contract.ts';

/** Stores at the file service what it could not take when the picture came; the message then gains its link. */
interface Outbox {
  start(): void;
  /** What is on its way is called off: it is sent anew after the next start. */
  stop(): Promise<void>;
}

type Parts = Pick<JobParts, 'store' | 'clock' | 'log' | 'lease' | 'files' | 'spool' | 'wakes'>;

const BATCH = 20;
const EVERY_MS = 5000;
const FIRST_MS = 250;
const UPLOAD_TIMEOUT_MS = 180_000;
const LONGEST_WAIT_MS = 600_000;
/** So often a refusal that may be an error is taken for one. */
const DOUBTS = 3;

/** On its own, so that nothing else waits for a file service that takes its time to fail. */
export function createOutbox({ store, clock, log, lease, files, spool, wakes }: Parts): Outbox {
  const stopping = new AbortController();
  const { signal: stopSignal } = stopping;
  let cancel = () => {};
  let working: Promise<void> = Promise.resolve();

  const patience = () => AbortSignal.any([stopSignal, AbortSignal.timeout(UPLOAD_TIMEOUT_MS)]);

  async function done(upload: Upload, put: PutFile): Promise<void> {
    const isWanted = await store.transaction(async (session) => {
      const job = await session.jobs.byId(upload.jobId);
      await session.uploads.remove(upload.storedId);
      if (!job || isErased(job)) return false;
      const results = job.results.map((picture, index) => {
        if (index !== upload.index) return picture;
        return { ...picture, storedId: upload.storedId, ...storedAs(put) };
      });
      const row = await session.jobs.change(job, job.phase, { results, isTold: false, dueAt: clock.now() });
      if (row) await wakes.announce(session, [row]);
      return true;
    });
    // deleted while it was on its way
    if (!isWanted) await files.remove(upload.storedId, patience());
  }

  /** False where the next one would fare no better at the moment. */
  async function tryOne(upload: Upload): Promise<boolean> {
    try {
      const file = { id: upload.storedId, path: spool.path(upload.spool), type: upload.type };
      await done(upload, await files.put(file, patience(), upload.attempts >= DOUBTS));
      return true;
    } catch (error) {
      if (stopSignal.aborted) {
        await store.uploads.release(upload.storedId);
        return false;
      }
      const isGone = error instanceof FileStoreError && error.retry === 'never';
      log.warn({ err: error, job: upload.jobId, attempts: upload.attempts + 1 }, 'picture not at the file store yet');
      if (isGone) {
        await done(upload, { link: undefined });
        return true;
      }
      const wait = Math.min(5000 * 2 ** upload.attempts, LONGEST_WAIT_MS);
      const host = error instanceof FileStoreError ? error.host : undefined;
      await store.uploads.postpone(upload.storedId, clock.now() + wait, host);
      return false;
    }
  }

  /** When to look again. */
  async function work(): Promise<number> {
    for (let tried = 0; tried < BATCH && !stopSignal.aborted; tried++) {
      const upload = await store.uploads.claim(clock.now(), lease.processId);
      if (!upload || !(await tryOne(upload))) return EVERY_MS;
    }
    return FIRST_MS;
  }

  function next(ms: number): void {
    if (stopSignal.aborted) return;
    cancel = clock.schedule(ms, () => {
      working = work().then(next, (error: unknown) => {
        log.error({ err: error }, 'waiting pictures not stored');
        next(EVERY_MS);
      });
    });
  }

  return {
    start: () => next(FIRST_MS),
    stop() {
      stopping.abort();
      cancel();
      return working;
    },
  };
}
