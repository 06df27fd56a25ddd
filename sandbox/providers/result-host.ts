import type { IncomingMessage, ServerResponse } from 'node:http';
import type { PictureMaker } from '../pictures/picture-cache.ts';
import type { Answer } from './answer.ts';
import type { FreepikKind } from './freepik-api.ts';
import type { createMisbehavingHandler } from './misbehaving-handler.ts';
import type { createSignedUrls } from './signed-urls.ts';
import type { createTaskEngine, EngineTask } from './task-engine.ts';

const CREDENTIALS = ['x-freepik-api-key', 'x-magnific-api-key', 'authorization', 'cookie'];

interface ResultHostOptions {
  readonly engine: ReturnType<typeof createTaskEngine>;
  readonly faults: ReturnType<typeof createMisbehavingHandler<FreepikKind>>;
  readonly signedUrls: ReturnType<typeof createSignedUrls>;
  readonly makePicture: PictureMaker;
  complain(text: string): void;
}

export function outputPath(task: EngineTask, index: number): string {
  return `/${task.id}_${index}.png`;
}

/** Serves results from links that need no key, until they expire. */
export function createResultHost({ engine, faults, signedUrls, makePicture, complain }: ResultHostOptions) {
  async function answer(request: IncomingMessage, response: ServerResponse, isExpired: boolean): Promise<Answer> {
    const url = new URL(request.url ?? '/', 'http://results');
    const [, id = '', index = ''] = /^\/([0-9a-f-]{36})_(\d+)\.png$/.exec(url.pathname) ?? [];
    const task = engine.find(id);
    const output = task?.outputs[Number(index)];
    if (!task || !output || task.status !== 'COMPLETED') return plain(404, 'Not found');
    if (isExpired || !signedUrls.isValid(url)) return plain(403, 'Access denied');
    if (request.method === 'GET') {
      response.once('finish', () => {
        task.downloads += 1;
      });
    }
    return { status: 200, type: 'image/png', body: await output.render(makePicture) };
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
