import type { HostList } from '../../core/hosts.ts';
import { pictureTypeOf } from '../../core/picture-type.ts';
import { type FileStore, PictureError } from '../files/contract.ts';
import { type Http, HttpError } from '../http/contract.ts';
import type { SourceCleaner } from '../images/clean-source.ts';
import type { Sources } from './parts.ts';
import { storedIdOf } from './stored-id.ts';

interface SourcesParts {
  readonly files: FileStore;
  /** Of the ids at the file store. */
  readonly namespace: string;
  readonly http: Http;
  /** Where attachments may be fetched from. */
  readonly hosts: HostList;
  readonly cleaner: SourceCleaner;
}

const MAXIMUM_BYTES = 25 * 1024 * 1024;
/** What a phone makes at most in a file of that size, and what is drawn within two seconds. */
const MAXIMUM_MEGAPIXELS = 64;
/** Base64 of more is refused by the endpoints that take it; nobody sees the difference in a reference. */
const MAXIMUM_SIDE = 4096;
const PUT_TIMEOUT_MS = 90_000;
const TIMEOUTS = { connectMs: 10_000, headersMs: 15_000, bodyMs: 20_000 };

/** Attachments of a command are gone within a day: they are copied before anything else, cleaned, without metadata. */
export function createSources({ http, hosts, cleaner, files, namespace }: SourcesParts): Sources {
  return {
    async keep(_option, text, bytes, signal) {
      if (bytes > MAXIMUM_BYTES) throw new PictureError('too-large');
      const url = URL.parse(text);
      if (!url) throw new PictureError('unreadable');
      const answer = await http.stream({
        method: 'GET',
        url,
        hosts,
        timeouts: TIMEOUTS,
        maximumBytes: MAXIMUM_BYTES,
        signal,
      });
      try {
        if (answer.status !== 200) throw new Error(`The attachment answered ${answer.status}`);
        const limits = {
          maximumBytes: MAXIMUM_BYTES,
          maximumMegapixels: MAXIMUM_MEGAPIXELS,
          fit: { maximumSide: MAXIMUM_SIDE },
        };
        return await cleaner.clean(answer.body, limits);
      } catch (error) {
        // another try would only fetch it all again
        throw error instanceof HttpError && error.kind === 'too-large' ? new PictureError('too-large', error) : error;
      } finally {
        answer.body.destroy();
      }
    },
    readBase64: (key) => cleaner.readBase64(key),
    async addressOf({ key, origin }, ownerId) {
      // an id of the member's own: nobody else's picture stands or falls with it
      const id = storedIdOf(namespace, `${ownerId} ${key}`, 0);
      const type = pictureTypeOf(key);
      const { link } = await files.put({ id, path: cleaner.path(key), type }, AbortSignal.timeout(PUT_TIMEOUT_MS));
      const address = link ?? origin;
      if (address === undefined) throw new PictureError('unreadable');
      return address;
    },
  };
}
