import { isErased } from '../../core/job.ts';
import { FileStoreError } from '../files/contract.ts';
import type { Upload } from '../store/contract.ts';
import type { JobParts } from './parts.ts';

/** Stores at the file service what it could not take when the picture came; the message then gains its link. */
export interface Outbox {
  /** Handles everything that is due; says when the next is. */
  run(): Promise<number | null>;
}

type Parts = Pick<JobParts, 'store' | 'clock' | 'log' | 'files' | 'spool' | 'wakes'>;

const BATCH = 20;
const UPLOAD_TIMEOUT_MS = 180_000;
const LONGEST_WAIT_MS = 600_000;

export function createOutbox({ store, clock, log, files, spool, wakes }: Parts): Outbox {
  async function done(upload: Upload, link: string | undefined): Promise<void> {
    const isWanted = await store.transaction(async (session) => {
      const job = await session.jobs.byId(upload.jobId);
      await session.uploads.remove(upload.storedId);
      if (!job || isErased(job)) return false;
      const results = job.results.map((picture, index) => {
        if (index !== upload.index) return picture;
        return { ...picture, storedId: upload.storedId, ...(link === undefined ? {} : { link }) };
      });
      const row = await session.jobs.change(job, job.phase, { results, isTold: false, dueAt: clock.now() });
      if (row) await wakes.announce(session, [row]);
      return true;
    });
    // deleted while it was on its way
    if (!isWanted) await files.remove(upload.storedId, AbortSignal.timeout(UPLOAD_TIMEOUT_MS));
  }

  async function tryOne(upload: Upload): Promise<void> {
    try {
      const { link } = await files.put(
        { id: upload.storedId, path: spool.path(upload.spool), type: upload.type },
        AbortSignal.timeout(UPLOAD_TIMEOUT_MS),
      );
      await done(upload, link);
    } catch (error) {
      const isRefused = error instanceof FileStoreError && error.retry === 'never';
      log.warn({ err: error, job: upload.jobId, attempts: upload.attempts + 1 }, 'picture not at the file store yet');
      if (isRefused) return done(upload, undefined);
      const wait = Math.min(5000 * 2 ** upload.attempts, LONGEST_WAIT_MS);
      await store.uploads.postpone(upload.storedId, clock.now() + wait);
    }
  }

  return {
    async run() {
      for (const upload of await store.uploads.due(clock.now(), BATCH)) await tryOne(upload);
      return store.uploads.earliestDue();
    },
  };
}
