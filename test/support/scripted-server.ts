import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';

export type Script = (request: IncomingMessage, response: ServerResponse, body: string) => void;

export interface ScriptedServer {
  readonly url: URL;
  /** What the next requests meet. */
  script: Script;
  readonly bodies: string[];
  close(): Promise<void>;
}

/** A server on this machine that does exactly what a test says. */
export async function startScriptedServer(): Promise<ScriptedServer> {
  const bodies: string[] = [];
  const server = createServer((request, response) => {
    const parts: Buffer[] = [];
    request.on('data', (part: Buffer) => parts.push(part));
    request.on('error', () => {});
    request.on('end', () => {
      const body = Buffer.concat(parts).toString();
      bodies.push(body);
      scripted.script(request, response, body);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  const port = typeof address === 'object' && address ? address.port : 0;
  const scripted: ScriptedServer = {
    url: new URL(`http://127.0.0.1:${port}`),
    script: (_request, response) => void response.writeHead(500).end(),
    bodies,
    async close() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
  return scripted;
}

export const json =
  (status: number, body: unknown, headers: Record<string, string> = {}): Script =>
  (_request, response) =>
    void response.writeHead(status, { 'content-type': 'application/json', ...headers }).end(JSON.stringify(body));

export const raw =
  (status: number, body: string, type = 'text/html'): Script =>
  (_request, response) =>
    void response.writeHead(status, { 'content-type': type }).end(body);
