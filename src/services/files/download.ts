import type { Logger } from 'pino';
import { ExpectedError } from '../../core/errors.ts';
import { type HostList, isAllowed } from '../../core/hosts.ts';
import { PictureError } from '../../core/picture.ts';
import { type Http, HttpError, type HttpStream } from '../http/contract.ts';
import type { Spool, SpooledPicture } from './contract.ts';
import { systemCode } from './disk.ts';

interface DownloadOptions {
  readonly http: Http;
  readonly hosts: HostList;
  /** The environment variable that `hosts` comes from: told to the operator when a host is missing in it. */
  readonly hostsVariable: string;
  readonly spool: Pick<Spool, 'write'>;
  readonly log?: Pick<Logger, 'error'>;
  readonly timeouts?: { readonly connectMs: number; readonly headersMs: number; readonly bodyMs: number };
}

/** `expired`: fresh links may help. `later`: the same link may work yet. `host-refused`: no request was made. */
export class DownloadError extends ExpectedError {
  override readonly name = 'DownloadError';
  readonly kind: 'expired' | 'later' | 'host-refused';
  /** Where the link leads. */
  readonly host: string;

  constructor(kind: DownloadError['kind'], host: string, message: string, cause?: unknown) {
    super(message, { cause });
    this.kind = kind;
    this.host = host;
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
  /** Each is told once: a result that is held is looked at again and again. */
  const refused = new Set<string>();

  function refuseHost(host: string, cause?: unknown): DownloadError {
    if (!refused.has(host))
      log?.error({ host, variable: hostsVariable }, 'a result lies on a host that is not allowed');
    refused.add(host);
    return new DownloadError('host-refused', host, `Results on ${host} are not allowed: see ${hostsVariable}`, cause);
  }

  function translate(error: unknown, host: string): unknown {
    if (error instanceof HttpError) {
      if (error.kind === 'too-large') return new PictureError('too-large', error);
      if (error.kind === 'host-refused') return refuseHost(error.host, error);
      return new DownloadError('later', host, 'The result could not be fetched', error);
    }
    return systemCode(error) ? new DownloadError('later', host, 'The result could not be kept', error) : error;
  }

  async function keep({ status, body }: HttpStream, host: string): Promise<SpooledPicture> {
    if (EXPIRED.has(status)) throw new DownloadError('expired', host, `The link answered ${status}`);
    if (status !== 200) throw new DownloadError('later', host, `The link answered ${status}`);
    return spool.write(body);
  }

  return async (text, { maximumBytes, signal }) => {
    const url = URL.parse(text);
    // no list of hosts could ever allow it: another link may be one
    if (!url?.host) throw new DownloadError('expired', 'nowhere', 'The link of a result is not an address');
    if (!isAllowed(hosts, url)) throw refuseHost(url.host);
    try {
      const answer = await http.stream({ method: 'GET', url, hosts, timeouts, maximumBytes, signal });
      return await keep(answer, url.host).finally(() => answer.body.destroy());
    } catch (error) {
      throw translate(error, url.host);
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
