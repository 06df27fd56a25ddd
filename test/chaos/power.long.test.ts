import { expect, test } from 'vitest';
import { runChaos } from '../../chaos/run.ts';
import { long } from '../support/long.ts';
import { onlyWhere } from '../support/only-where.ts';

const patiently = { timeout: 400_000, ...onlyWhere(process.platform === 'linux', 'prlimit and signals that stop') };
const wish = { seed: 20_261_129, mode: 'sqlite', only: 'power' } as const;

test('a power cut at any moment takes nothing that a member or a provider was told', patiently, async () => {
  const { violations, figures } = await runChaos({ ...wish, jobs: long(100, 12) });
  expect(violations).toEqual([]);
  expect(figures.powerCuts.all).toBe(long(25, 3));
});

test('nor does one on a disk that is full', patiently, async () => {
  const { violations, figures } = await runChaos({ ...wish, only: 'disk full, then', jobs: long(16, 4) });
  expect(violations).toEqual([]);
  expect(figures.powerCuts.all).toBe(long(4, 2));
});

test('where the disk lies about what it has written, it is found out', patiently, async () => {
  const { violations } = await runChaos({ ...wish, jobs: long(24, 12), honesty: 0 });
  expect(violations.filter(({ kind }) => kind === 'lost' || kind === 'doubled')).not.toEqual([]);
});
