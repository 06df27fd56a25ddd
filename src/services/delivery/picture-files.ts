import { openAsBlob } from 'node:fs';
import type { ResultPicture } from '../../core/job.ts';
import { mimeTypes } from '../../core/picture-type.ts';
import type { Spool } from '../files/contract.ts';
import { isThere } from '../files/disk.ts';
import type { Previews } from '../images/preview.ts';
import type { MessageFile } from './discord-api.ts';

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
