import { openAsBlob } from 'node:fs';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createOnUnhandled } from '../../src/app/on-unhandled.ts';

/** Sends a file that is gone by then, or fails where nobody looks, and prints what became of the process. */
const said: string[] = [];
const outcome = { isEnded: false, said };
const say = (_: unknown, words: string) => void said.push(words);
process.on(
  'unhandledRejection',
  createOnUnhandled({ error: say, fatal: say }, () => {
    outcome.isEnded = true;
  }),
);

async function sendVanished(): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), 'darkroom-vanished-'));
  const path = join(folder, 'picture.png');
  await writeFile(path, Buffer.alloc(100_000, 1));
  const body = new FormData();
  body.append('files[0]', await openAsBlob(path), 'picture.png');
  await rm(folder, { recursive: true });
  const server = createServer((request, response) => request.resume().on('end', () => response.end()));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  const port = typeof address === 'object' ? address?.port : undefined;
  await fetch(`http://127.0.0.1:${port}/`, { method: 'POST', body, signal: AbortSignal.timeout(2000) }).catch(() => {});
  server.closeAllConnections();
  server.close();
}

if (process.argv[2] === 'vanished') await sendVanished();
else void Promise.reject(new Error('a defect'));
await new Promise((resolve) => setTimeout(resolve, 200));
process.stdout.write(JSON.stringify(outcome));
