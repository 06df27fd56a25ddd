import { expect, test } from 'vitest';
import { drawPlan, moments, nameOf, sights, type Wish } from '../../chaos/plan.ts';

const modes = ['sqlite', 'postgres'] as const;

test('the same seed draws the same plan, another draws another', () => {
  const draw = (seed: number) => JSON.stringify(drawPlan({ seed, mode: 'sqlite', jobs: 100 }));
  expect(draw(7)).toBe(draw(7));
  expect(draw(7)).not.toBe(draw(8));
});

test.each(modes)(
  'a long plan on %s strikes at everything that peers see, in each moment, and has every outage',
  (mode) => {
    const names = new Set(drawPlan({ seed: 3, mode, jobs: 400 }).rounds.map(nameOf));
    const struck = [...names].flatMap((name) => / at (\w+), (\w+)$/.exec(name)?.slice(1).join(' ') ?? []);
    const seen = sights.filter((sight) => mode === 'postgres' || sight !== 'commit');
    expect(new Set(struck)).toEqual(new Set(seen.flatMap((sight) => moments.map((moment) => `${sight} ${moment}`))));
    const needed =
      mode === 'postgres'
        ? ['database silent', 'stop at any time']
        : ['disk full', 'database locked', 'power at any time'];
    for (const name of ['clock set back an hour', 'same interaction twice', 'webhooks forged', ...needed])
      expect(names).toContain(name);
  },
);

test('no fault comes a second time before all have been there', () => {
  const { rounds } = drawPlan({ seed: 5, mode: 'sqlite', jobs: 200 });
  const outages = rounds.flatMap((fault) => (fault.kind === 'outage' ? [fault.name] : []));
  expect(new Set(outages).size).toBe(outages.length);
});

test('a worker is killed every twenty seconds where there are several processes, and nowhere else', () => {
  const every = modes.map((mode) => drawPlan({ seed: 1, mode, jobs: 10 }).workerKilledEveryMs);
  expect(every).toEqual([undefined, 20_000]);
});

test('a plan of some faults has those and no others', () => {
  const names = (wish: Partial<Wish>) =>
    new Set(drawPlan({ seed: 2, mode: 'sqlite', jobs: 100, ...wish }).rounds.map(nameOf));
  for (const name of names({ only: 'power' })) expect(name).toMatch(/^power /);
  const own = { mode: 'postgres', hasOwnServer: true, only: 'Postgres' } as const;
  expect(names(own)).toEqual(
    new Set(['Postgres stopped', 'Postgres crashes', 'Postgres restarts', 'Postgres fails over']),
  );
  // a server of somebody else's is left alone
  expect(() => names({ ...own, hasOwnServer: false })).toThrow('No fault of postgres begins with Postgres');
});
