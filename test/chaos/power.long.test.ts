import { expect, test } from 'vitest';
import { runChaos } from '../../chaos/run.ts';
import { long } from '../support/long.ts';
import { onlyWhere } from '../support/only-where.ts';

const patiently = { timeout: 500_000, ...onlyWhere(process.platform === 'linux', 'prlimit') };
const wish = { seed: 20_261_129, mode: 'sqlite', only: 'power' } as const;

test('a power cut at any moment takes nothing that a member or a provider was told', patiently, async () => {
  const { violations, figures } = await runChaos({ ...wish, jobs: long(60, 8) });
  expect(violations).toEqual([]);
  expect(figures.powerCuts.all).toBe(long(15, 2));
});

if (long(true, false)) {
  test('nor does one on a disk that is full', patiently, async () => {
    const { violations, figures } = await runChaos({ ...wish, only: 'disk full, then', jobs: 16 });
    expect(violations).toEqual([]);
    expect(figures.powerCuts.all).toBe(4);
  });

  test('where the disk lies about what it has written, it is found out', patiently, async () => {
    const { violations } = await runChaos({ ...wish, jobs: 24, honesty: 0 });
    expect(violations.filter(({ kind }) => kind === 'lost' || kind === 'doubled')).not.toEqual([]);
  });
}
