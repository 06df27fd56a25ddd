import type { IncomingMessage, ServerResponse } from 'node:http';
import type { PictureMaker } from '../pictures/picture-cache.ts';
import type { Answer } from './answer.ts';
import type { Exchange } from './misbehaving-handler.ts';
import type { createSignedUrls } from './signed-urls.ts';
import type { createTaskEngine, EngineTask } from './task-engine.ts';
import type { Delivery } from './work.ts';

const CREDENTIALS = ['x-freepik-api-key', 'x-magnific-api-key', 'authorization', 'cookie'];
const FILE = /\/([0-9a-f-]{36})_(\d+)\.png$/;

interface ResultHostOptions {
  /** Only what was to be delivered by this host is found on it. */
  readonly host: Delivery['host'];
  readonly engine: ReturnType<typeof createTaskEngine>;
  readonly faults: { handle(exchange: Exchange<'download'>): Promise<void> };
  readonly signedUrls: ReturnType<typeof createSignedUrls>;
  readonly makePicture: PictureMaker;
  complain(text: string): void;
}

export function outputPath(task: EngineTask, index: number): string {
  return `${task.work.delivery.folder}${task.id}_${index}.png`;
}

/** Serves results from links that need no key, until they expire. */
export function createResultHost(options: ResultHostOptions) {
  const { host, engine, faults, signedUrls, makePicture, complain } = options;

  async function answer(request: IncomingMessage, response: ServerResponse, isExpired: boolean): Promise<Answer> {
    const url = new URL(request.url ?? '/', 'http://results');
    const [, id = '', index = ''] = FILE.exec(url.pathname) ?? [];
    const task = engine.find(id);
    const output = task?.work.outputs[Number(index)];
    if (!task || !output || task.status !== 'COMPLETED') return plain(404, 'Not found');
    if (task.work.delivery.host !== host || url.pathname !== outputPath(task, Number(index))) {
      return plain(404, 'Not found');
    }
    if (isExpired || !signedUrls.isValid(url)) return plain(403, 'Access denied');
    if (request.method === 'GET') {
      response.once('finish', () => {
        task.downloads += 1;
      });
    }
    return { status: 200, type: output.type ?? 'image/png', body: await output.render(makePicture) };
  }

  return async function handle(request: IncomingMessage, response: ServerResponse): Promise<void> {
    for (const name of CREDENTIALS.filter((header) => request.headers[header] !== undefined)) {
      complain(`the result host was sent a credential: ${name}`);
    }
    await faults.handle({
      kind: 'download',
      request,
      response,
      answer: (fault) => answer(request, response, fault === 'expired-url'),
    });
  };
}

function plain(status: number, body: string): Answer {
  return { status, type: 'text/plain', body };
}
