import { connect, createServer, type Server, type Socket } from 'node:net';

export interface TcpProxy {
  readonly port: number;
  /**
   * `cut`: connections are closed and refused. `silent`: whatever is there or comes carries nothing, and no side is told.
   * What was silent once stays so when the way is open again, as after a fail-over or behind a firewall that forgot it.
   */
  become(state: 'open' | 'cut' | 'silent'): void;
  close(): Promise<void>;
}

interface Pair {
  readonly near: Socket;
  readonly far: Socket;
  isStranded: boolean;
}

/** A way to a server that can be broken. */
export async function openTcpProxy(target: { readonly host: string; readonly port: number }): Promise<TcpProxy> {
  const pairs = new Set<Pair>();
  let state: 'open' | 'cut' | 'silent' = 'open';

  const server: Server = createServer((near) => {
    if (state === 'cut') return void near.destroy();
    const pair: Pair = { near, far: connect(target), isStranded: state === 'silent' };
    pairs.add(pair);
    const passOn = (from: Socket, to: Socket) => {
      from.on('data', (bytes) => void (pair.isStranded || to.write(bytes)));
      from.on('error', () => {});
      // of one that carries nothing the other side does not learn that it has ended either
      from.on('close', () => void (pair.isStranded || to.destroy()));
    };
    passOn(near, pair.far);
    passOn(pair.far, near);
  });
  const drop = () => {
    for (const { near, far } of pairs) {
      near.destroy();
      far.destroy();
    }
    pairs.clear();
  };
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', () => resolve()));
  const address = server.address();

  return {
    port: typeof address === 'object' && address ? address.port : 0,
    become(next) {
      if (next === 'cut') drop();
      if (next === 'silent') for (const pair of pairs) pair.isStranded = true;
      state = next;
    },
    async close() {
      drop();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
