import { connect, createServer, type Server, type Socket } from 'node:net';

export interface TcpProxy {
  readonly port: number;
  /** `cut`: connections are closed and refused. `silent`: they are taken and nothing goes through. */
  become(state: 'open' | 'cut' | 'silent'): void;
  close(): Promise<void>;
}

/** A way to a server that can be broken. */
export async function openTcpProxy(target: { readonly host: string; readonly port: number }): Promise<TcpProxy> {
  const pairs = new Set<readonly [Socket, Socket]>();
  let state: 'open' | 'cut' | 'silent' = 'open';

  const server: Server = createServer((near) => {
    if (state === 'cut') return void near.destroy();
    const far = connect(target);
    const pair = [near, far] as const;
    pairs.add(pair);
    const end = () => {
      pairs.delete(pair);
      near.destroy();
      far.destroy();
    };
    for (const socket of pair) socket.on('error', end).on('close', end);
    near.on('data', (bytes) => void (state === 'open' && far.write(bytes)));
    far.on('data', (bytes) => void (state === 'open' && near.write(bytes)));
  });
  const drop = () => {
    for (const [near] of pairs) near.destroy();
  };
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', () => resolve()));
  const address = server.address();

  return {
    port: typeof address === 'object' && address ? address.port : 0,
    become(next) {
      // what was swallowed in silence does not come back
      if (next === 'cut' || state === 'silent') drop();
      state = next;
    },
    async close() {
      drop();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
