import { lookup } from 'node:dns';
import { BlockList, isIP, type LookupFunction } from 'node:net';
import { Agent, type Dispatcher, request } from 'undici';
import { isAllowed, isNamedExactly } from '../../core/hosts.ts';
import { type Http, type HttpAnswer, HttpError, type HttpRequest, type HttpStream } from './contract.ts';

/** Everything that is not the public internet, and what a cloud answers its own machines under a public address. */
const FORBIDDEN_V4: readonly (readonly [string, number])[] = [
  ['0.0.0.0', 8],
  ['10.0.0.0', 8],
  ['100.64.0.0', 10],
  ['127.0.0.0', 8],
  ['168.63.129.16', 32],
  ['169.254.0.0', 16],
  ['172.16.0.0', 12],
  ['192.0.0.0', 24],
  ['192.0.2.0', 24],
  ['192.88.99.0', 24],
  ['192.168.0.0', 16],
  ['198.18.0.0', 15],
  ['198.51.100.0', 24],
  ['203.0.113.0', 24],
  ['224.0.0.0', 3],
];
/** Of the one block that is given out: tunnels to IPv4 addresses, and what is for documents. */
const FORBIDDEN_V6: readonly (readonly [string, number])[] = [
  ['2001::', 23],
  ['2001:db8::', 32],
  ['2002::', 16],
  ['3fff::', 20],
];
const forbidden = new BlockList();
for (const [net, prefix] of FORBIDDEN_V4) forbidden.addSubnet(net, prefix, 'ipv4');
for (const [net, prefix] of FORBIDDEN_V6) forbidden.addSubnet(net, prefix, 'ipv6');
const givenOut = new BlockList();
givenOut.addSubnet('2000::', 3, 'ipv6');

/** Whether an address lies on the public internet: no loopback, no private network, no detour to either. */
export function isPublicAddress(address: string): boolean {
  const family = isIP(address);
  if (family === 4) return !forbidden.check(address, 'ipv4');
  if (family !== 6 || address.includes('%')) return false;
  const [, mapped] = /^::ffff:(\d+\.\d+\.\d+\.\d+)$/i.exec(address) ?? [];
  if (mapped) return isPublicAddress(mapped);
  return givenOut.check(address, 'ipv6') && !forbidden.check(address, 'ipv6');
}

interface HttpOptions {
  /** Who asks: firewalls turn away what calls itself nothing, or like a library. */
  readonly userAgent?: string;
  /** Replaced in tests: names are resolved here, and what they resolve to is looked at before it is connected to. */
  readonly resolve?: LookupFunction;
  /** Address of this machine that requests leave from; from loopback none can leave it. */
  readonly localAddress?: string;
}

const PRIVATE_ADDRESS = 'ADDRESS_NOT_PUBLIC';
/** Failures after which it is certain that no byte of the request went out. */
const NOT_SENT = new Set([
  PRIVATE_ADDRESS,
  'ECONNREFUSED',
  'ENOTFOUND',
  'EAI_AGAIN',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'EADDRNOTAVAIL',
  'UND_ERR_CONNECT_TIMEOUT',
  'ERR_TLS_CERT_ALTNAME_INVALID',
  'CERT_HAS_EXPIRED',
  'DEPTH_ZERO_SELF_SIGNED_CERT',
  'SELF_SIGNED_CERT_IN_CHAIN',
  'UNABLE_TO_VERIFY_LEAF_SIGNATURE',
]);

/** All HTTP but Discord's: no redirects, no host that was not allowed, no address that is not public. */
export function createHttp({ userAgent, resolve = lookup, localAddress }: HttpOptions = {}): Http {
  const agents = new Map<string, Agent>();

  function agentFor({ url, hosts, timeouts, onFreshConnection: isFresh = false }: HttpRequest): Agent {
    const isGuarded = !isNamedExactly(hosts, url);
    const key = `${timeouts.connectMs} ${isGuarded} ${isFresh}`;
    const known = agents.get(key);
    if (known) return known;
    const agent = new Agent({
      connect: { timeout: timeouts.connectMs, ...(isGuarded ? { lookup: onlyPublic(resolve) } : {}) },
      // a connection that the other side is just closing loses what is sent on it, and nobody knows whether it arrived
      ...(isFresh ? { pipelining: 0 } : { connections: 32 }),
      ...(localAddress === undefined ? {} : { localAddress }),
    });
    agents.set(key, agent);
    return agent;
  }

  async function send(wanted: HttpRequest): Promise<Dispatcher.ResponseData> {
    const { url, hosts, method, headers, body, timeouts, signal } = wanted;
    const literal = url.hostname.replace(/^\[|\]$/g, '');
    const isPrivateLiteral = isIP(literal) !== 0 && !isPublicAddress(literal) && !isNamedExactly(hosts, url);
    if (!isAllowed(hosts, url) || isPrivateLiteral) throw new HttpError('host-refused', url.host);
    const options = {
      method,
      dispatcher: agentFor(wanted),
      headersTimeout: timeouts.headersMs,
      bodyTimeout: timeouts.bodyMs,
      headers: { ...(userAgent === undefined ? {} : { 'user-agent': userAgent }), ...headers },
      ...(body === undefined ? {} : { body }),
      ...(signal === undefined ? {} : { signal }),
    };
    try {
      return await request(url, options);
    } catch (error) {
      throw httpError(error, wanted);
    }
  }

  return {
    async exchange(wanted) {
      const answer = await send(wanted);
      const body = await collect(limited(answer.body, wanted));
      return { ...headOf(answer), body };
    },
    async stream(wanted) {
      const answer = await send(wanted);
      const chunks = limited(answer.body, wanted);
      const body: HttpStream['body'] = {
        [Symbol.asyncIterator]: () => chunks,
        destroy: () => void answer.body.destroy(),
      };
      answer.body.on('error', () => {});
      return { ...headOf(answer), body };
    },
    close: async () => {
      await Promise.all([...agents.values()].map((agent) => agent.destroy()));
    },
  };
}

function onlyPublic(resolve: LookupFunction): LookupFunction {
  return (hostname, options, done) => {
    resolve(hostname, { ...options, all: true }, (error, addresses) => {
      if (error) return done(error, []);
      const found = Array.isArray(addresses) ? addresses : [{ address: addresses, family: isIP(addresses) }];
      if (found.length > 0 && found.every(({ address }) => isPublicAddress(address))) {
        const [first] = found;
        return options.all || !first ? done(null, found) : done(null, first.address, first.family);
      }
      done(Object.assign(new Error('The name leads to an address that is not public'), { code: PRIVATE_ADDRESS }), []);
    });
  };
}

async function* limited(body: AsyncIterable<Uint8Array>, wanted: HttpRequest): AsyncGenerator<Uint8Array> {
  let bytes = 0;
  try {
    for await (const chunk of body) {
      bytes += chunk.byteLength;
      if (bytes > wanted.maximumBytes) throw new HttpError('too-large', wanted.url.host);
      yield chunk;
    }
  } catch (error) {
    throw error instanceof HttpError ? error : httpError(error, wanted, 'no-answer');
  }
}

async function collect(chunks: AsyncIterable<Uint8Array>): Promise<Buffer> {
  const parts: Uint8Array[] = [];
  for await (const chunk of chunks) parts.push(chunk);
  return Buffer.concat(parts);
}

function headOf({ statusCode, headers }: Dispatcher.ResponseData): Omit<HttpAnswer, 'body'> {
  const flat = Object.entries(headers).flatMap(([name, value]): [string, string][] => {
    if (value === undefined) return [];
    return [[name.toLowerCase(), Array.isArray(value) ? value.join(', ') : value]];
  });
  return { status: statusCode, headers: Object.fromEntries(flat) };
}

function httpError(error: unknown, { url, signal }: HttpRequest, fallback: 'no-answer' = 'no-answer'): HttpError {
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  if (code === PRIVATE_ADDRESS) return new HttpError('host-refused', url.host);
  // an error of undici may hold the request's headers: only its code goes on
  const cause = new Error(code || (error instanceof Error ? error.name : 'unknown'));
  if (NOT_SENT.has(code)) return new HttpError('not-sent', url.host, cause);
  const isTimedOut = signal?.reason instanceof DOMException && signal.reason.name === 'TimeoutError';
  if (signal?.aborted && !isTimedOut) return new HttpError('aborted', url.host, cause);
  return new HttpError(fallback, url.host, cause);
}
