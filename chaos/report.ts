import { answeredLater, calmAnswers, type History, quantile, type Violation } from './check.ts';
import { longestLives } from './memory.ts';
import type { Plan } from './plan.ts';
import type { Lost } from './power.ts';
import type { Return, World } from './world.ts';

interface Figures {
  readonly tookMs: number;
  readonly ordered: number;
  readonly jobs: Readonly<{ [phase: string]: number }>;
  readonly tasks: number;
  /** Orders of which nobody knows whether they were taken: given back, and told. */
  readonly unknown: number;
  readonly asks: number;
  /** Without an answer in time while no process lived that could have given one. */
  readonly excused: number;
  readonly answerMs: { readonly p50: number; readonly p99: number; readonly most: number };
  /** Later than 2.5 seconds although somebody could have answered. */
  readonly late: number;
  /** When nothing failed any more. */
  readonly calm: { readonly asks: number; readonly p99: number };
  /** From a kill until the process that was started in its place is ready. */
  readonly backAfterKillMs: { readonly p50: number; readonly most: number };
  readonly restMs: number;
  /** In the middle: a commit had been written of which the process had not said yet that it was synced. */
  readonly powerCuts: { readonly all: number; readonly inTheMiddle: number };
  /** Of each process its longest life, in megabytes. */
  readonly memory: ReturnType<typeof longestLives>;
  /** Megabytes by process, when nothing is to be done. */
  readonly heaps: Readonly<{ [child: string]: number }>;
}

export interface Report {
  readonly plan: Plan;
  readonly figures: Figures;
  /** By fault, then by the phase that jobs were in when it hit. */
  readonly hits: Readonly<{ [fault: string]: Readonly<{ [phase: string]: number }> }>;
  readonly violations: readonly (Violation & { readonly story: readonly string[] })[];
}

/** Later than this is close to the three seconds after which Discord hears nobody. */
const LATE_MS = 2500;

interface Times {
  readonly returns: readonly Return[];
  readonly powerCuts: readonly Lost[];
  readonly heaps: Readonly<{ [child: string]: number }>;
  readonly restMs: number;
  readonly tookMs: number;
  readonly ordered: number;
}

export function figuresOf(history: History, { returns, powerCuts, heaps, restMs, tookMs, ordered }: Times): Figures {
  const jobs = history.record.entries.flatMap((entry) => entry.jobs);
  const answers = history.asks.flatMap(({ answeredMs }) => answeredMs ?? []);
  const calm = calmAnswers(history);
  const kills = returns.filter(({ blow }) => blow === 'kill' || blow === 'power').map(({ ms }) => ms);
  const phases = Map.groupBy(jobs, ({ phase }) => phase);
  return {
    tookMs,
    ordered,
    jobs: Object.fromEntries([...phases].map(([phase, all]) => [phase, all.length])),
    tasks: history.paid.length,
    unknown: history.record.lines.filter(({ kind }) => kind === 'unknown').length,
    asks: history.asks.length,
    excused: history.asks.length - answers.length,
    answerMs: { p50: quantile(answers, 0.5), p99: quantile(answers, 0.99), most: quantile(answers, 1) },
    late: answeredLater(history, LATE_MS).length,
    calm: { asks: calm.length, p99: quantile(calm, 0.99) },
    backAfterKillMs: { p50: quantile(kills, 0.5), most: quantile(kills, 1) },
    restMs,
    powerCuts: { all: powerCuts.length, inTheMiddle: powerCuts.filter(({ behind }) => behind > 0).length },
    memory: longestLives(history.memory),
    heaps,
  };
}

const STORY_LINES = 40;
const LINE = 260;
const ID = /[0-9A-Z]{26}/;

interface Told {
  readonly at: number;
  readonly line: string;
}

/** What the processes logged of a job. */
function logged(world: World, id: string): Told[] {
  return world
    .written()
    .split('\n')
    .filter((line) => line.includes(id))
    .map((line) => ({ at: Date.parse(/"time":"([^"]+)"/.exec(line)?.[1] ?? '') || 0, line: `bot: ${line}` }));
}

function passed({ stage: { discord } }: World, id: string): Told[] {
  return discord.exchanges
    .filter(({ body }) => JSON.stringify(body ?? {}).includes(id))
    .map(({ at, method, path, status, body }) => ({
      at,
      line: `Discord: ${method} ${path.replaceAll(/[\w-]{60,}/g, '...')} ${status} ${JSON.stringify(body).slice(0, 120)}`,
    }));
}

function worked({ stage: { freepik, apiframe } }: World, id: string): Told[] {
  return [freepik, apiframe].flatMap(({ tasks, webhooks }) =>
    tasks
      .filter(({ body }) => JSON.stringify(body ?? {}).includes(id))
      .flatMap((task) => [
        {
          at: task.createdAt,
          line: `provider: task ${task.id} of ${task.endpoint}, ${task.status}, ${task.polls} polls`,
        },
        ...webhooks
          .filter(({ taskId }) => taskId === task.id)
          .map(({ at, status, answer }) => ({ at, line: `provider: webhook ${status}, answered ${answer}` })),
      ]),
  );
}

/** What all sides say of the job that a violation is about, in its order. */
export function storyOf({ what }: Violation, world: World): readonly string[] {
  const [id] = ID.exec(what) ?? [];
  if (id === undefined) return [];
  const told = [...logged(world, id), ...passed(world, id), ...worked(world, id)].toSorted((a, b) => a.at - b.at);
  const lines = told.map(({ at, line }) => `${new Date(at).toISOString().slice(11, 23)} ${line.slice(0, LINE)}`);
  const middle = lines.length > STORY_LINES ? [`... ${lines.length - STORY_LINES} lines left out`] : [];
  return [
    ...lines.slice(0, STORY_LINES / 2),
    ...middle,
    ...lines.slice(Math.max(STORY_LINES / 2, lines.length - STORY_LINES / 2)),
  ];
}

const seconds = (ms: number) => `${(ms / 1000).toFixed(1)} s`;

/** The same report for people. */
export function linesOf({ plan, figures, hits, violations }: Report): readonly string[] {
  const { answerMs, backAfterKillMs, powerCuts, memory, heaps } = figures;
  const jobs = Object.entries(figures.jobs).map(([phase, n]) => `${n} ${phase}`);
  return [
    `Chaos on ${plan.mode}, seed ${plan.seed}: ${figures.ordered} orders, ${plan.rounds.length} rounds in ${seconds(figures.tookMs)}. The plan is replayed by its seed; what came between what is not.`,
    `Jobs: ${jobs.join(', ')}; ${figures.tasks} tasks at the providers, ${figures.unknown} outcomes unknown.`,
    `Answers: ${figures.asks} asked for, half within ${answerMs.p50} ms, 99 % within ${answerMs.p99} ms, the longest ${answerMs.most} ms; ${figures.excused} while nobody could answer, ${figures.late} later than ${seconds(LATE_MS)} although somebody could.`,
    ...(figures.calm.asks > 0
      ? [`When all was well: ${figures.calm.asks} asked for, 99 % within ${figures.calm.p99} ms.`]
      : []),
    `Ready again after a kill: half within ${seconds(backAfterKillMs.p50)}, the longest ${seconds(backAfterKillMs.most)}. At rest ${seconds(figures.restMs)} after the storm.`,
    ...(powerCuts.all > 0
      ? [`The power failed ${powerCuts.all} times, ${powerCuts.inTheMiddle} of them while something was being written.`]
      : []),
    ...memory.map(
      ({ child, seconds: lived, most, orders, growth, rise }) =>
        `Memory of ${child}: ${most} MB at most in ${lived} s; in the ${orders} orders after its warm-up ${growth ?? '?'} MB more for 1,000, its least ${rise} MB more; heap at rest ${heaps[child] ?? '?'} MB.`,
    ),
    '',
    'Hits, and the jobs that were in the works then:',
    ...Object.entries(hits).map(([name, { any = 0, ...phases }]) => {
      const were = Object.entries(phases).map(([phase, n]) => `${n} ${phase}`);
      return `  ${name}: ${any}${were.length > 0 ? ` (${were.join(', ')})` : ''}`;
    }),
    '',
    violations.length === 0 ? 'Nothing was lost, doubled, late or left.' : `${violations.length} violations:`,
    ...violations.flatMap(({ kind, what, story }) => [`  ${kind}: ${what}`, ...story.map((line) => `      ${line}`)]),
  ];
}
