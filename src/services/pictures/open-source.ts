import { open } from 'node:fs/promises';
import { unreachable } from '../../core/json.ts';
import { PictureError, type PictureInput, type PictureProblem } from '../../core/picture.ts';
import { type FileStore, FileStoreError, type Spool } from '../files/contract.ts';
import { systemCode } from '../files/disk.ts';
import type { FetchLink, LinkProblem } from '../http/fetch-link.ts';
import type { Store } from '../store/contract.ts';
import type { SourceCleaner } from './clean-source.ts';

interface OpenSourceParts {
  readonly store: Pick<Store, 'jobs'>;
  readonly spool: Pick<Spool, 'path'>;
  readonly cleaner: Pick<SourceCleaner, 'path'>;
  readonly files: Pick<FileStore, 'read'>;
  /** Attachments, from Discord's hosts only. */
  readonly fetchAttachment: FetchLink;
  /** What members typed, from the hosts that the operator allows. */
  readonly fetchLink: FetchLink;
  /** A link of Discord's that lives, for one that may have died. */
  readonly refresh: (url: string) => Promise<string>;
}

export const MAXIMUM_SOURCE_BYTES = 25 * 1024 * 1024;

export type OpenSource = (picture: PictureInput, signal: AbortSignal) => Promise<AsyncIterable<Uint8Array>>;

/** The bytes of a picture, wherever it is. PictureError: it is not to be had; other errors: not now. */
export function createOpenSource(parts: OpenSourceParts): OpenSource {
  const { store, spool, cleaner, files, fetchAttachment, fetchLink, refresh } = parts;
  const maximumBytes = MAXIMUM_SOURCE_BYTES;

  async function openResult(jobId: string, index: number, signal: AbortSignal): Promise<AsyncIterable<Uint8Array>> {
    const picture = (await store.jobs.byId(jobId))?.results[index];
    if (!picture) throw new PictureError('not-found');
    if (picture.isExpired) throw new PictureError('expired');
    if (picture.spool) {
      const file = await openFile(spool.path(picture.spool)).catch(() => undefined);
      if (file) return file;
    }
    if (!picture.storedId) throw new PictureError('not-found');
    return files.read({ id: picture.storedId, link: picture.link }, signal).catch((error: unknown) => {
      throw error instanceof FileStoreError && error.retry === 'never' ? new PictureError('not-found', error) : error;
    });
  }

  async function openLink(url: string, fetch: FetchLink, signal: AbortSignal): Promise<AsyncIterable<Uint8Array>> {
    const first = await fetch(url, { maximumBytes, signal });
    if (first.ok) return first.body;
    const fresh = first.problem.kind === 'missing' ? await refresh(url) : url;
    const second = fresh === url ? first : await fetch(fresh, { maximumBytes, signal });
    if (second.ok) return second.body;
    throw errorOf(second.problem);
  }

  return async (picture, signal) => {
    switch (picture.kind) {
      case 'attachment':
        return openLink(picture.url, fetchAttachment, signal).catch((error: unknown) => {
          // what was attached a moment ago is there, whatever Discord says now
          throw error instanceof PictureError && error.problem === 'unreachable' ? new Error('not there yet') : error;
        });
      case 'link':
        return openLink(picture.url, fetchLink, signal);
      case 'result':
        return openResult(picture.jobId, picture.index, signal);
      case 'stored':
        return openFile(cleaner.path(picture.key), 'expired');
      default:
        return unreachable(picture);
    }
  };
}

function errorOf(problem: LinkProblem): Error {
  switch (problem.kind) {
    case 'not-a-link':
      return new PictureError('unreadable');
    case 'too-large':
      return new PictureError('too-large');
    case 'too-many-redirects':
    case 'missing':
      return new PictureError('unreachable');
    case 'host-refused':
      return new PictureError('host-refused', undefined, { host: problem.host });
    case 'unreachable':
      return new Error(`${problem.host} did not answer`);
    default:
      return unreachable(problem);
  }
}

async function openFile(path: string, lack: PictureProblem = 'not-found'): Promise<AsyncIterable<Uint8Array>> {
  const file = await open(path).catch((error: unknown) => {
    throw systemCode(error) === 'ENOENT' ? new PictureError(lack, error) : error;
  });
  return file.createReadStream();
}
