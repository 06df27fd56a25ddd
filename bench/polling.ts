import { type Figure, type Measurement, mean, quantile } from './figures.ts';
import { openScene, type Program } from './scene.ts';

const JOBS = 20;
const APART_MS = 370;
const SPREAD = 0.1;

/** From a task's completion to its picture in the message, and how often it was asked for. */
async function run(taskMs: number, program: Program) {
  // tasks of a kind do not all take the same time, nor did they ever
  const durationOf = (ordinal: number) => taskMs * (1 - SPREAD + (2 * SPREAD * ((ordinal * 7) % 21)) / 20);
  const { burst, arrival, close } = await openScene({
    program,
    stage: { freepik: { taskMs: durationOf } },
    channels: JOBS + 1,
    knownMs: taskMs,
    knownSpread: SPREAD,
  });
  const found = await arrival((await burst(JOBS, 1000 / APART_MS)).handles);
  await close();
  return found;
}

/** Next to a poller of two seconds, at the same time on the same machine. */
async function besideFixed(seconds: number): Promise<readonly Figure[]> {
  const [ours, fixed] = await Promise.all([run(seconds * 1000, 'darkroom'), run(seconds * 1000, 'poller')]);
  const beside = { better: 'lower', baselineName: 'asking every 2 s' } as const;
  const both = (of: (found: typeof ours) => number) => ({ ours: [of(ours)], baseline: [of(fixed)] });
  const name = `tasks of ${seconds} s`;
  return [
    {
      name: `mean delay, ${name}`,
      unit: 's',
      ...beside,
      ...both(({ delays }) => mean(delays) / 1000),
      goal: { of: 'ratio', bound: 1 },
    },
    { name: `delay p99, ${name}`, unit: 's', ...beside, ...both(({ delays }) => quantile(delays, 0.99) / 1000) },
    { name: `polls a job, ${name}`, unit: '', ...beside, ...both(({ polls }) => mean(polls)) },
  ];
}

const together = async (lengths: readonly number[]): Promise<readonly Figure[]> =>
  (await Promise.all(lengths.map(besideFixed))).flat();

/** Little work and much waiting: several lengths wait at the same time. */
export const polling: Measurement = { takes: 'usual', measure: () => together([5, 20]) };

export const longPolling: Measurement = { takes: 'long', measure: () => together([60]) };
