import { setTimeout as pause } from 'node:timers/promises';
import { type Figure, type Measurement, median, quantile } from './figures.ts';
import { openScene, type Program, type Scene } from './scene.ts';

const RATES = [200, 500] as const;
const BURST = 500;
const WARM_UP = 200;
const LONG_TASK_MS = 600_000;

interface Answers {
  readonly p50: number;
  readonly p99: number;
  readonly cpu: number;
  /** Percent. */
  readonly answered: number;
}

async function answers(scene: Scene, count: number, perSecond: number): Promise<Answers> {
  const before = scene.cpu();
  const { times, handles } = await scene.burst(count, perSecond);
  const cpu = (scene.cpu() - before) / count;
  return { p50: median(times), p99: quantile(times, 0.99), cpu, answered: (handles.length / count) * 100 };
}

/** Of as many members as a crowd has, and with the slots of a provider that an operator has: the burst is of orders, not of submits. */
const CROWD = { members: 100, env: { PROVIDER_CONCURRENCY: '8' } };

async function round(program: Program, perSecond: number): Promise<Answers> {
  const scene = await openScene({ program, stage: { freepik: { taskMs: LONG_TASK_MS } }, ...CROWD });
  await scene.burst(WARM_UP, perSecond);
  const found = await answers(scene, BURST, perSecond);
  await scene.close();
  return found;
}

const besideBare = { better: 'lower', baselineName: 'bare discord.js' } as const;

/** Where it is less, the machine was too busy for the other figures to mean anything. */
const allOf = (ours: number[]): Omit<Figure, 'name'> => ({
  unit: '%',
  better: 'higher',
  ours,
  goal: { of: 'value', bound: 100 },
});

/** Both handlers take turns against fresh local servers, so that a slow moment of the machine meets both. */
async function inTurn(rounds: number, take: (program: Program) => Promise<Answers>) {
  const bare: Answers[] = [];
  const ours: Answers[] = [];
  for (let n = 0; n < rounds; n++) {
    bare.push(await take('bare'));
    ours.push(await take('darkroom'));
  }
  return (key: keyof Answers) => ({ ours: ours.map((each) => each[key]), baseline: bare.map((each) => each[key]) });
}

export const acknowledgement: Measurement = {
  takes: 'short',
  async measure(isQuick) {
    const figures: Figure[] = [];
    for (const rate of RATES) {
      const both = await inTurn(isQuick ? 3 : 10, (program) => round(program, rate));
      const at = `${BURST} at ${rate}/s`;
      figures.push(
        { name: `answered in time, ${at}`, ...allOf(both('answered').ours) },
        { name: `p50, ${at}`, unit: 'ms', ...besideBare, ...both('p50') },
        { name: `p99, ${at}`, unit: 'ms', ...besideBare, ...both('p99'), goal: { of: 'ratio', bound: 2 } },
        { name: `CPU of one, ${at}`, unit: 'ms', ...besideBare, ...both('cpu'), goal: { of: 'value', bound: 1.2 } },
      );
    }
    return figures;
  },
};

const ORDERS = 300;
const ORDERS_MS = 1200;
const RUNNING = 20;
const TASK_MS = 2000;
/** More than are made while it is measured. */
const IN_LINE = 150;
const PATIENCE_MS = 60_000;

/** Ten pictures a second are asked after, stored and delivered while the orders come. */
async function busyRound(program: Program): Promise<Answers> {
  const scene = await openScene({
    program,
    stage: { freepik: { taskMs: TASK_MS }, discord: { limits: { channelMessages: 'off' } } },
    channels: 50,
    members: 50,
    env: { PROVIDER_CONCURRENCY: String(RUNNING) },
    knownMs: TASK_MS,
  });
  await scene.burst(IN_LINE, 100);
  const isRunning = () => scene.stage.freepik.tasks.filter(({ downloads }) => downloads > 0).length >= RUNNING;
  for (const until = Date.now() + PATIENCE_MS; program === 'darkroom' && !isRunning(); await pause(50)) {
    if (Date.now() > until) throw new Error('no job runs beside which orders could be measured');
  }
  const found = await answers(scene, ORDERS, (ORDERS * 1000) / ORDERS_MS);
  await scene.close();
  return found;
}

/** The same beside the work that a bot of pictures has, and a bare handler has not. */
export const busy: Measurement = {
  takes: 'short',
  async measure(isQuick) {
    const both = await inTurn(isQuick ? 2 : 4, busyRound);
    const orders = `${ORDERS} orders in ${ORDERS_MS / 1000} s beside ${RUNNING} running jobs`;
    return [
      { name: `answered in time, ${orders}`, ...allOf(both('answered').ours) },
      { name: `p50, ${orders}`, unit: 'ms', ...besideBare, ...both('p50') },
      { name: `p99, ${orders}`, unit: 'ms', ...besideBare, ...both('p99'), goal: { of: 'ratio', bound: 5 } },
    ];
  },
};
