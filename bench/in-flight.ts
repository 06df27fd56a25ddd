import { setTimeout as pause } from 'node:timers/promises';
import type { Measurement } from './figures.ts';
import { answeredMs, lastDelay, openScene, together, watchedLoop } from './scene.ts';

const JOBS = 2000;
const ROUNDS = 3;
const AT_ONCE = 50;
const PLACES = 100;
/** All begin before the first ends. */
const TASK_MS = 90_000;
const SETTLING_MS = 2000;
const WATCHED_MS = 12_000;

async function round() {
  const scene = await openScene({
    stage: { freepik: { taskMs: TASK_MS } },
    channels: PLACES,
    members: PLACES,
    env: watchedLoop,
    knownMs: TASK_MS,
  });
  const { freepik } = scene.stage;
  await pause(SETTLING_MS);
  const before = scene.memory();
  await lastDelay(scene);
  await together(JOBS, AT_ONCE, async () => answeredMs(await scene.order()));
  for (const until = Date.now() + TASK_MS / 2; freepik.inFlight() < JOBS && Date.now() < until; ) await pause(100);
  const begin = await lastDelay(scene);
  await pause(WATCHED_MS);
  const wait = await lastDelay(scene);
  const found = { held: freepik.inFlight(), memory: scene.memory() - before, begin, wait };
  await scene.close();
  return found;
}

/** All jobs are at the provider: what the process holds more than when it idled, and how late its event loop is. */
export const inFlight: Measurement = {
  takes: 'usual',
  async measure() {
    const rounds: Awaited<ReturnType<typeof round>>[] = [];
    for (let n = 0; n < ROUNDS; n++) rounds.push(await round());
    const of = (key: keyof (typeof rounds)[number]) => rounds.map((each) => each[key]);
    const late = { unit: 'ms', better: 'lower', goal: { of: 'value', bound: 20 } } as const;
    return [
      {
        name: 'in flight at once',
        unit: 'jobs',
        better: 'higher',
        ours: of('held'),
        goal: { of: 'value', bound: JOBS },
      },
      { name: 'memory over idle', unit: 'MB', better: 'lower', ours: of('memory'), goal: { of: 'value', bound: 60 } },
      { name: 'loop delay p99 while they begin', ours: of('begin'), ...late },
      { name: 'loop delay p99 while they wait', ours: of('wait'), ...late },
    ];
  },
};
