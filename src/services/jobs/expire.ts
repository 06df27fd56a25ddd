import type { Post, ResultPicture } from '../../core/job.ts';
import { DAY_MS } from '../../core/periods.ts';
import { FileStoreError } from '../files/contract.ts';
import type { HeldJob } from '../store/contract.ts';
import type { JobParts } from './parts.ts';
import { storedIdOf } from './stored-id.ts';

type Parts = Pick<JobParts, 'store' | 'clock' | 'log'> & {
  readonly files: Pick<JobParts['files'], 'remove'>;
  readonly spool: Pick<JobParts['spool'], 'remove'>;
  readonly sources: Pick<JobParts['sources'], 'expire'>;
  readonly settings: Pick<JobParts['settings'], 'keepFilesDays'>;
};

const BATCH = 50;
/** The next round comes in minutes: nobody waits for it. */
const MOST_BATCHES = 20;
const REMOVE_TIMEOUT_MS = 20_000;

/** Removes pictures that are older than KEEP_FILES_DAYS; rows and ledger stay, and say that they were there. */
export function createExpire({ store, clock, log, files, spool, sources, settings }: Parts) {
  const remove = (id: string) => files.remove(id, AbortSignal.timeout(REMOVE_TIMEOUT_MS));

  async function expireZip({ id, plan }: Post): Promise<void> {
    if (plan?.kind !== 'batch' || !plan.zip || plan.zip.kind === 'none') return;
    await remove(storedIdOf(store.namespace, id, 0));
    await store.posts.plan(id, { ...plan, zip: { kind: 'none' } });
  }

  async function expire(job: HeldJob): Promise<void> {
    const post = await store.posts.byId(job.postId);
    // files first: what cannot be removed yet is asked for again
    if (post) await expireZip(post);
    for (const [index, { storedId }] of job.results.entries())
      await remove(storedId ?? storedIdOf(store.namespace, job.id, index));
    const results = job.results.map(withoutFile);
    await store.transaction(async (session) => {
      if (!(await session.jobs.change(job, 'done', { results, expiredAt: clock.now() }))) return;
      for (const index of job.results.keys()) await session.uploads.remove(storedIdOf(store.namespace, job.id, index));
    });
    for (const { spool: file } of job.results) if (file) await spool.remove(file);
  }

  async function expireAll(before: number, isRunning: () => boolean): Promise<number> {
    let expired = 0;
    for (let batches = 0; batches < MOST_BATCHES; batches++) {
      const old = await store.jobs.toExpire(before, BATCH);
      for (const job of old) {
        if (!isRunning()) return expired;
        await expire(job);
        expired += 1;
      }
      if (old.length < BATCH) break;
    }
    return expired;
  }

  /** Ends early, between two pictures, when `isRunning` has turned false. */
  return async function expireOld(isRunning: () => boolean): Promise<void> {
    if (settings.keepFilesDays === 0) return;
    const before = clock.now() - settings.keepFilesDays * DAY_MS;
    try {
      const jobs = await expireAll(before, isRunning);
      const handedIn = isRunning() ? await sources.expire(before) : 0;
      if (jobs + handedIn > 0) log.info({ jobs, handedIn }, 'pictures removed for their age');
    } catch (error) {
      if (!(error instanceof FileStoreError)) throw error;
      log.warn({ err: error }, 'old pictures are not removed yet');
    }
  };
}

function withoutFile({ width, height, nsfw }: ResultPicture): ResultPicture {
  return {
    isExpired: true,
    ...(width === undefined ? {} : { width }),
    ...(height === undefined ? {} : { height }),
    ...(nsfw === undefined ? {} : { nsfw }),
  };
}
