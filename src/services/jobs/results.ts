import type { ResultPicture } from '../../core/job.ts';
import type { RemoteImage } from '../../core/provider.ts';
import type { Spool } from '../files/contract.ts';
import { oneChunk } from '../files/disk.ts';
import { urlExpiry } from '../files/download.ts';

/** What a finished task brought, as it is stored: bytes of a synchronous answer are on the disk before the row says so. */
export function resultsOf(
  images: readonly RemoteImage[],
  { spool }: { readonly spool: Pick<Spool, 'write'> },
): Promise<ResultPicture[]> {
  return Promise.all(
    images.map(async ({ source, nsfw }): Promise<ResultPicture> => {
      const flags = nsfw === undefined ? {} : { nsfw };
      if ('bytes' in source) return { ...(await spool.write(oneChunk(source.bytes))), ...flags };
      const expiresAt = urlExpiry(source.url);
      return { url: source.url, ...(expiresAt === undefined ? {} : { expiresAt }), ...flags };
    }),
  );
}
