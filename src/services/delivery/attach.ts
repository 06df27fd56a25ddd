import { buffer } from 'node:stream/consumers';
import type { Job, Post } from '../../core/job.ts';
import { storedMimeTypes } from '../../core/picture-type.ts';
import { ZIP_INDEX } from '../../core/plan.ts';
import type { PackBatch } from '../jobs/pack-batch.ts';
import { isReady, mayShow } from './card-of.ts';
import type { MessageFile } from './discord-api.ts';
import { attachmentUrl, type PictureFile } from './picture-files.ts';
import type { Size } from './rungs.ts';

/** What a message will hold: pictures that it has already, and files to be sent along. */
export interface Attached {
  readonly kept: readonly { readonly id: string; readonly filename: string }[];
  readonly files: readonly MessageFile[];
  /** Which picture each name stands for. */
  readonly names: ReadonlyMap<string, { readonly jobId: string; readonly index: number }>;
  media(job: Job, index: number): string | undefined;
}

/** Of the files of one message, below what Discord takes of a request. */
export const REQUEST_BYTES = 24 * 1024 * 1024;
const MOST_FILES = 10;

interface Wanted {
  readonly jobId: string;
  readonly index: number;
  readonly fileWithin: (share: number) => Promise<MessageFile | undefined>;
}

/** Originals where they fit the limit, previews where they do not; all together within that share of one request. */
export function createAttach(fileOf: PictureFile, packBatch: PackBatch) {
  function picturesOf(post: Post, jobs: readonly Job[]): Wanted[] {
    return jobs.filter(isReady).flatMap((job) =>
      job.results.flatMap((picture, index): Wanted[] => {
        if (!mayShow(post, picture)) return [];
        const name = `darkroom-${job.id.toLowerCase()}-${index + 1}`;
        return [{ jobId: job.id, index, fileWithin: (share) => fileOf(picture, name, share) }];
      }),
    );
  }

  /** All originals as one file, where no store gives them a link and this message has room for it. */
  function zipOf(post: Post, jobs: readonly Job[]): Wanted[] {
    const [first] = jobs;
    if (!first || post.plan?.kind !== 'batch' || post.plan.zip?.kind !== 'attached') return [];
    const zip = packBatch(post, jobs);
    // beyond so many files a picture is shown by its link, which it then needs
    const last = jobs.filter(isReady).flatMap(({ results }) => results)[MOST_FILES - 1];
    if (!zip || (last && last.link === undefined)) return [];
    const fileWithin = async (share: number): Promise<MessageFile | undefined> => {
      if (zip.bytes > share) return undefined;
      const blob = new Blob([await buffer(zip.stream)], { type: storedMimeTypes.zip });
      return { name: `darkroom-${post.id.toLowerCase()}.zip`, blob };
    };
    return [{ jobId: first.id, index: ZIP_INDEX, fileWithin }];
  }

  return async function attach(
    post: Post,
    jobs: readonly Job[],
    { limit, scale, keepsShown }: Omit<Size, 'isDirect'>,
  ): Promise<Attached> {
    const zip = zipOf(post, jobs);
    const pictures = picturesOf(post, jobs).slice(0, MOST_FILES - zip.length);
    const wanted = [...pictures, ...zip];
    const shown = keepsShown ? post.shown : [];
    const isShown = (jobId: string, index: number) =>
      shown.find((each) => each.jobId === jobId && each.index === index);
    const fresh = wanted.filter(({ jobId, index }) => !isShown(jobId, index));
    const most = Math.min(limit, REQUEST_BYTES / Math.max(1, fresh.length));
    const share = Math.floor(most * scale);

    const kept = wanted.flatMap(({ jobId, index }) => isShown(jobId, index) ?? []);
    const names = new Map(kept.map(({ name, jobId, index }) => [name, { jobId, index }]));
    const files: MessageFile[] = [];
    for (const { jobId, index, fileWithin } of share > 0 ? fresh : []) {
      const file = await fileWithin(share);
      if (!file) continue;
      files.push(file);
      names.set(file.name, { jobId, index });
    }
    return {
      kept: kept.map(({ attachmentId, name }) => ({ id: attachmentId, filename: name })),
      files,
      names,
      media(job, index) {
        const name = [...names].find(([, at]) => at.jobId === job.id && at.index === index)?.[0];
        // what Discord takes in no size is shown from where it lies
        return name ? attachmentUrl(name) : job.results[index]?.link;
      },
    };
  };
}

export type Attach = ReturnType<typeof createAttach>;
