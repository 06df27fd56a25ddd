import { writeFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import quickFolder from '../../test/quick-folder.ts';
import { entrances } from './entrances/registry.ts';
import { fuzz } from './fuzz.ts';
import { openPlace } from './place.ts';

/** `npm run fuzz -- --cases 1000000 [--seed 7] [--only webhooks,rows] [--minutes 30] [--report FILE]` */
const { values } = parseArgs({
  options: {
    cases: { type: 'string', default: '20000' },
    seed: { type: 'string', default: String(Date.now() % 100_000) },
    only: { type: 'string' },
    minutes: { type: 'string' },
    report: { type: 'string' },
  },
});
const cases = Number(values.cases);
const seed = Number(values.seed);
const minutes = values.minutes === undefined ? undefined : Number(values.minutes);
const names = values.only?.split(',');
const chosen = entrances.filter(({ name }) => names?.includes(name) ?? true);
if (![cases, seed, minutes ?? 1].every(Number.isSafeInteger) || cases < 1 || chosen.length === 0) {
  console.error(
    `--cases, --seed and --minutes are whole numbers, and --only names some of: ${entrances.map(({ name }) => name).join(', ')}.`,
  );
  process.exit(2);
}

console.log(`seed ${seed}`);
const clear = quickFolder();
const report = await fuzz({
  entrances: chosen,
  openPlace,
  cases,
  seed,
  endsAt: minutes === undefined ? undefined : Date.now() + minutes * 60_000,
  onLine: (line) => console.log(line),
});
clear?.();
const findings = report.entrances.flatMap((entrance) =>
  entrance.findings.map(({ words }) => `${entrance.name}: ${words}`),
);
console.log(`${report.cases} cases of seed ${seed}, ${findings.length} findings`);
for (const words of report.wrong) console.log(`wrong in the end: ${words}`);
for (const { name, slowest } of report.entrances)
  console.log(`slowest of ${name}, ${slowest.ms.toFixed(0)} ms: ${slowest.example.slice(0, 300)}`);
if (values.report !== undefined) writeFileSync(values.report, JSON.stringify(report, undefined, 2));
process.exitCode = findings.length + report.wrong.length > 0 ? 1 : 0;
