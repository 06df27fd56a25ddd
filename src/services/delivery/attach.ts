import type { Job, Post } from '../../core/job.ts';
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

/** Originals where they fit the limit, previews where they do not; all together within that share of one request. */
export function createAttach(fileOf: PictureFile) {
  return async function attach(
    post: Post,
    jobs: readonly Job[],
    { limit, scale, keepsShown }: Omit<Size, 'isDirect'>,
  ): Promise<Attached> {
    const wanted = jobs
      .filter(isReady)
      .flatMap((job) => job.results.map((picture, index) => ({ job, picture, index })))
      .filter(({ picture }) => mayShow(post, picture))
      .slice(0, 10);
    const shown = keepsShown ? post.shown : [];
    const isShown = (jobId: string, index: number) =>
      shown.find((each) => each.jobId === jobId && each.index === index);
    const fresh = wanted.filter(({ job, index }) => !isShown(job.id, index));
    const most = Math.min(limit, REQUEST_BYTES / Math.max(1, fresh.length));
    const share = Math.floor(most * scale);

    const kept = wanted.flatMap(({ job, index }) => isShown(job.id, index) ?? []);
    const names = new Map(kept.map(({ name, jobId, index }) => [name, { jobId, index }]));
    const files: MessageFile[] = [];
    for (const { job, picture, index } of share > 0 ? fresh : []) {
      const file = await fileOf(picture, `darkroom-${job.id.toLowerCase()}-${index + 1}`, share);
      if (!file) continue;
      files.push(file);
      names.set(file.name, { jobId: job.id, index });
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
