import type { Post, ResultPicture } from '../../core/job.ts';
import { DAY_MS } from '../../core/periods.ts';
import { storedIdOf } from '../../core/picture.ts';
import { FileStoreError } from '../files/contract.ts';
import { createRounds, type Rounds } from '../rounds.ts';
import type { HeldJob } from '../store/contract.ts';
import type { JobParts } from './contract.ts';
import type { Driver } from './driver.ts';

type ExpireParts = Pick<JobParts, 'store' | 'clock' | 'log'> & {
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
function createExpire({ store, clock, log, files, spool, sources, settings }: ExpireParts) {
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

type HousekeepingParts = Parameters<typeof createExpire>[0] & {
  readonly spool: Pick<JobParts['spool'], 'sweep'>;
  readonly ownsPartition: (partition: number) => boolean;
};

const CLEAN_EVERY_MS = 600_000;

/**
 * Now and then, by one of the processes and beside all other work: unknown outcomes that nobody ever settled are written off, orphans leave the spool, dead tokens the
 * database, old pictures the disk.
 */
export function createHousekeeping(parts: HousekeepingParts): Rounds {
  const { store, clock, log, spool, ownsPartition } = parts;
  const expireOld = createExpire(parts);

  async function clean(isRunning: () => boolean): Promise<void> {
    const now = clock.now();
    const unsettled = await store.ledger.openUnknown(now - DAY_MS);
    if (unsettled.length > 0) {
      await store.ledger.append(unsettled.map((line) => ({ ...line, kind: 'written-off' as const, at: now })));
      log.warn({ jobs: unsettled.length }, 'submits of unknown outcome written off after a day');
    }
    await store.posts.dropTokens(now);
    await store.submissions.forgetWebhooks(now - DAY_MS);
    await spool.sweep(new Set([...(await store.uploads.waiting()), ...(await store.jobs.spoolInUse())]));
    await expireOld(isRunning);
  }

  return createRounds({
    clock,
    async look(isRunning) {
      // a partition has one owner: so has what concerns all of them
      if (ownsPartition(0)) await clean(isRunning);
      return false;
    },
    onError: (error) => log.error({ err: error }, 'not cleaned up'),
    everyMs: CLEAN_EVERY_MS,
    firstMs: CLEAN_EVERY_MS,
  });
}

type DroppedParts = Pick<JobParts, 'store' | 'clock' | 'log' | 'lease'> & {
  readonly driver: Pick<Driver, 'holds' | 'wake'>;
};

const LOOK_EVERY_MS = 60_000;

/**
 * A job that this process holds by its row and has in no hand would wait for as long as the process lives, since a lease
 * of the living keeps everybody off. It is taken up again.
 */
export function createDroppedJobs({ store, clock, log, lease, driver }: DroppedParts): Rounds {
  async function look(): Promise<boolean> {
    const held = await store.jobs.dueOf(lease.processId, clock.now());
    const dropped = held.filter((id) => !driver.holds(id));
    if (dropped.length > 0) log.error({ jobs: dropped }, 'jobs that were put down without a word: taken up again');
    for (const id of dropped) driver.wake(id);
    return false;
  }

  return createRounds({
    clock,
    look,
    onError: (error) => log.error({ err: error }, 'rows of this process not read'),
    everyMs: LOOK_EVERY_MS,
    firstMs: LOOK_EVERY_MS,
  });
}
