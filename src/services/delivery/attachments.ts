import { openAsBlob } from 'node:fs';
import { buffer } from 'node:stream/consumers';
import { isReady, mayShow } from '../../core/card.ts';
import { type Job, type Post, type ResultPicture, ZIP_INDEX } from '../../core/job.ts';
import { mimeTypes, PictureError, storedMimeTypes } from '../../core/picture.ts';
import type { Spool } from '../files/contract.ts';
import { isThere } from '../files/disk.ts';
import type { Previews } from '../images/preview.ts';
import type { Log } from '../log.ts';
import type { MessageFile } from './discord-api.ts';
import type { Size } from './ladder.ts';
import type { PackBatch } from './zip.ts';

interface PicturePathParts {
  readonly spool: Pick<Spool, 'path'>;
  /** Where a picture lies that the file store keeps on this machine. */
  readonly kept: (storedId: string) => Promise<string | undefined>;
}

interface PictureFilesParts extends PicturePathParts {
  readonly previews: Previews;
}

/** A picture as a file to be sent; undefined where this machine has no copy of it. */
export type PictureFile = (
  picture: ResultPicture,
  base: string,
  maximumBytes: number,
) => Promise<MessageFile | undefined>;

/** No preview is made smaller than this. */
const SMALLEST_PREVIEW = 64 * 1024;

export type PicturePath = (picture: Pick<ResultPicture, 'spool' | 'storedId'>) => Promise<string | undefined>;

/** Where this machine has a picture, if it has it. */
export function createPicturePath({ spool, kept }: PicturePathParts): PicturePath {
  return async ({ spool: name, storedId }) => {
    const path = name && spool.path(name);
    // what was shown and stored leaves the spool
    if (path && (await isThere(path))) return path;
    return storedId && kept(storedId);
  };
}

/** The original where it fits, a preview where it does not. */
export function createPictureFile({ previews, ...parts }: PictureFilesParts): PictureFile {
  const pathOf = createPicturePath(parts);

  return async (picture, base, maximumBytes) => {
    const { type, bytes } = picture;
    if (!type || bytes === undefined) return undefined;
    const path = await pathOf(picture);
    if (!path) return undefined;
    if (bytes <= maximumBytes)
      return { name: `${base}.${type}`, blob: await openAsBlob(path, { type: mimeTypes[type] }) };
    // a cut-out may be as dark or as light as the theme behind it: a stand-in is there to be seen, an original to be kept
    const preview = await previews.makePreview(path, {
      maximumBytes: Math.max(maximumBytes, SMALLEST_PREVIEW),
      behind: 'checkerboard',
    });
    return { name: `${base}.${preview.type}`, blob: new Blob([preview.bytes], { type: mimeTypes[preview.type] }) };
  };
}

/** How a message's own file is named where it is shown. */
export const attachmentUrl = (name: string): string => `attachment://${name}`;

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

/** Where a private page shows its pictures from, and the files that go along with it. */
export interface PagePictures {
  readonly files: readonly MessageFile[];
  media(job: Pick<Job, 'id'>, index: number): string | undefined;
}

interface Unlinked {
  readonly job: Job;
  readonly picture: ResultPicture;
  readonly index: number;
}

/** Our own link where there is one, a copy of ours where there is not; never the provider's address. */
export function createPagePictures(fileOf: PictureFile, log: Log) {
  async function copyOf({ job, picture, index }: Unlinked, maximumBytes: number): Promise<MessageFile | undefined> {
    try {
      return await fileOf(picture, `darkroom-${job.id.toLowerCase()}-${index + 1}`, maximumBytes);
    } catch (error) {
      // one damaged copy is no reason to show none of the others
      if (!(error instanceof PictureError)) throw error;
      log.warn({ err: error, job: job.id, index }, 'a kept picture cannot be read');
      return undefined;
    }
  }

  return async function picturesOfPage(
    jobs: readonly Job[],
    mayShow: (picture: ResultPicture) => boolean,
    fileLimit: number,
  ): Promise<PagePictures> {
    const shown = jobs
      .flatMap((job) => job.results.map((picture, index): Unlinked => ({ job, picture, index })))
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

export type PicturesOfPage = ReturnType<typeof createPagePictures>;

const keyOf = ({ job, index }: { readonly job: Pick<Job, 'id'>; readonly index: number }) => `${job.id} ${index}`;
