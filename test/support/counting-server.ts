import { createServer, type Server } from 'node:net';

export interface CountingServer {
  readonly port: number;
  /** How many have connected, whatever they said. */
  connections(): number;
  close(): Promise<void>;
}

const ANSWER = 'HTTP/1.1 200 OK\r\ncontent-length: 7\r\nconnection: close\r\n\r\nreached';

/** Stands on the loopback addresses of both families and counts whoever comes. */
export async function startCountingServer(): Promise<CountingServer> {
  let count = 0;
  const servers: Server[] = [];

  async function listen(host: string, port: number): Promise<number> {
    const server = createServer((socket) => {
      count++;
      socket.on('error', () => {}).end(ANSWER);
    });
    await new Promise<void>((resolve, reject) => server.once('error', reject).listen(port, host, resolve));
    servers.push(server);
    const address = server.address();
    return typeof address === 'object' && address ? address.port : 0;
  }

  const port = await listen('127.0.0.1', 0);
  // a machine without IPv6 has one address less that could be reached
  await listen('::1', port).catch(() => undefined);
  return {
    port,
    connections: () => count,
    close: async () => {
      await Promise.all(servers.map((server) => new Promise((resolve) => server.close(resolve))));
    },
  };
}
