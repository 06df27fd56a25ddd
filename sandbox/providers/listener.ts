import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';

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

interface ListenerOptions {
  readonly port?: number | undefined;
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
    port,
    host: `${ADDRESS}:${port}`,
    url: `http://${ADDRESS}:${port}`,
    down,
    async up() {
      server ??= (await listen(options, port)).server;
    },
    close: down,
  };
}
