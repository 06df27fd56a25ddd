import { expect, test } from 'vitest';
import { linesOf } from '../../chaos/report.ts';
import { runChaos } from '../../chaos/run.ts';
import { long } from '../support/long.ts';
import { onlyWhere } from '../support/only-where.ts';
import { isPostgresThere } from '../support/postgres.ts';

const wish = { seed: 20_261_129, jobs: long(32, 4) };
const patiently = { timeout: 600_000 };

test('a storm over one process on SQLite loses, doubles and leaves nothing', patiently, async () => {
  const report = await runChaos({ ...wish, mode: 'sqlite' });
  expect(report.violations, linesOf(report).join('\n')).toEqual([]);
});

if (long(true, false)) {
  test('nor does one over a gateway and two workers on Postgres', {
    ...patiently,
    ...onlyWhere(await isPostgresThere(), 'Postgres'),
  }, async () => {
    const report = await runChaos({ ...wish, mode: 'postgres' });
    expect(report.violations, linesOf(report).join('\n')).toEqual([]);
  });
}
