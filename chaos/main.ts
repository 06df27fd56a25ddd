import { writeFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { postgresPrograms } from './cluster.ts';
import { drawPlan, nameOf } from './plan.ts';
import { linesOf } from './report.ts';
import { runChaos } from './run.ts';

/** `npm run chaos -- --seed 7 --jobs 300 [--minutes 10] [--postgres [--own-server] [--workers 2]] [--only NAME] [--report FILE] [--log FILE]` */
const { values } = parseArgs({
  options: {
    seed: { type: 'string', default: String(Date.now() % 100_000) },
    jobs: { type: 'string', default: '200' },
    minutes: { type: 'string' },
    postgres: { type: 'boolean', default: false },
    'own-server': { type: 'boolean', default: false },
    workers: { type: 'string', default: '2' },
    only: { type: 'string' },
    report: { type: 'string' },
    log: { type: 'string' },
  },
});
const seed = Number(values.seed);
const jobs = Number(values.jobs);
const minutes = values.minutes === undefined ? undefined : Number(values.minutes);
const workers = Number(values.workers);
if (![seed, jobs, minutes ?? 1, workers - 1].every((each) => Number.isFinite(each) && each >= 0)) {
  console.error('--seed, --jobs, --minutes and --workers are numbers, and there is one worker at least.');
  process.exit(2);
}

const hasOwnServer = values['own-server'];
if (hasOwnServer && postgresPrograms() === undefined) {
  console.error('--own-server needs initdb, postgres and pg_basebackup, in PATH or where Debian puts them.');
  process.exit(2);
}
const mode = values.postgres || hasOwnServer ? ('postgres' as const) : ('sqlite' as const);
const wish = { seed, jobs, mode, hasOwnServer, only: values.only };
const { rounds } = drawPlan(wish);
console.log(`The plan of seed ${seed}:`);
for (const [n, fault] of rounds.entries()) console.log(`  ${n + 1}. ${nameOf(fault)} ${JSON.stringify(fault)}`);
const { log } = values;
const began = Date.now();
const report = await runChaos({
  ...wish,
  minutes,
  workers,
  onLog: (text) => log !== undefined && writeFileSync(log, text),
  onLine: (line) => console.log(`${((Date.now() - began) / 1000).toFixed(1)} s: ${line}`),
});
for (const line of linesOf(report)) console.log(line);
if (values.report !== undefined) writeFileSync(values.report, JSON.stringify(report, undefined, 2));
process.exitCode = report.violations.length > 0 ? 1 : 0;
