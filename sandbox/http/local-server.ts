import { createReadStream } from 'node:fs';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { pipeline } from 'node:stream/promises';

export type RequestHandler = (request: IncomingMessage, response: ServerResponse) => Promise<void>;

const LOOPBACK = new Set(['127.0.0.1', 'localhost', '[::1]']);

/** Local servers never call anything off this machine. */
export function isLoopback(url: string): boolean {
  const parsed = URL.parse(url);
  return parsed !== null && LOOPBACK.has(parsed.hostname);
}

export interface Listener {
  readonly port: number;
  /** host:port, as it stands in a list of allowed hosts. */
  readonly host: string;
  readonly url: string;
  /** Connections are cut and new ones refused, until `up`, which comes back on the same port. */
  down(): Promise<void>;
  up(): Promise<void>;
  close(): Promise<void>;
}

/** What listens before a server on this port: clients are told the port that it answers with. */
export type InFront = (port: number) => Promise<number>;

interface ListenerOptions {
  readonly port?: number | undefined;
  readonly inFront?: InFront | undefined;
  handle(request: IncomingMessage, response: ServerResponse): Promise<void>;
  /** A defect of the local server itself: to be seen by whoever reads the complaints. */
  onDefect(message: string): void;
}

const ADDRESS = '127.0.0.1';

function listen(options: ListenerOptions, port: number) {
  const server = createServer((request, response) => {
    options.handle(request, response).catch((error: unknown) => {
      // A caller that hangs up while it is read or written to has done nothing wrong.
      if (response.destroyed || request.socket.destroyed) return;
      options.onDefect(`the local server broke: ${error instanceof Error ? error.message : String(error)}`);
      response.destroy();
    });
  });
  // Longer than any client's own: a reused connection must not be cut under a request.
  server.keepAliveTimeout = 120_000;
  return new Promise<{ server: typeof server; port: number }>((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, ADDRESS, () => {
      server.off('error', reject);
      const address = server.address();
      if (address === null || typeof address === 'string') return reject(new Error('not listening on a port'));
      resolve({ server, port: address.port });
    });
  });
}

export async function startListener(options: ListenerOptions): Promise<Listener> {
  const first = await listen(options, options.port ?? 0);
  const { port } = first;
  const outside = (await options.inFront?.(port)) ?? port;
  let server: typeof first.server | undefined = first.server;

  async function down(): Promise<void> {
    const closing = server;
    server = undefined;
    if (!closing) return;
    await new Promise<void>((resolve) => {
      closing.close(() => resolve());
      closing.closeAllConnections();
    });
  }

  return {
    port: outside,
    host: `${ADDRESS}:${outside}`,
    url: `http://${ADDRESS}:${outside}`,
    down,
    async up() {
      server ??= (await listen(options, port)).server;
    },
    close: down,
  };
}

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

/** A request with what was said in it, for those who look on. */
export interface HeardRequest extends LoggedRequest {
  readonly ms: number;
  readonly body: string;
  readonly answer: string;
}

const HEARD_BYTES = 64 * 1024;

/** Sees what goes through a function of a stream, without taking any of it. */
function overhear(stream: IncomingMessage | ServerResponse, names: readonly string[]): () => string {
  const chunks: Buffer[] = [];
  let size = 0;
  for (const name of names) {
    const original: unknown = Reflect.get(stream, name);
    if (typeof original !== 'function') continue;
    Reflect.set(stream, name, (...given: unknown[]): unknown => {
      const [chunk] = given;
      if (size < HEARD_BYTES && (chunk instanceof Uint8Array || typeof chunk === 'string')) {
        chunks.push(Buffer.from(chunk));
        size += chunk.length;
      }
      return Reflect.apply(original, stream, given);
    });
  }
  return () => Buffer.concat(chunks).toString();
}

export function createRequestLog(now: () => number) {
  const requests: LoggedRequest[] = [];
  const listeners = new Set<(heard: HeardRequest) => void>();
  return {
    requests,
    /** Of each request when it is over. */
    listen(listener: (heard: HeardRequest) => void): () => void {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
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
      if (listeners.size === 0) return;
      const body = overhear(request, ['push']);
      const answer = overhear(response, ['write', 'end']);
      response.once('close', () => {
        for (const listener of listeners) listener({ ...entry, ms: now() - entry.at, body: body(), answer: answer() });
      });
    },
  };
}

interface FileBody {
  readonly path: string;
  readonly size: number;
}

export interface ServerAnswer {
  readonly status: number;
  readonly type: string;
  readonly body: Buffer | string | FileBody;
  readonly headers?: Readonly<Record<string, string>>;
}

export function jsonAnswer(
  status: number,
  body: unknown,
  headers: Readonly<Record<string, string>> = {},
): ServerAnswer {
  return { status, type: 'application/json', body: JSON.stringify(body), headers };
}

export function messageAnswer(
  status: number,
  text: string,
  headers: Readonly<Record<string, string>> = {},
): ServerAnswer {
  return jsonAnswer(status, { message: text }, headers);
}

export function htmlAnswer(status: number, title: string): ServerAnswer {
  const body = `<!DOCTYPE html><html><head><title>${title}</title></head><body><h1>${title}</h1></body></html>`;
  return { status, type: 'text/html; charset=utf-8', body };
}

export async function send(request: IncomingMessage, response: ServerResponse, answer: ServerAnswer): Promise<void> {
  if (response.destroyed) return;
  const { status, type, body, headers = {} } = answer;
  const isFile = typeof body === 'object' && 'path' in body;
  const length = isFile ? body.size : Buffer.byteLength(body);
  response.writeHead(status, { 'content-type': type, 'content-length': length, ...headers });
  if (request.method === 'HEAD') {
    response.end();
    return;
  }
  if (isFile) return pipeline(createReadStream(body.path), response);
  response.end(body);
}

/** Reads on and throws away, so that the caller gets to see the answer. */
export async function drain(request: IncomingMessage): Promise<void> {
  if (request.readableEnded) return;
  for await (const _ of request) {
    // Nothing is kept.
  }
}

/** Undefined when it is longer than `limit`; the rest is read and thrown away. */
export async function readBody(request: IncomingMessage, limit: number): Promise<Buffer | undefined> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of request) {
    if (!Buffer.isBuffer(chunk)) continue;
    size += chunk.length;
    if (size <= limit) chunks.push(chunk);
  }
  return size <= limit ? Buffer.concat(chunks) : undefined;
}

const BODY_LIMIT = 64 * 1024 * 1024;

export type Encoding = 'json' | 'form';

export type ParsedBody =
  | { readonly ok: true; readonly value: unknown }
  | { readonly ok: false; readonly reason: string };

const types = { json: 'application/json', form: 'application/x-www-form-urlencoded' } as const;

/** Undefined when the content type is the one that the encoding asks for. */
export function wrongContentType(request: IncomingMessage, encoding: Encoding): string | undefined {
  const given = (request.headers['content-type'] ?? '').split(';')[0]?.trim().toLowerCase() ?? '';
  if (given === types[encoding]) return undefined;
  return `The content type should be ${types[encoding]}, not ${given === '' ? 'absent' : given}`;
}

export async function parseBody(request: IncomingMessage, encoding: Encoding): Promise<ParsedBody> {
  const bytes = await readBody(request, BODY_LIMIT);
  if (!bytes) return { ok: false, reason: 'The body is too large' };
  return encoding === 'json' ? parseJson(bytes.toString()) : parseForm(bytes.toString());
}

function parseJson(text: string): ParsedBody {
  try {
    return { ok: true, value: JSON.parse(text) };
  } catch {
    return { ok: false, reason: 'The body is not JSON' };
  }
}

function parseForm(text: string): ParsedBody {
  const entries = [...new URLSearchParams(text)];
  const value = Object.fromEntries(entries);
  if (Object.keys(value).length < entries.length) return { ok: false, reason: 'A field of the form stands twice' };
  return { ok: true, value };
}
