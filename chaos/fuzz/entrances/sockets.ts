import { connect } from 'node:net';
import fc from 'fast-check';
import { isObject } from '../../../sandbox/discord/json.ts';
import { anyChange, changed, HOSTILE_TEXTS, poolOf } from '../mutate.ts';
import type { Place } from '../place.ts';
import { type Entrance, fail, fuzzed, holdsNoSecret } from '../run.ts';

/** The same over real sockets: Discord's gateway and its API, by the local one. */
export const gateway: Entrance<Place> = {
  name: 'gateway',
  share: 1,
  most: 600,
  async open({ sitting, samples }) {
    await sitting.start();
    const { discord } = sitting.scene;
    return fuzzed(
      {
        any: fc.record({
          act: fc.noBias(fc.nat(9999)),
          changes: fc.array(anyChange(poolOf([...samples])), { maxLength: 4 }),
        }),
        async hold({ act, changes }) {
          let isWhole = true;
          discord.tamper((payload) => {
            const { id, token, type, ...rest } = payload;
            const told = changes.reduce(changed, rest);
            isWhole = isObject(told);
            return isObject(told) ? { ...told, id, token, type } : payload;
          });
          const handle = await sitting.acts[act % sitting.acts.length]?.().catch(() => undefined);
          const words = await handle?.acknowledged.then(() => undefined, String);
          discord.tamper((payload) => payload);
          if (isWhole && words !== undefined) fail(words);
          holdsNoSecret('the log', sitting.takeLog(), handle ? [handle.token] : []);
        },
      },
      async () => {
        const refused = discord.exchanges.filter(({ status, path }) => status === 400 && !path.includes('/commands'));
        return refused.map(({ method, response }) => `refused by Discord: ${method} ${JSON.stringify(response)}`);
      },
    );
  },
};

const PATIENCE_MS = 3000;

/** What comes back for these bytes, until the other side has said enough. */
function exchange(port: number, text: string): Promise<string> {
  return new Promise((resolve) => {
    let heard = '';
    const socket = connect(port, '127.0.0.1', () => socket.end(text, 'latin1'));
    const end = () => {
      socket.destroy();
      resolve(heard);
    };
    socket.setTimeout(PATIENCE_MS, end);
    socket.on('data', (chunk) => {
      heard += chunk.toString('latin1');
    });
    socket.on('error', end).on('close', end);
  });
}

/** Bytes that may be HTTP, to the port where webhooks and files are. */
export const bytes: Entrance<Place> = {
  name: 'bytes',
  share: 1,
  most: 400,
  async open({ quiet }) {
    const { app, takeLog } = await quiet();
    const port = app.port ?? 0;
    const line = fc.oneof(fc.constantFrom(...HOSTILE_TEXTS), fc.string({ unit: 'binary', maxLength: 40 }));
    return fuzzed(
      {
        any: fc.record({
          method: fc.constantFrom('GET', 'POST', 'PUT', 'HEAD', 'get', 'CONNECT', 'OPTIONS', 'TRACE', 'X'),
          path: fc.oneof(
            fc.constantFrom(
              '/healthz',
              '/files/x.png',
              '/webhooks/freepik/a/b',
              '*',
              '//',
              '/%',
              '/files/../../etc/passwd',
              'http://x/',
            ),
            line,
          ),
          version: fc.constantFrom('HTTP/1.1', 'HTTP/1.1', 'HTTP/1.0', 'HTTP/2', 'HTTP/9', ''),
          headers: fc.array(
            fc.tuple(
              fc.constantFrom(
                'Host',
                'Content-Length',
                'Transfer-Encoding',
                'Expect',
                'Upgrade',
                'Connection',
                'Range',
                'X',
              ),
              fc.oneof(line, fc.constantFrom('1', '-1', 'chunked', '100-continue', 'websocket', 'close', 'x')),
            ),
            { maxLength: 5 },
          ),
          body: line,
        }),
        async hold({ method, path, version, headers, body }) {
          const head = [
            `${method} ${path} ${version}`,
            'Host: x',
            ...headers.map(([name, value]) => `${name}: ${value}`),
          ].join('\r\n');
          const heard = await exchange(port, `${head}\r\n\r\n${body}`);
          const logged = takeLog();
          holdsNoSecret('an answer', heard);
          holdsNoSecret('the log', logged);
          if (/^HTTP\/1\.1 500/.test(heard)) fail(`answered with 500: ${logged}`);
        },
      },
      async () => {
        const alive = await exchange(port, 'GET /healthz HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n');
        return alive.includes('200 OK') ? [] : [`the server does not answer any more: ${alive}`];
      },
    );
  },
};
