import { openAsBlob } from 'node:fs';
import { access } from 'node:fs/promises';
import { FormData } from 'undici';
import { type Clock, sleep } from '../../core/clock.ts';
import { type HostList, hostRuleOf, isAllowed } from '../../core/hosts.ts';
import { isJsonObject, parseJson } from '../../core/json.ts';
import { storedMimeTypes } from '../../core/picture.ts';
import { type Http, type HttpAnswer, HttpError, type HttpRequest } from '../http/contract.ts';
import { type FileStore, FileStoreError, type KeptFile, type StoredFile } from './contract.ts';
import { systemCode } from './disk.ts';

/** In the order in which they are believed. */
const LINK_KEYS = ['secure_url', 'image', 'url', 'link'];
const WRAPPERS = ['result', 'data', 'file', 'image'];
const DEEPEST = 4;

/** Every address in a reply of the file service, under the names that its forms are known to use. */
export function linksIn(text: string): readonly URL[] {
  return collect(parseJson(text), 0);
}

function collect(value: unknown, depth: number): readonly URL[] {
  if (depth > DEEPEST) return [];
  if (Array.isArray(value)) return value.flatMap((entry) => collect(entry, depth + 1));
  if (!isJsonObject(value)) return [];
  const here = LINK_KEYS.flatMap((key) => toUrl(value[key]));
  return [...here, ...WRAPPERS.flatMap((key) => collect(value[key], depth + 1))];
}

function toUrl(value: unknown): readonly URL[] {
  const url = typeof value === 'string' ? URL.parse(value) : null;
  return url ? [url] : [];
}

interface FileServiceOptions {
  readonly http: Http;
  readonly baseUrl: URL;
  /** Where the service's links may point. */
  readonly resultHosts: HostList;
  readonly clock: Clock;
  readonly timeouts?: HttpRequest['timeouts'];
}

/** A host that sleeps takes a minute for its first answer. */
const TIMEOUTS = { connectMs: 10_000, headersMs: 90_000, bodyMs: 30_000 };
const WAKING_MS = 2_000;
const REPLY_BYTES = 256 * 1024;
const PICTURE_BYTES = 200 * 1024 * 1024;
const GONE = new Set([404, 410]);
/** The file itself is not taken. Keys, addresses and sizes of the day are the operator's to mend. */
const REFUSED = new Set([413, 415]);
const DOUBTFUL = new Set([400, 422]);

export function createFileService(options: FileServiceOptions): FileStore {
  const { http, resultHosts, clock, timeouts = TIMEOUTS } = options;
  const base = new URL(options.baseUrl.href.replace(/\/*$/, '/'));
  const hosts = { rules: [hostRuleOf(base)] };

  type Call = Pick<HttpRequest, 'method' | 'url' | 'body'> & { readonly signal: AbortSignal };

  /** Both calls may be made twice: the id makes them one. */
  async function exchange(call: Call): Promise<HttpAnswer> {
    const first = await tryOnce(call);
    if (!(first instanceof HttpError) && !isWaking(first)) return first;
    await sleep(clock, WAKING_MS, call.signal);
    const second = call.signal.aborted ? first : await tryOnce(call);
    if (second instanceof HttpError)
      throw new FileStoreError('later', 'The file service cannot be reached', { cause: second });
    return second;
  }

  async function tryOnce(call: Call): Promise<HttpAnswer | HttpError> {
    try {
      return await http.exchange({ ...call, hosts, timeouts, maximumBytes: REPLY_BYTES });
    } catch (error) {
      if (error instanceof HttpError) return error;
      throw error;
    }
  }

  async function upload(file: StoredFile, signal: AbortSignal): Promise<{ link: string }> {
    const body = new FormData();
    body.append('id', file.id);
    body.append('image', await openPicture(file), `picture.${file.type}`);
    const answer = await exchange({ method: 'POST', url: new URL('api/v1/file/uploads', base), body, signal });
    requireSuccess(answer);
    const links = linksIn(answer.body.toString());
    const link = links.find((candidate) => isAllowed(resultHosts, candidate));
    if (link) return { link: link.href };
    const host = links[0]?.host;
    if (host) throw new FileStoreError('later', `It links to ${host}: see FILE_SERVICE_RESULT_HOSTS`, { host });
    throw new FileStoreError('later', 'The file service answered without a link');
  }

  async function read({ link }: KeptFile, signal: AbortSignal): Promise<AsyncIterable<Uint8Array>> {
    const url = link === undefined ? undefined : URL.parse(link);
    if (!url) throw new FileStoreError('never', 'The picture has no link');
    const wanted = { method: 'GET', url, hosts: resultHosts, timeouts, maximumBytes: PICTURE_BYTES, signal } as const;
    const answer = await http.stream(wanted).catch((error: unknown) => {
      throw error instanceof HttpError
        ? new FileStoreError('later', 'The picture cannot be fetched', { cause: error })
        : error;
    });
    if (answer.status === 200) return answer.body;
    answer.body.destroy();
    throw new FileStoreError(GONE.has(answer.status) ? 'never' : 'later', `The link answered ${answer.status}`);
  }

  return {
    kind: 'service',
    // pictures only
    linksZips: false,
    put: upload,
    read,
    async remove(id, signal) {
      const url = new URL(`api/v1/file/delete/${encodeURIComponent(id)}`, base);
      const answer = await exchange({ method: 'DELETE', url, signal });
      if (answer.status !== 404) requireSuccess(answer);
    },
  };
}

function isWaking({ status, headers }: HttpAnswer): boolean {
  return status >= 500 || (headers['content-type'] ?? '').startsWith('text/html');
}

function requireSuccess({ status }: HttpAnswer): void {
  if (status >= 200 && status < 300) return;
  const message = `The file service answered ${status}`;
  if (REFUSED.has(status)) throw new FileStoreError('never', message, { status });
  throw new FileStoreError(DOUBTFUL.has(status) ? 'doubtful' : 'later', message, { status });
}

/** Read from the disk while it is sent. */
async function openPicture({ path, type }: StoredFile): Promise<Blob> {
  try {
    await access(path);
    return await openAsBlob(path, { type: storedMimeTypes[type] });
  } catch (error) {
    const retry = systemCode(error) === 'ENOENT' ? 'never' : 'later';
    throw new FileStoreError(retry, 'The picture cannot be read', { cause: error });
  }
}
