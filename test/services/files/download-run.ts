import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { systemClock } from '../../../src/core/clock.ts';
import { hostRuleOf } from '../../../src/core/hosts.ts';
import { downloadResult } from '../../../src/services/files/download.ts';
import { createSpool } from '../../../src/services/files/spool.ts';
import { createHttp } from '../../../src/services/http/create-http.ts';

/** Downloads once and prints by how much its memory grew at most, without what only waits to be collected. */
setFlagsFromString('--expose-gc');
const collect: unknown = runInNewContext('gc');
if (typeof collect !== 'function') throw new Error('this Node cannot collect on demand');
const collectAll = () => [collect(), collect()];
const url = new URL(process.argv[2] ?? '');
const directory = await mkdtemp(join(tmpdir(), 'darkroom-download-'));
const http = createHttp();
const spool = await createSpool({ directory, maximumMegabytes: 100, clock: systemClock });
const download = downloadResult({ http, hosts: { rules: [hostRuleOf(url)] }, hostsVariable: 'HOSTS', spool });

collectAll();
const start = process.memoryUsage();
const peak = { rss: 0, external: 0, arrayBuffers: 0 };
function look(): void {
  collectAll();
  const now = process.memoryUsage();
  peak.rss = Math.max(peak.rss, now.rss - start.rss);
  peak.external = Math.max(peak.external, now.external - start.external);
  peak.arrayBuffers = Math.max(peak.arrayBuffers, now.arrayBuffers - start.arrayBuffers);
}
const timer = setInterval(look, 200);
const { bytes } = await download(url.href, { maximumBytes: 100_000_000, signal: AbortSignal.timeout(50_000) });
clearInterval(timer);
look();
process.stdout.write(JSON.stringify({ bytes, ...peak }));
await http.close();
await rm(directory, { recursive: true, force: true });
