import { createReadStream, createWriteStream } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { request } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { setTimeout as pause } from 'node:timers/promises';
import { systemClock } from '../../src/core/clock.ts';
import { hostRuleOf } from '../../src/core/hosts.ts';
import { downloadResult } from '../../src/services/files/download.ts';
import { createFileService } from '../../src/services/files/file-service.ts';
import { createSpool } from '../../src/services/files/spool.ts';
import { createHttp } from '../../src/services/http/create-http.ts';

/** A process of its own, so that what it holds in memory can be told: copies one file often, in our way or plainly. */
const [way = '', address = '', times = '1'] = process.argv.slice(2);
const source = new URL('/picture.png', address);
const directory = await mkdtemp(join(tmpdir(), 'darkroom-bench-'));
const id = '6d9d6c2e-5c39-5d6c-8f33-0d3c1a7e4b11';

async function plainly(): Promise<void> {
  const path = join(directory, 'plain');
  const { body } = await fetch(source);
  if (!body) throw new Error('nothing to copy');
  await pipeline(Readable.fromWeb(body), createWriteStream(path));
  const sink = request(new URL('/api/v1/file/uploads', address), { method: 'POST' });
  const answered = new Promise((resolve) => sink.once('response', (answer) => answer.resume().once('end', resolve)));
  await pipeline(createReadStream(path), sink);
  await answered;
}

async function ours(): Promise<() => Promise<void>> {
  const http = createHttp();
  const hosts = { rules: [hostRuleOf(source)] };
  const spool = await createSpool({ directory, maximumMegabytes: 4096, clock: systemClock });
  const download = downloadResult({ http, hosts, hostsVariable: 'BENCH', spool });
  const files = createFileService({ http, baseUrl: new URL(address), resultHosts: hosts, clock: systemClock });
  const signal = new AbortController().signal;
  return async () => {
    const picture = await download(source.href, { maximumBytes: 64 * 2 ** 20, signal });
    await files.put({ id, path: spool.path(picture.spool), type: picture.type }, signal);
    await spool.remove(picture.spool);
  };
}

const copy = way === 'ours' ? await ours() : plainly;
await copy();
await pause(500);
globalThis.gc?.();
const idle = process.memoryUsage.rss();
let most = 0;
const watch = setInterval(() => {
  most = Math.max(most, process.memoryUsage.rss());
}, 5);
const took: number[] = [];
for (let n = 0; n < Number(times); n++) {
  const began = performance.now();
  await copy();
  took.push(performance.now() - began);
}
clearInterval(watch);
await rm(directory, { recursive: true, force: true });
process.stdout.write(JSON.stringify({ took, extra: most - idle }));
process.exit(0);
