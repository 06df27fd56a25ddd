import { type Figure, type Measurement, median } from './figures.ts';
import { openScene, type Scene } from './scene.ts';

const ROUNDS = 10;
const BURST = 100;
const PER_SECOND = 100;
const PLACES = 100;
const LONG_TASK_MS = 3_600_000;

const CASES = [
  { storedJobs: 10_000, servers: 10 },
  { storedJobs: 100_000, servers: 10 },
  { storedJobs: 1_000_000, servers: 10 },
  { storedJobs: 10_000, servers: 1000 },
] as const;

/** Few are at the provider: what a thousand tasks are asked after would be measured beside it. */
const open = (more: { readonly storedJobs?: number; readonly servers?: number }) =>
  openScene({
    stage: { freepik: { taskMs: LONG_TASK_MS } },
    channels: PLACES,
    members: PLACES,
    env: { PROVIDER_CONCURRENCY: '8' },
    ...more,
  });

const p50 = async (scene: Scene): Promise<number> => median((await scene.burst(BURST, PER_SECOND)).times);

/** Bots with a past, each beside one without: they are asked in turn. */
export const growth: Measurement = {
  takes: 'long',
  async measure() {
    const scenes = [await open({})];
    for (const each of CASES) scenes.push(await open(each));
    for (const scene of scenes) await p50(scene);
    const rounds: (readonly number[])[] = [];
    for (let n = 0; n < ROUNDS; n++) {
      const round: number[] = [];
      for (const scene of scenes) round.push(await p50(scene));
      rounds.push(round);
    }
    const starts = scenes.map(({ readyMs }) => readyMs);
    await Promise.all(scenes.map((scene) => scene.close()));
    return CASES.flatMap(({ storedJobs, servers }, place): Figure[] => {
      const name = `${storedJobs.toLocaleString('en')} stored jobs of ${servers.toLocaleString('en')} servers`;
      const both = (each: readonly (readonly number[])[]) => ({
        ours: each.map((values) => values[place + 1] ?? Number.NaN),
        baseline: each.map((values) => values[0] ?? Number.NaN),
        baselineName: 'that of one server without any',
      });
      return [
        {
          name: `acknowledgement p50, ${name}`,
          unit: 'ms',
          better: 'lower',
          ...both(rounds),
          goal: { of: 'ratio', bound: 1.1 },
        },
        { name: `start to READY, ${name}`, unit: 'ms', better: 'lower', ...both([starts]) },
      ];
    });
  },
};
