import { pino } from 'pino';
import { systemClock } from '../../src/core/clock.ts';
import { createHttpServer, type HttpServer } from '../../src/http/server.ts';

type Options = Parameters<typeof createHttpServer>[0];

export interface Served {
  readonly server: HttpServer;
  readonly port: number;
  readonly url: string;
  /** Lines of the log. */
  readonly logged: string[];
}

/** The real server on a port that the system picked. */
export async function serve(options: Partial<Options> = {}): Promise<Served> {
  const logged: string[] = [];
  const server = createHttpServer({
    host: '127.0.0.1',
    port: 0,
    clock: systemClock,
    log: pino({ level: 'error' }, { write: (line: string) => void logged.push(line) }),
    health: { readiness: async () => ({ database: true }) },
    ...options,
  });
  const port = await server.listen();
  return { server, port, url: `http://127.0.0.1:${port}`, logged };
}
