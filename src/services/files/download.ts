import type { Logger } from 'pino';
import { type HostList, isAllowed } from '../../core/hosts.ts';
import { type Http, HttpError, type HttpStream } from '../http/contract.ts';
import { PictureError, type Spool, type SpooledPicture } from './contract.ts';
import { systemCode } from './disk.ts';

interface DownloadOptions {
  readonly http: Http;
  readonly hosts: HostList;
  /** The environment variable that `hosts` comes from: told to the operator when a host is missing in it. */
  readonly hostsVariable: string;
  readonly spool: Pick<Spool, 'write'>;
  readonly log?: Pick<Logger, 'warn'>;
  readonly timeouts?: { readonly connectMs: number; readonly headersMs: number; readonly bodyMs: number };
}

/** `expired`: fresh links may help. `later`: the same link may work yet. `host-refused`: no request was made. */
export class DownloadError extends Error {
  override readonly name = 'DownloadError';
  readonly kind: 'expired' | 'later' | 'host-refused';

  constructor(kind: DownloadError['kind'], message: string, cause?: unknown) {
    super(message, { cause });
    this.kind = kind;
  }
}

export type Download = (
  url: string,
  options: { readonly maximumBytes: number; readonly signal: AbortSignal },
) => Promise<SpooledPicture>;

const EXPIRED = new Set([401, 403, 404, 410]);
const TIMEOUTS = { connectMs: 10_000, headersMs: 30_000, bodyMs: 30_000 };

/** Copies a provider's picture to the spool; nothing but the URL is ever sent. Throws DownloadError or PictureError. */
export function downloadResult({
  http,
  hosts,
  hostsVariable,
  spool,
  log,
  timeouts = TIMEOUTS,
}: DownloadOptions): Download {
  function refuseHost(host: string, cause?: unknown): DownloadError {
    log?.warn({ host, variable: hostsVariable }, 'a result lies on a host that is not allowed');
    return new DownloadError('host-refused', `Results on ${host} are not allowed: see ${hostsVariable}`, cause);
  }

  function translate(error: unknown): unknown {
    if (error instanceof HttpError) {
      if (error.kind === 'too-large') return new PictureError('too-large', error);
      if (error.kind === 'host-refused') return refuseHost(error.host, error);
      return new DownloadError('later', 'The result could not be fetched', error);
    }
    return systemCode(error) ? new DownloadError('later', 'The result could not be kept', error) : error;
  }

  async function keep(answer: HttpStream): Promise<SpooledPicture> {
    if (EXPIRED.has(answer.status)) throw new DownloadError('expired', `The link answered ${answer.status}`);
    if (answer.status !== 200) throw new DownloadError('later', `The link answered ${answer.status}`);
    return spool.write(answer.body);
  }

  return async (text, { maximumBytes, signal }) => {
    const url = URL.parse(text);
    if (!url || !isAllowed(hosts, url)) throw refuseHost(url?.host ?? 'an unreadable address');
    try {
      const answer = await http.stream({ method: 'GET', url, hosts, timeouts, maximumBytes, signal });
      return await keep(answer).finally(() => answer.body.destroy());
    } catch (error) {
      throw translate(error);
    }
  };
}

/** When a signed link says that it ends, in milliseconds since 1970. */
export function urlExpiry(url: string): number | undefined {
  const query = URL.parse(url)?.searchParams;
  const [, seconds] = /(?:^|~)exp=(\d{1,11})(?:~|$)/.exec(query?.get('token') ?? '') ?? [];
  const text = seconds ?? query?.get('exp') ?? '';
  return /^\d{1,11}$/.test(text) ? Number(text) * 1000 : undefined;
}
