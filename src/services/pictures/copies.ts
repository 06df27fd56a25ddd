import type { ResultPicture } from '../../core/job.ts';
import type { PictureInput } from '../../core/picture.ts';
import type { Semaphore } from '../../core/semaphore.ts';
import type { Spool, SpooledPicture } from '../files/contract.ts';
import { compare } from '../images/compare.ts';
import type { Drawing } from '../images/sharp.ts';
import type { OpenSource } from './open-source.ts';

/** The bytes of a picture as a file of its own on this machine. Throws PictureError where it is gone. */
export type CopyPicture = (picture: PictureInput) => Promise<SpooledPicture>;

const TIMEOUT_MS = 60_000;

export const createCopyPicture =
  ({ open, spool }: { readonly open: OpenSource; readonly spool: Pick<Spool, 'write'> }): CopyPicture =>
  async (picture) =>
    spool.write(await open(picture, AbortSignal.timeout(TIMEOUT_MS)));

/** All results of a job, independent of it: whatever becomes of the one, the other stays. */
export async function copyResults(
  { id, results }: { readonly id: string; readonly results: readonly ResultPicture[] },
  copy: CopyPicture,
): Promise<readonly ResultPicture[]> {
  const copies: ResultPicture[] = [];
  for (const [index, { nsfw }] of results.entries()) {
    const copied = await copy({ kind: 'result', jobId: id, index });
    copies.push({ ...copied, ...(nsfw === undefined ? {} : { nsfw }), isFinished: true });
  }
  return copies;
}

interface CompareParts {
  readonly copy: CopyPicture;
  readonly spool: Pick<Spool, 'path' | 'remove'>;
  readonly inTurn: Semaphore;
}

/** Before and after from wherever they are kept. Throws PictureError where one is gone. */
export function createCompareCopies({ copy, spool, inTurn }: CompareParts) {
  return async function compareCopies(before: PictureInput, after: PictureInput): Promise<Drawing> {
    const first = await copy(before);
    try {
      const second = await copy(after);
      try {
        return await inTurn(() => compare(spool.path(first.spool), spool.path(second.spool)));
      } finally {
        await spool.remove(second.spool);
      }
    } finally {
      await spool.remove(first.spool);
    }
  };
}

export type CompareCopies = ReturnType<typeof createCompareCopies>;
