import type { HostList } from '../../core/hosts.ts';
import { type Http, HttpError, type HttpRequest, type HttpStream } from './contract.ts';

interface FetchLinkOptions {
  readonly http: Pick<Http, 'stream'>;
  /** Where links may lead, and each redirect on the way. */
  readonly hosts: HostList;
  readonly timeouts?: HttpRequest['timeouts'];
  /** For everything from the first hop to the last byte. */
  readonly totalMs?: number;
}

/**
 * `not-a-link`: no address. `host-refused`: it leads to `host`, where links may not lead; nothing was sent there.
 * `missing`: the host says that there is nothing, or not for us. `unreachable`: another try may do better.
 */
export type LinkProblem =
  | { readonly kind: 'not-a-link' | 'too-large' | 'too-many-redirects' }
  | { readonly kind: 'host-refused' | 'missing' | 'unreachable'; readonly host: string };

export type FetchedLink =
  | { readonly ok: true; readonly body: HttpStream['body'] }
  | { readonly ok: false; readonly problem: LinkProblem };

export type FetchLink = (
  link: string,
  options: { readonly maximumBytes: number; readonly signal: AbortSignal },
) => Promise<FetchedLink>;

const MAXIMUM_REDIRECTS = 3;
const REDIRECTS = new Set([301, 302, 303, 307, 308]);
const MISSING = new Set([401, 403, 404, 410, 451]);
const TIMEOUTS = { connectMs: 10_000, headersMs: 15_000, bodyMs: 20_000 };
const TOTAL_MS = 30_000;
/** Some hosts answer nobody who does not say who asks; the types are those that we can read. */
const HEADERS = { 'user-agent': 'Darkroom', accept: 'image/png, image/jpeg, image/webp, image/gif' };

/**
 * Opens an address that a member gave. Each hop is a request of its own, held to the same hosts, and connects to the
 * very address that was looked at. The body must be read or destroyed; past its size or time it ends with HttpError.
 * Throws HttpError `aborted` when the caller gives up.
 */
export function createFetchLink(options: FetchLinkOptions): FetchLink {
  const { http, hosts, timeouts = TIMEOUTS, totalMs = TOTAL_MS } = options;

  async function open(url: URL, maximumBytes: number, signal: AbortSignal): Promise<HttpStream | LinkProblem> {
    try {
      return await http.stream({ method: 'GET', url, hosts, headers: HEADERS, timeouts, maximumBytes, signal });
    } catch (error) {
      if (!(error instanceof HttpError) || error.kind === 'aborted') throw error;
      return { kind: error.kind === 'host-refused' ? 'host-refused' : 'unreachable', host: url.host };
    }
  }

  return async (link, { maximumBytes, signal }) => {
    const limit = AbortSignal.any([signal, AbortSignal.timeout(totalMs)]);
    let url = URL.parse(link);
    for (let hops = 0; url && hops <= MAXIMUM_REDIRECTS; hops++) {
      const answer = await open(url, maximumBytes, limit);
      if ('kind' in answer) return { ok: false, problem: answer };
      const problem = problemOf(answer, url.host, maximumBytes);
      if (!problem) return { ok: true, body: answer.body };
      answer.body.destroy();
      const location = REDIRECTS.has(answer.status) ? answer.headers['location'] : undefined;
      if (location === undefined) return { ok: false, problem };
      url = URL.parse(location, url.href);
    }
    return { ok: false, problem: { kind: url ? 'too-many-redirects' : 'not-a-link' } };
  };
}

function problemOf({ status, headers }: HttpStream, host: string, maximumBytes: number): LinkProblem | undefined {
  if (status !== 200) return { kind: MISSING.has(status) ? 'missing' : 'unreachable', host };
  return Number(headers['content-length']) > maximumBytes ? { kind: 'too-large' } : undefined;
}
