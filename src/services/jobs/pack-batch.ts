import type { Job, Post } from '../../core/job.ts';
import { isReady, mayShow } from '../delivery/card-of.ts';
import { createZip, type Zip, type ZipEntry } from '../files/zip.ts';
import type { OpenSource } from './open-source.ts';

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
