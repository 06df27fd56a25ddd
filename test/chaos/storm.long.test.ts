import { expect, test } from 'vitest';
import { linesOf } from '../../chaos/report.ts';
import { runChaos } from '../../chaos/run.ts';
import { long } from '../support/long.ts';
import { onlyWhere } from '../support/only-where.ts';
import { isPostgresThere } from '../support/postgres.ts';

const JOBS = long(48, 8);
const SEED = 20_261_129;

test('a storm over one process on SQLite loses, doubles and leaves nothing', { timeout: 600_000 }, async () => {
  const report = await runChaos({ seed: SEED, jobs: JOBS, mode: 'sqlite' });
  expect(report.violations, linesOf(report).join('\n')).toEqual([]);
});

test('nor does one over a gateway and two workers on Postgres', {
  timeout: 600_000,
  ...onlyWhere(await isPostgresThere(), 'Postgres'),
}, async () => {
  const report = await runChaos({ seed: SEED, jobs: JOBS, mode: 'postgres' });
  expect(report.violations, linesOf(report).join('\n')).toEqual([]);
});
