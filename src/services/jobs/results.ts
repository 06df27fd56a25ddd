import type { ResultPicture } from '../../core/job.ts';
import type { RemoteImage } from '../../core/provider.ts';
import { urlExpiry } from '../files/download.ts';
import type { JobParts } from './parts.ts';

/** What a finished task brought, as it is stored: bytes of a synchronous answer are on the disk before the row says so. */
export function resultsOf(
  images: readonly RemoteImage[],
  { spool }: Pick<JobParts, 'spool'>,
): Promise<ResultPicture[]> {
  return Promise.all(
    images.map(async ({ source, nsfw }): Promise<ResultPicture> => {
      const flags = nsfw === undefined ? {} : { nsfw };
      if ('bytes' in source) return { ...(await spool.write(once(source.bytes))), ...flags };
      const expiresAt = urlExpiry(source.url);
      return { url: source.url, ...(expiresAt === undefined ? {} : { expiresAt }), ...flags };
    }),
  );
}

/** As the stream that the spool takes. */
export async function* once(bytes: Uint8Array): AsyncGenerator<Uint8Array> {
  yield bytes;
}
