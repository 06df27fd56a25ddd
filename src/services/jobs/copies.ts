import type { ResultPicture } from '../../core/job.ts';
import type { PictureInput } from '../../core/picture-input.ts';
import type { Spool, SpooledPicture } from '../files/contract.ts';
import type { OpenSource } from './open-source.ts';

interface Parts {
  readonly open: OpenSource;
  readonly spool: Pick<Spool, 'write'>;
}

/** The bytes of a picture as a file of its own on this machine. Throws PictureError where it is gone. */
export type CopyPicture = (picture: PictureInput) => Promise<SpooledPicture>;

const TIMEOUT_MS = 60_000;

export const createCopyPicture =
  ({ open, spool }: Parts): CopyPicture =>
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
