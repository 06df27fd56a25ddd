import type { FormData } from 'undici';
import { ExpectedError } from '../../core/errors.ts';
import type { HostList } from '../../core/hosts.ts';

export interface HttpRequest {
  readonly method: 'GET' | 'POST' | 'DELETE';
  readonly url: URL;
  /** The request is refused before it connects when the URL is not in this list. Redirects are never followed. */
  readonly hosts: HostList;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string | Uint8Array | FormData;
  readonly timeouts: { readonly connectMs: number; readonly headersMs: number; readonly bodyMs: number };
  readonly maximumBytes: number;
  readonly signal?: AbortSignal;
  /** For a POST that must not be lost on a connection that the other side is just closing. */
  readonly onFreshConnection?: boolean;
}

export interface HttpAnswer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Buffer;
}

export interface HttpStream extends Omit<HttpAnswer, 'body'> {
  /** Ends with HttpError `too-large` past `maximumBytes`. Must be read or destroyed. */
  readonly body: AsyncIterable<Uint8Array> & { destroy(): void };
}

export interface Http {
  exchange(request: HttpRequest): Promise<HttpAnswer>;
  stream(request: HttpRequest): Promise<HttpStream>;
  close(): Promise<void>;
}

/**
 * `not-sent`: no byte of the request can have reached the other side.
 * `no-answer`: it may have; time-outs, resets and cut bodies are of this kind.
 */
type HttpErrorKind = 'host-refused' | 'not-sent' | 'no-answer' | 'too-large' | 'aborted';

export class HttpError extends ExpectedError {
  override readonly name = 'HttpError';
  readonly kind: HttpErrorKind;
  readonly host: string;

  constructor(kind: HttpErrorKind, host: string, cause?: unknown) {
    super(`Request to ${host}: ${kind}`, { cause });
    this.kind = kind;
    this.host = host;
  }
}
