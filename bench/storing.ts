import { execFile } from 'node:child_process';
import { createServer } from 'node:http';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { z } from 'zod';
import { type Measurement, median } from './figures.ts';
import { noise } from './painted.ts';

const COPIER = fileURLToPath(new URL('programs/store-copier.ts', import.meta.url));
/** About 30 MB. */
const SIDE = 3200;
const COPIES = 3;
const answer = z.object({ took: z.array(z.number()), extra: z.number() });
const run = promisify(execFile);

/** From the provider's host to our disk to the file service, next to plain streams over the same two steps. */
export const storing: Measurement = {
  takes: 'short',
  async measure(isQuick) {
    const picture = await noise(SIDE, 0);
    const server = createServer((asked, reply) => {
      if (asked.method === 'GET') return void reply.setHeader('content-length', picture.length).end(picture);
      asked.resume().once('end', () => {
        reply.setHeader('content-type', 'application/json');
        reply.end(JSON.stringify({ result: { image: `http://${asked.headers.host}/files/1.png` } }));
      });
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const at = server.address();
    const address = `http://127.0.0.1:${typeof at === 'object' ? at?.port : ''}`;
    const one = async (way: string) => {
      const { stdout } = await run(process.execPath, ['--expose-gc', COPIER, way, address, String(COPIES)]);
      const { took, extra } = answer.parse(JSON.parse(stdout));
      return { speed: picture.length / 1000 / median(took), extra: extra / 1e6 };
    };
    const plain: Awaited<ReturnType<typeof one>>[] = [];
    const ours: Awaited<ReturnType<typeof one>>[] = [];
    for (let pair = 0; pair < (isQuick ? 1 : 5); pair++) {
      plain.push(await one('plain'));
      ours.push(await one('ours'));
    }
    server.close();
    const both = (key: 'speed' | 'extra') => ({
      ours: ours.map((each) => each[key]),
      baseline: plain.map((each) => each[key]),
      baselineName: 'plain streams',
    });
    return [
      {
        name: 'a result of 30 MB fetched, checked, synced, stored',
        unit: 'MB/s',
        better: 'higher',
        ...both('speed'),
        goal: { of: 'ratio', bound: 0.8 },
      },
      {
        name: 'most memory over idle',
        unit: 'MB',
        better: 'lower',
        ...both('extra'),
        goal: { of: 'value', bound: 50 },
      },
    ];
  },
};
