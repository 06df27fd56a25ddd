import type { Moment, Sight } from './plan.ts';
import type { Passing, Ruling, TcpProxy } from './proxy.ts';

/** `POST /v1/ai/mystic HTTP/1.1`, with which a request begins. */
const REQUEST = /^(GET|POST|PUT|PATCH|DELETE) (\S+) HTTP\/1\.1\r\n/;
/** A simple query of Postgres's protocol: its letter and four bytes of length, before the word. */
const COMMIT = Buffer.from([0x51, 0, 0, 0, 11]);
const LOOKED_AT = 400;

const isPoll = (method: string, path: string) =>
  (method === 'GET' && /^\/v1\/ai\/[^/]+(?:\/[^/]+)*\/[0-9a-f-]{36}$/.test(path)) ||
  (method === 'POST' && /^\/fetch(?:-many)?$/.test(path)) ||
  (method === 'GET' && /^\/v2\/jobs\//.test(path));

function sightOfRequest(peer: string, method: string, path: string): Sight | undefined {
  switch (peer) {
    case 'discord':
      if (method === 'POST' && path.endsWith('/callback')) return 'callback';
      return method === 'PATCH' && path.includes('/messages/') ? 'edit' : undefined;
    case 'freepik':
    case 'apiframe':
      if (isPoll(method, path)) return 'poll';
      return method === 'POST' && path !== '/v2/uploads' ? 'submit' : undefined;
    case 'freepik-results':
    case 'apiframe-results':
      return method === 'GET' ? 'download' : undefined;
    case 'files':
      return method === 'POST' ? 'upload' : undefined;
    case 'bot':
      return method === 'POST' && path.startsWith('/webhooks/') ? 'webhook' : undefined;
    default:
      return undefined;
  }
}

function isCommit(bytes: Buffer): boolean {
  const at = bytes.indexOf(COMMIT);
  return at >= 0 && bytes.toString('latin1', at + 5, at + 11).toLowerCase() === 'commit';
}

/** What a peer learns from bytes that are on their way to it. */
export function sightOf(peer: string, bytes: Buffer): Sight | undefined {
  const text = bytes.subarray(0, LOOKED_AT).toString('latin1');
  if (peer === 'database') return isCommit(bytes) ? 'commit' : undefined;
  const [, method = '', url = ''] = REQUEST.exec(text) ?? [];
  return method === '' ? undefined : sightOfRequest(peer, method, url.split('?')[0] ?? '');
}

interface Wanted {
  readonly sight: Sight;
  readonly moment: Moment;
  readonly nth: number;
  readonly lagMs: number;
}

/** Waits at every way for what is wanted, and strikes whoever it was seen of. */
export function lieInWait<T>(
  ways: readonly { readonly peer: string; readonly proxy: Pick<TcpProxy, 'watch'>; readonly whose: T }[],
  { sight, moment, nth, lagMs }: Wanted,
  strike: (whose: T) => void,
): () => void {
  let seen = 0;
  let isOver = false;

  function watch(peer: string, whose: T): (passing: Passing) => Ruling {
    // one of them may be cut before it is answered
    const answering = new Set<number>();

    function hit(ruling: Ruling): Ruling {
      isOver = true;
      if (lagMs > 0) setTimeout(() => strike(whose), lagMs);
      // what was ruled has to be done first
      else setImmediate(() => strike(whose));
      return ruling;
    }

    return ({ connection, way, bytes }) => {
      if (isOver) return 'pass';
      if (way === 'up') {
        if (sightOf(peer, bytes) !== sight) return 'pass';
        seen += 1;
        if (seen < nth) return 'pass';
        if (moment === 'half') return hit('half');
        answering.add(connection);
        return 'pass';
      }
      if (!answering.has(connection)) return 'pass';
      return hit(moment === 'before' ? 'hold' : 'pass');
    };
  }

  const stops = ways.map(({ peer, proxy, whose }) => proxy.watch(watch(peer, whose)));
  return () => {
    for (const stop of stops) stop();
  };
}
