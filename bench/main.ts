import { execFileSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { cpus, loadavg, totalmem } from 'node:os';
import { parseArgs } from 'node:util';
import { acknowledgement, busy } from './acknowledgement.ts';
import { caches } from './caches.ts';
import { drawReport } from './chart.ts';
import { delivery } from './delivery.ts';
import { isMeasured, type Measurement } from './figures.ts';
import { growth } from './growth.ts';
import { idle } from './idle.ts';
import { inFlight } from './in-flight.ts';
import { job, throughput } from './jobs.ts';
import { pictures } from './pictures.ts';
import { longPolling, polling } from './polling.ts';
import { type Report, shown, tableOf } from './report.ts';
import { storing } from './storing.ts';
import { words } from './words.ts';

const all: Readonly<Record<string, Measurement>> = {
  acknowledgement,
  busy,
  job,
  throughput,
  idle,
  'in-flight': inFlight,
  caches,
  pictures,
  delivery,
  polling,
  storing,
  words,
  growth,
  'long-polling': longPolling,
};

/** `npm run bench -- [NAME...] [--quick | --long] [--json FILE] [--chart FILE]` */
const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    quick: { type: 'boolean', default: false },
    long: { type: 'boolean', default: false },
    json: { type: 'string' },
    chart: { type: 'string' },
  },
});
const unknown = positionals.filter((name) => !(name in all));
if (unknown.length > 0) {
  console.error(`There is no ${unknown.join(', ')}. What can be measured: ${Object.keys(all).join(', ')}`);
  process.exit(2);
}

function isWanted(name: string, { takes }: Measurement): boolean {
  if (positionals.length > 0) return positionals.includes(name);
  if (values.long) return takes === 'long';
  return takes === 'short' || (takes === 'usual' && !values.quick);
}

/** The commit that is measured, and whether something of it was changed since. */
function commitHere(): string {
  try {
    const ask = (...words: string[]) =>
      execFileSync('git', words, { encoding: 'utf8', cwd: import.meta.dirname }).trim();
    return `${ask('rev-parse', '--short', 'HEAD')}${ask('status', '--porcelain', '--untracked-files=no') ? ' and changes' : ''}`;
  } catch {
    return 'unknown';
  }
}

const measurements: Report['measurements'] = [];
const about = {
  date: new Date().toISOString(),
  commit: commitHere(),
  machine: `${cpus().length} × ${cpus()[0]?.model.trim() ?? 'unknown'}, ${Math.round(totalmem() / 2 ** 30)} GiB, ${process.platform}`,
  node: process.versions.node,
};
const before = loadavg();
const loadText = (load: readonly number[]) => load.map(shown).join(' ');
console.log(`${about.commit} on ${about.machine}, Node ${about.node}, ${about.date}, load ${loadText(before)}\n`);
const reportNow = (): Report => ({ ...about, load: { before, after: loadavg() }, measurements });
// also of a run that ends before its time
process.once('exit', () => {
  if (values.json !== undefined) writeFileSync(values.json, `${JSON.stringify(reportNow(), undefined, 2)}\n`);
});

/** One that fails says so at the end of the run, and takes nothing from the others. */
async function measured(name: string, { measure }: Measurement): Promise<Awaited<ReturnType<typeof measure>>> {
  try {
    return await measure(values.quick);
  } catch (error) {
    console.error(`${name} was not measured:`, error);
    process.exitCode = 1;
    return [];
  }
}

for (const [name, measurement] of Object.entries(all)) {
  if (!isWanted(name, measurement)) continue;
  const began = performance.now();
  const found = await measured(name, measurement);
  const seconds = Math.round((performance.now() - began) / 1000);
  const figures = found.filter(isMeasured);
  measurements.push({ name, seconds, figures: [...figures] });
  console.log(`## ${name} (${seconds} s)\n`);
  for (const line of tableOf(figures)) console.log(line);
  for (const { name: lacking } of found.filter((figure) => !isMeasured(figure)))
    console.log(`not measured here: ${lacking}`);
  console.log('');
}
const report = reportNow();
console.log(
  `${measurements.reduce((sum, { seconds }) => sum + seconds, 0)} s in all, load ${loadText(report.load.after)}`,
);
if (values.chart !== undefined) writeFileSync(values.chart, await drawReport(report));
