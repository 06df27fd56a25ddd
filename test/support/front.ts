import { request as ask, type IncomingHttpHeaders } from 'node:http';
import { readBody, startListener } from '../../sandbox/http/local-server.ts';

interface Passed {
  readonly path: string;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
}

const MOST_BYTES = 10_000_000;

/** A proxy as the documents ask for, in front of whatever listens: it passes on webhooks and pictures alone. */
export async function startFront(onFinished: (deed: () => Promise<void>) => void) {
  let ports: readonly (number | undefined)[] = [];
  const passed: Passed[] = [];
  const front = await startListener({
    onDefect: (text) => {
      throw new Error(text);
    },
    async handle(request, response) {
      const { url: path = '/', method, headers, socket } = request;
      const body = await readBody(request, MOST_BYTES);
      const port = ports[passed.length % ports.length];
      if (port === undefined || !/^\/(?:webhooks|files)\//.test(path)) return void response.writeHead(404).end();
      passed.push({ path, headers, body: String(body) });
      const from = [headers['x-forwarded-for'], socket.remoteAddress].filter(Boolean).join(', ');
      const onward = ask({ port, path, method, headers: { ...headers, 'x-forwarded-for': from } });
      onward.on('response', (answer) => {
        response.writeHead(answer.statusCode ?? 502, answer.headers);
        answer.pipe(response);
      });
      onward.on('error', () => response.writeHead(502).end());
      onward.end(body);
    },
  });
  onFinished(front.close);
  return {
    url: front.url,
    /** Whatever went through, oldest first. */
    passed,
    /** Where it leads to from now on, one after the other. */
    leadTo(...to: readonly (number | undefined)[]): void {
      ports = to;
    },
  };
}
