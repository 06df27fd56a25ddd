import type { IncomingMessage, ServerResponse } from 'node:http';

export interface LoggedRequest {
  readonly host: string;
  readonly method: string;
  /** Without its query, which may hold a signature. */
  readonly path: string;
  /** Names only: values may be keys. */
  readonly headers: readonly string[];
  /** What the client called itself. */
  readonly userAgent: string;
  readonly at: number;
  /** 0 until answered, and for ever if the connection was cut instead. */
  readonly status: number;
}

export function createRequestLog(now: () => number) {
  const requests: LoggedRequest[] = [];
  return {
    requests,
    record(host: string, request: IncomingMessage, response: ServerResponse): void {
      const entry = {
        host,
        method: request.method ?? '',
        path: (request.url ?? '/').split('?')[0] ?? '/',
        headers: Object.keys(request.headers),
        userAgent: request.headers['user-agent'] ?? '',
        at: now(),
        status: 0,
      };
      requests.push(entry);
      response.once('finish', () => {
        entry.status = response.statusCode;
      });
    },
  };
}
