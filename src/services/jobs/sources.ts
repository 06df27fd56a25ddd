import type { HostList } from '../../core/hosts.ts';
import { PictureError } from '../files/contract.ts';
import type { Http } from '../http/contract.ts';
import type { SourceCleaner } from '../images/clean-source.ts';
import type { Sources } from './parts.ts';

interface SourcesParts {
  readonly http: Http;
  /** Where attachments may be fetched from. */
  readonly hosts: HostList;
  readonly cleaner: SourceCleaner;
}

const MAXIMUM_BYTES = 25 * 1024 * 1024;
const MAXIMUM_MEGAPIXELS = 100;
/** Base64 of more is refused by the endpoints that take it; nobody sees the difference in a reference. */
const MAXIMUM_SIDE = 4096;
const TIMEOUTS = { connectMs: 10_000, headersMs: 15_000, bodyMs: 20_000 };

/** Attachments of a command are gone within a day: they are copied before anything else, cleaned, without metadata. */
export function createSources({ http, hosts, cleaner }: SourcesParts): Sources {
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
          maximumSide: MAXIMUM_SIDE,
        };
        return await cleaner.clean(answer.body, limits);
      } finally {
        answer.body.destroy();
      }
    },
    readBase64: (key) => cleaner.readBase64(key),
  };
}
