import type { ResultPicture } from '../../../core/job.ts';
import { PictureError, storedIdOf } from '../../../core/picture.ts';
import { PollError } from '../../../core/provider.ts';
import { FileStoreError } from '../../files/contract.ts';
import { isThere } from '../../files/disk.ts';
import { DownloadError } from '../../files/download.ts';
import type { HeldJob } from '../../store/contract.ts';
import type { JobParts } from '../contract.ts';
import { resultsOf } from '../results.ts';
import { createFetchAll, createFinish } from './storing.ts';

type Parts = Pick<
  JobParts,
  'store' | 'clock' | 'log' | 'providers' | 'files' | 'spool' | 'catalog' | 'sources' | 'drawing'
>;

const READ_TIMEOUT_MS = 30_000;

/** Pictures that were ours and lie nowhere any more, as beside an older folder that was put back: their task is asked for them once more. */
export function createRecover(parts: Parts) {
  const { store, clock, log, providers, files, spool } = parts;
  const fetchAll = createFetchAll(parts, createFinish(parts));

  async function isKept({ spool: file, storedId, link }: ResultPicture): Promise<boolean> {
    if (file && (await isThere(spool.path(file)))) return true;
    if (!storedId) return false;
    return files.read({ id: storedId, link }, AbortSignal.timeout(READ_TIMEOUT_MS)).then(
      async (chunks) => {
        for await (const _ of chunks) break;
        return true;
      },
      (error: unknown) => !(error instanceof FileStoreError && error.retry === 'never'),
    );
  }

  async function fetchAgain(job: HeldJob): Promise<readonly ResultPicture[] | undefined> {
    const guarded = providers.get(job.provider);
    if (!job.ticket || !guarded?.gate.mayAsk()) return undefined;
    try {
      const state = await guarded.ask(job.ticket, 'look-up');
      if (state.status !== 'succeeded') return undefined;
      return await fetchAll(job, await resultsOf(state.images, { spool }));
    } catch (error) {
      const isKnown = error instanceof PollError || error instanceof DownloadError || error instanceof PictureError;
      if (!isKnown) throw error;
      log.warn({ err: error, job: job.id }, 'a lost picture is not to be had again');
      return undefined;
    }
  }

  /** With copies that are here; as it was where there are none to be had. */
  return async function recover(job: HeldJob): Promise<HeldJob> {
    const kept = await Promise.all(job.results.map(isKept));
    if (kept.every(Boolean)) return job;
    log.error({ job: job.id }, 'a picture that was not shown yet is gone from DATA_DIR: asking for it once more');
    const results = await fetchAgain(job);
    if (!results) return job;
    const row = await store.transaction(async (session) => {
      const changed = await session.jobs.change(job, job.phase, { results });
      for (const [index, { spool: file, type }] of results.entries()) {
        const storedId = storedIdOf(store.namespace, job.id, index);
        if (!changed || !file || !type) continue;
        await session.uploads.remove(storedId);
        const dueAt = clock.now();
        await session.uploads.add({ storedId, jobId: job.id, index, spool: file, type, attempts: 0, dueAt });
      }
      return changed;
    });
    return row ?? job;
  };
}
