import type { IncomingMessage, ServerResponse } from 'node:http';
import { type RequestHandler, readBody } from '../../http/local-server.ts';
import type { IncomingFile } from '../attachments.ts';
import type { Exchange } from '../events.ts';
import type { Json } from '../json.ts';
import { DiscordRefusal, refusals } from '../refusal.ts';
import type { Taken } from './rate-limits.ts';
import { checkRequest, type ReadRequest, readRequest } from './read-request.ts';
import {
  createRouter,
  type LimitUse,
  type Match,
  type Route,
  type RouteAnswer,
  type RouteRequest,
  type Services,
} from './route.ts';

export interface FaultRequest {
  readonly method: string;
  /** Decoded, from behind /api/v10. */
  readonly path: string;
  readonly body: Json;
  /** How often this rule has been asked, this time included. */
  readonly count: number;
}

export interface Fault {
  readonly status?: number;
  readonly body?: Json;
  readonly headers?: Readonly<Record<string, string>>;
  readonly delayMs?: number;
  /** The connection is cut instead of an answer. */
  readonly reset?: boolean;
  /** No answer ever comes. */
  readonly hang?: boolean;
  /** The deed is done all the same. */
  readonly applyAnyway?: boolean;
}

export type FaultRule = (request: FaultRequest) => Fault | undefined;

/** For the first `times` requests that it concerns, such as the 401 that Discord says by mistake. */
export function fewTimes(times: number, concerns: (path: string) => boolean, fault: Fault): FaultRule {
  let left = times;
  return ({ path }) => {
    if (left === 0 || !concerns(path)) return undefined;
    left -= 1;
    return fault;
  };
}

type Faults = ReturnType<typeof createFaults>;

export function createFaults() {
  const rules = new Set<{ rule: FaultRule; count: number }>();

  return {
    add(rule: FaultRule): () => void {
      const entry = { rule, count: 0 };
      rules.add(entry);
      return () => void rules.delete(entry);
    },
    find(method: string, path: string, body: Json): Fault | undefined {
      for (const entry of rules) {
        const fault = entry.rule({ method, path, body, count: ++entry.count });
        if (fault) return fault;
      }
      return undefined;
    },
  };
}

interface RestOptions {
  readonly services: Services;
  readonly routes: readonly Route[];
  readonly faults: Faults;
  readonly token: string;
  readonly maxRequestBytes: number;
  readonly opened: (exchange: Exchange) => void;
  readonly closed: (exchange: Exchange) => void;
}

interface Incoming {
  readonly method: string;
  readonly path: string;
  readonly query: URLSearchParams;
  readonly segments: readonly string[];
}

/** One request from its first byte to the answer, in the order in which Discord looks at it. */
export function createRestHandler(options: RestOptions): RequestHandler {
  const { services, faults, token } = options;
  const route = createRouter(options.routes);

  return async (request, response) => {
    const incoming = readTarget(request);
    const at = services.clock.now();
    const bytes = await readBody(request, options.maxRequestBytes);
    const read = await attempt(() => readRequest(request.headers['content-type'], bytes ?? Buffer.alloc(0)));
    const content: ReadRequest = isRefusal(read) ? { body: undefined, files: undefined } : read;
    const exchange = describe(request, incoming, content, at);
    options.opened(exchange);
    const fault = faults.find(incoming.method, incoming.path, content.body);
    if (fault?.delayMs)
      await new Promise((resolve) => services.clock.schedule(fault.delayMs ?? 0, () => resolve(undefined)));
    const isReplaced = fault !== undefined && (fault.reset || fault.hang || fault.status !== undefined);
    let answer: RouteAnswer | undefined;
    if (!isReplaced || fault.applyAnyway) {
      answer = isRefusal(read)
        ? refused(read)
        : bytes
          ? serve(request, incoming, content, exchange)
          : refused(refusals.tooLarge());
    }
    if (fault?.hang) return;
    if (fault?.reset) request.socket.destroy();
    else write(response, isReplaced ? faulty(fault) : answer, exchange);
    options.closed(exchange);
  };

  function serve(request: IncomingMessage, incoming: Incoming, content: ReadRequest, exchange: Exchange): RouteAnswer {
    try {
      const match = route(incoming.method, incoming.segments);
      if (!match.route.isOpen && request.headers.authorization !== `Bot ${token}`) throw refusals.unauthorized();
      const limited = takeLimits(match);
      const denied = limited.find((taken) => !taken.isAllowed);
      const headers = limited.at(-1)?.headers ?? {};
      if (denied) return tooMany(denied);
      const answer = run(match, incoming, content, exchange);
      return { ...answer, headers: { ...headers, ...answer.headers } };
    } catch (error) {
      if (error instanceof DiscordRefusal) return refused(error);
      throw error;
    }
  }

  function run(match: Match, incoming: Incoming, content: ReadRequest, exchange: Exchange): RouteAnswer {
    const { query } = incoming;
    const request: RouteRequest = { body: content.body, files: content.files ?? [], query, param: match.param };
    const { refusal, ignored } = checkRequest(match.route.method, match.route.template, content.body);
    exchange.ignored = ignored;
    if (refusal) return refused(refusal);
    try {
      return match.route.handle(request);
    } catch (error) {
      // A refused request has used up its place in the limit all the same, so its answer carries the headers.
      if (error instanceof DiscordRefusal) return refused(error);
      throw error;
    }
  }

  function takeLimits({ route: { isOpen, limits }, param }: Match): readonly Taken[] {
    const global: LimitUse = { name: 'global', bucket: 'all', key: '' };
    const uses = isOpen ? [] : [global];
    const taken: Taken[] = [];
    for (const use of uses) {
      const one = services.limits.take(use.name, use.bucket, use.key);
      if (one && !one.isAllowed) return [one];
    }
    for (const use of limits?.(param) ?? []) {
      const one = services.limits.take(use.name, use.bucket, use.key);
      if (one) taken.push(one);
      if (one && !one.isAllowed) return taken;
    }
    return taken;
  }
}

function readTarget(request: IncomingMessage): Incoming {
  const url = new URL(request.url ?? '/', 'http://local');
  const path = url.pathname.replace(/^\/api(\/v\d+)?(?=\/)/, '');
  const segments = path.split('/').slice(1).map(decode);
  return { method: request.method ?? 'GET', path: `/${segments.join('/')}`, query: url.searchParams, segments };
}

function decode(segment: string): string {
  try {
    return decodeURIComponent(segment);
  } catch {
    return segment;
  }
}

async function attempt<T>(work: () => Promise<T>): Promise<T | DiscordRefusal> {
  try {
    return await work();
  } catch (error) {
    if (error instanceof DiscordRefusal) return error;
    throw error;
  }
}

function isRefusal(value: unknown): value is DiscordRefusal {
  return value instanceof DiscordRefusal;
}

function describe(request: IncomingMessage, incoming: Incoming, content: ReadRequest, at: number): Exchange {
  const headers = Object.fromEntries(Object.entries(request.headers).map(([name, value]) => [name, String(value)]));
  if (headers['authorization']) headers['authorization'] = 'Bot (hidden)';
  return {
    at,
    method: incoming.method,
    path: request.url ?? '/',
    headers,
    ...(content.body === undefined ? {} : { body: content.body }),
    ...(content.files ? { files: content.files.map(describeFile) } : {}),
    status: 0,
    response: undefined,
  };
}

function describeFile(file: IncomingFile) {
  const { field, filename, contentType = '', bytes } = file;
  return { field, filename, contentType, size: bytes.length };
}

function refused(refusal: DiscordRefusal): RouteAnswer {
  const errors = refusal.errors ? { errors: refusal.errors } : {};
  return { status: refusal.status, body: { message: refusal.message, code: refusal.code, ...errors } };
}

function tooMany(taken: Taken): RouteAnswer {
  const isGlobal = taken.headers['x-ratelimit-scope'] === 'global';
  return {
    status: 429,
    body: { message: 'You are being rate limited.', retry_after: taken.retryAfterSeconds, global: isGlobal, code: 0 },
    headers: {
      ...taken.headers,
      'retry-after': String(Math.ceil(taken.retryAfterSeconds)),
      via: '1.1 local',
      ...(isGlobal ? { 'x-ratelimit-global': 'true' } : {}),
    },
  };
}

const FAULT_MESSAGES: Readonly<Record<number, string>> = {
  401: '401: Unauthorized',
  429: 'You are being rate limited.',
  500: '500: Internal Server Error',
  502: '502: Bad Gateway',
  503: '503: Service Unavailable',
};

function faulty(fault: Fault | undefined): RouteAnswer {
  const status = fault?.status ?? 500;
  const body: Json = fault?.body ?? { message: FAULT_MESSAGES[status] ?? `${status}`, code: 0 };
  return { status, body, headers: fault?.headers ?? {} };
}

function write(response: ServerResponse, answer: RouteAnswer | undefined, exchange: Exchange): void {
  const { status, body, headers } = answer ?? { status: 500, body: undefined, headers: {} };
  exchange.status = status;
  exchange.response = body;
  if (body === undefined) return void response.writeHead(status, headers).end();
  const isText = typeof body === 'string';
  const text = isText ? body : JSON.stringify(body);
  response.writeHead(status, {
    'content-type': isText ? 'text/html' : 'application/json',
    'content-length': Buffer.byteLength(text),
    ...headers,
  });
  response.end(text);
}
