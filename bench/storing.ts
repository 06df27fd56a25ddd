import { execFile } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { createServer } from 'node:http';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import sharp from 'sharp';
import { z } from 'zod';
import { median, round } from './figures.ts';

const COPIER = fileURLToPath(new URL('programs/store-copier.ts', import.meta.url));
const SIDE = 3200;
const COPIES = 8;
const PAIRS = 5;
const answer = z.object({ took: z.array(z.number()), extra: z.number() });
const run = promisify(execFile);

/** A picture of noise, which cannot be made smaller: about 30 MB. */
const largePicture = (): Promise<Buffer> =>
  sharp(randomBytes(SIDE * SIDE * 3), { raw: { width: SIDE, height: SIDE, channels: 3 } })
    .png({ compressionLevel: 0 })
    .toBuffer();

/** From the provider's host to our disk to the file service, next to plain streams over the same two steps. */
export async function storing(): Promise<string[]> {
  const picture = await largePicture();
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
    return answer.parse(JSON.parse(stdout));
  };
  const ways: Record<'plain' | 'ours', z.infer<typeof answer>[]> = { plain: [], ours: [] };
  for (let pair = 0; pair < PAIRS; pair++) {
    ways.plain.push(await one('plain'));
    ways.ours.push(await one('ours'));
  }
  server.close();
  const megabytes = picture.length / 1e6;
  const speeds = (way: 'plain' | 'ours') => ways[way].map(({ took }) => megabytes / (median(took) / 1000));
  const shares = speeds('ours').map((speed, n) => speed / (speeds('plain')[n] ?? Number.NaN));
  const row = (way: 'plain' | 'ours', name: string) => {
    const memory = Math.max(...ways[way].map(({ extra }) => extra)) / 2 ** 20;
    return `| ${name} | ${round(median(speeds(way)), 0)} MB/s | ${round(memory)} |`;
  };
  return [
    `A PNG of ${round(megabytes)} MB, ${PAIRS} pairs of ${COPIES} copies.`,
    '',
    '| way | median speed | most memory over idle MiB |',
    '| --- | --- | --- |',
    row('plain', 'plain streams'),
    row('ours', 'checked, synced, stored'),
    `| share, median of ${PAIRS} pairs | ${round(median(shares) * 100, 0)} % | |`,
  ];
}
