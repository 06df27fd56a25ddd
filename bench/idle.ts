import { setTimeout as pause } from 'node:timers/promises';
import type { Figure, Measurement } from './figures.ts';
import { answeredMs, openScene, type Program, type Scene } from './scene.ts';

const SERVERS = 1000;
/** After which nothing of the start is left to do. */
const SETTLING_MS = 700;

type Key = 'start' | 'ready' | 'first' | 'servers';
type Found = Readonly<Record<Key, number | undefined>>;

async function settled(scene: Scene): Promise<number> {
  await pause(SETTLING_MS);
  return scene.memory();
}

/** After its first picture, or its first answer where it makes none. */
async function afterTheFirst(scene: Scene, program: Program): Promise<number> {
  const handle = await scene.order();
  await answeredMs(handle);
  if (program === 'darkroom') await scene.arrival([handle]);
  return settled(scene);
}

async function round(program: Program, isWhole: boolean): Promise<Found> {
  const scene = await openScene({ program, stage: { freepik: { taskMs: 500 } }, env: { POLL_MIN_MS: '100' } });
  const start = scene.readyMs;
  const ready = await settled(scene);
  const first = isWhole ? await afterTheFirst(scene, program) : undefined;
  await scene.close();
  if (!isWhole) return { start, ready, first, servers: undefined };
  const many = await openScene({ program, servers: SERVERS });
  const servers = await settled(many);
  await many.close();
  return { start, ready, first, servers };
}

const figures = [
  ['start to READY', 'ms', 'start', 2],
  ['memory at READY, in one server', 'MB', 'ready', 1.5],
  ['memory after the first picture', 'MB', 'first', 1.8],
  [`memory at READY, in ${SERVERS} servers`, 'MB', 'servers', 1.35],
] as const;

/** Beside the bare handler; the first start of each is not counted, as it compiles what the others find compiled. */
export const idle: Measurement = {
  takes: 'short',
  async measure(isQuick) {
    const [rounds, whole] = isQuick ? [3, 1] : [10, 2];
    const bare: Found[] = [];
    const ours: Found[] = [];
    for (const program of ['bare', 'darkroom'] as const) await (await openScene({ program })).close('SIGTERM');
    for (let n = 0; n < rounds; n++) {
      bare.push(await round('bare', n < whole));
      ours.push(await round('darkroom', n < whole));
    }
    return figures.map(
      ([name, unit, key, bound]): Figure => ({
        name,
        unit,
        better: 'lower',
        ours: ours.flatMap((each) => each[key] ?? []),
        baseline: bare.flatMap((each) => each[key] ?? []),
        baselineName: 'bare discord.js',
        goal: { of: 'ratio', bound },
      }),
    );
  },
};
