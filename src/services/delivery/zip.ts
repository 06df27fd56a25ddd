import { randomUUID } from 'node:crypto';
import { mkdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { isReady, mayShow } from '../../core/card.ts';
import type { Clock } from '../../core/clock.ts';
import { type BatchZip, isEnded, type Job, type Post } from '../../core/job.ts';
import { storedIdOf } from '../../core/picture.ts';
import { createSemaphore } from '../../core/semaphore.ts';
import { type FileStore, FileStoreError } from '../files/contract.ts';
import { removeLeftOvers, writeFileSynced } from '../files/disk.ts';
import { createZip, type Zip, type ZipEntry } from '../files/zip.ts';
import type { Log } from '../log.ts';
import type { OpenSource } from '../pictures/open-source.ts';
import type { Store } from '../store/contract.ts';

/** Packs the pictures of a batch when the last of its jobs has ended. */
export interface BatchZips {
  /** `packed`: the message has something new to show. */
  finish(postId: string): Promise<'nothing' | 'packed' | 'later'>;
}

interface BatchZipParts {
  readonly store: Pick<Store, 'jobs' | 'posts' | 'namespace'>;
  readonly files: Pick<FileStore, 'put' | 'linksZips'>;
  readonly pack: (post: Post, jobs: readonly Job[]) => Zip | undefined;
  readonly directory: string;
  readonly clock: Clock;
  readonly log: Log;
}

const HOUR_MS = 3_600_000;
const PUT_MS = 120_000;
/** For so long the file store is waited for. */
const PATIENCE_MS = 120_000;

export async function createBatchZips(parts: BatchZipParts): Promise<BatchZips> {
  const { store, files, pack, directory, clock, log } = parts;
  const inTurn = createSemaphore(1);
  await mkdir(directory, { recursive: true });
  await removeLeftOvers(directory, clock.now() - HOUR_MS);

  async function put(post: Post, zip: Zip): Promise<BatchZip> {
    const path = join(directory, `${randomUUID()}.zip`);
    try {
      await writeFileSynced(path, zip.stream);
      // the same on every try, like the pictures
      const id = storedIdOf(store.namespace, post.id, 0);
      const { link } = await files.put({ id, path, type: 'zip' }, AbortSignal.timeout(PUT_MS));
      return link === undefined ? { kind: 'attached' } : { kind: 'linked', url: link };
    } finally {
      await rm(path, { force: true });
    }
  }

  async function handOver(post: Post, jobs: readonly Job[]): Promise<BatchZip | 'later'> {
    const zip = pack(post, jobs);
    if (!zip) return { kind: 'none' };
    if (!files.linksZips) return { kind: 'attached' };
    try {
      return await put(post, zip);
    } catch (error) {
      log.warn({ err: error, post: post.id }, 'ZIP of a batch not at the file store');
      if (!(error instanceof FileStoreError)) return { kind: 'none' };
      const endedAt = Math.max(...jobs.map(({ completedAt, createdAt }) => completedAt ?? createdAt));
      return error.retry !== 'never' && clock.now() < endedAt + PATIENCE_MS ? 'later' : { kind: 'attached' };
    }
  }

  async function finish(postId: string) {
    const post = await store.posts.byId(postId);
    if (post?.plan?.kind !== 'batch' || post.plan.zip) return 'nothing';
    const jobs = await store.jobs.byPost(postId);
    // whoever ends last comes here again
    if (!jobs.every((job) => isReady(job) || isEnded(job.phase))) return 'nothing';
    const zip = await handOver(post, jobs);
    if (zip === 'later') return 'later';
    await store.posts.plan(postId, { ...post.plan, zip });
    return zip.kind === 'none' ? 'nothing' : 'packed';
  }

  return { finish: (postId) => inTurn(() => finish(postId)) };
}

const OPEN_MS = 60_000;
/** One picture needs no ZIP. */
const FEWEST = 2;

/** The originals of a batch in the order of its files, under their names; what may not be shown there is not packed. */
export function createPackBatch({ open }: { readonly open: OpenSource }) {
  return function packBatch({ plan, place }: Post, jobs: readonly Job[]): Zip | undefined {
    const names = plan?.kind === 'batch' ? plan.names : [];
    const entries = jobs.filter(isReady).flatMap((job) =>
      job.results.flatMap((picture, index): ZipEntry[] => {
        const { bytes, type } = picture;
        if (bytes === undefined || type === undefined || !mayShow({ place }, picture)) return [];
        const number = String(job.index + 1).padStart(2, '0');
        const name = `${number}-${stemOf(names[job.index] ?? job.operation)}-${job.operation}.${type}`;
        const modifiedAt = job.completedAt ?? job.createdAt;
        const wanted = { kind: 'result', jobId: job.id, index } as const;
        return [{ name, bytes, modifiedAt, open: () => open(wanted, AbortSignal.timeout(OPEN_MS)) }];
      }),
    );
    return entries.length < FEWEST ? undefined : createZip(entries);
  };
}

export type PackBatch = ReturnType<typeof createPackBatch>;

const LONGEST = 32;

const stemOf = (name: string): string => [...name.replace(/\.[^.]*$/, '')].slice(0, LONGEST).join('');
