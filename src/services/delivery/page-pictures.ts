import type { Job, ResultPicture } from '../../core/job.ts';
import { PictureError } from '../files/contract.ts';
import type { Log } from '../logging/create-log.ts';
import { REQUEST_BYTES } from './attach.ts';
import type { MessageFile } from './discord-api.ts';
import { attachmentUrl, type PictureFile } from './picture-files.ts';

/** Where a private page shows its pictures from, and the files that go along with it. */
export interface PagePictures {
  readonly files: readonly MessageFile[];
  media(job: Pick<Job, 'id'>, index: number): string | undefined;
}

interface Wanted {
  readonly job: Job;
  readonly picture: ResultPicture;
  readonly index: number;
}

const MOST_FILES = 10;

/** Our own link where there is one, a copy of ours where there is not; never the provider's address. */
export function createPagePictures(fileOf: PictureFile, log: Log) {
  async function copyOf({ job, picture, index }: Wanted, maximumBytes: number): Promise<MessageFile | undefined> {
    try {
      return await fileOf(picture, `darkroom-${job.id.toLowerCase()}-${index + 1}`, maximumBytes);
    } catch (error) {
      // one damaged copy is no reason to show none of the others
      if (!(error instanceof PictureError)) throw error;
      log.warn({ err: error, job: job.id, index }, 'a kept picture cannot be read');
      return undefined;
    }
  }

  return async function gather(
    jobs: readonly Job[],
    mayShow: (picture: ResultPicture) => boolean,
    fileLimit: number,
  ): Promise<PagePictures> {
    const shown = jobs
      .flatMap((job) => job.results.map((picture, index): Wanted => ({ job, picture, index })))
      .filter(({ picture }) => mayShow(picture));
    const urls = new Map(shown.flatMap((each) => (each.picture.link ? [[keyOf(each), each.picture.link]] : [])));
    const unlinked = shown.filter(({ picture }) => !picture.link);
    // the first picture of every job before the second of any
    const wanted = unlinked.toSorted((a, b) => a.index - b.index).slice(0, MOST_FILES);
    const share = Math.min(fileLimit, Math.floor(REQUEST_BYTES / Math.max(1, wanted.length)));
    const files: MessageFile[] = [];
    for (const each of wanted) {
      const file = await copyOf(each, share);
      if (!file) continue;
      files.push(file);
      urls.set(keyOf(each), attachmentUrl(file.name));
    }
    return { files, media: (job, index) => urls.get(keyOf({ job, index })) };
  };
}

export type GatherPictures = ReturnType<typeof createPagePictures>;

const keyOf = ({ job, index }: { readonly job: Pick<Job, 'id'>; readonly index: number }) => `${job.id} ${index}`;
