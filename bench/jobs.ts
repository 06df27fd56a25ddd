import { createTestDatabase } from '../test/support/postgres.ts';
import type { Figure, Measurement } from './figures.ts';
import { openScene, type Program } from './scene.ts';

const TASK_MS = 2000;
const PLACES = 100;
const ORDERS = 300;
const PER_SECOND = 40;

const scene = (more: Parameters<typeof openScene>[0]) =>
  openScene({
    stage: { freepik: { taskMs: TASK_MS } },
    channels: PLACES,
    members: PLACES,
    knownMs: TASK_MS,
    ...more,
  });

/** From the order to the picture in the message; what does not arrive is no job. */
async function cpuOfJobs(program: Program): Promise<number> {
  const { burst, arrival, cpu, close } = await scene({ program });
  await arrival((await burst(10, 10)).handles);
  const before = cpu();
  const { count } = await arrival((await burst(ORDERS, PER_SECOND)).handles);
  const used = cpu() - before;
  await close();
  return used / count;
}

/** Beside a bot that asks every two seconds and keeps nothing. */
export const job: Measurement = {
  takes: 'short',
  async measure(isQuick) {
    const ours: number[] = [];
    const baseline: number[] = [];
    for (let n = 0; n < (isQuick ? 1 : 2); n++) {
      baseline.push(await cpuOfJobs('poller'));
      ours.push(await cpuOfJobs('darkroom'));
    }
    return [
      {
        name: `CPU of a whole job, over ${ORDERS}`,
        unit: 'ms',
        better: 'lower',
        ours,
        baseline,
        baselineName: 'a bot that keeps nothing',
        goal: { of: 'value', bound: 10 },
      },
    ];
  },
};

const CROWD = 150;
const WORKERS = [1, 2, 4] as const;

interface Throughput {
  readonly cpu: number;
  readonly perSecond: number;
}

/** All are ordered at once, and made as fast as the processes can. */
async function crowd(more: Parameters<typeof openScene>[0]): Promise<Throughput> {
  const { burst, arrival, cpu, close } = await scene(more);
  await arrival((await burst(10, 10)).handles);
  const [before, began] = [cpu(), performance.now()];
  const { count } = await arrival((await burst(CROWD, Number.POSITIVE_INFINITY)).handles);
  const seconds = (performance.now() - began - TASK_MS) / 1000;
  const found = { cpu: (cpu() - before) / count, perSecond: count / seconds };
  await close();
  return found;
}

async function onPostgres(workers: number): Promise<Throughput | undefined> {
  const database = await createTestDatabase();
  if (!database) return undefined;
  const processes = [{ ROLE: 'gateway' }, ...Array.from({ length: workers }, () => ({ ROLE: 'worker' }))];
  return crowd({ databaseUrl: database.url, processes }).finally(() => database.drop());
}

interface Way {
  readonly name: string;
  readonly run: () => Promise<Throughput | undefined>;
}

const WAYS: readonly Way[] = [
  { name: 'SQLite', run: () => crowd({}) },
  ...WORKERS.map((workers) => ({
    name: `Postgres, a gateway and ${workers} ${workers === 1 ? 'worker' : 'workers'}`,
    run: () => onPostgres(workers),
  })),
];

/** CPU is that of the bot's own processes; what Postgres itself uses is not in it. */
export const throughput: Measurement = {
  takes: 'usual',
  async measure() {
    const [sqlite, ...others] = WAYS;
    const alone = await sqlite?.run();
    const figures = [...(alone ? figuresOf('SQLite', alone) : [])];
    for (const { name, run } of others) {
      const found = await run();
      if (found) figures.push(...figuresOf(name, found, alone));
    }
    return figures;
  },
};

function figuresOf(name: string, found: Throughput, alone?: Throughput): Figure[] {
  const both = (of: (each: Throughput) => number) => ({
    ours: [of(found)],
    ...(alone && { baseline: [of(alone)], baselineName: 'SQLite' }),
  });
  return [
    { name: `CPU of a job, ${name}`, unit: 'ms', better: 'lower', ...both(({ cpu }) => cpu) },
    { name: `jobs a second of one core, ${name}`, unit: '/s', better: 'higher', ...both(({ cpu }) => 1000 / cpu) },
    { name: `jobs a second, ${name}`, unit: '/s', better: 'higher', ...both(({ perSecond }) => perSecond) },
  ];
}
