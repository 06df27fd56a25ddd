import { readFileSync } from 'node:fs';
import { comparisonOf, reportSchema } from './report.ts';

/** `node bench/compare.ts BEFORE.json AFTER.json`: two files of `npm run bench -- --json FILE`. */
const [before, after] = process.argv.slice(2);
if (before === undefined || after === undefined) {
  console.error('Two files are compared: node bench/compare.ts BEFORE.json AFTER.json');
  process.exit(2);
}
const read = (file: string) => reportSchema.parse(JSON.parse(readFileSync(file, 'utf8')));
for (const line of comparisonOf(read(before), read(after))) console.log(line);
