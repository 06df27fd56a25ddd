import { createRandom, type Random } from '../sandbox/pictures/random.ts';

type Mode = 'sqlite' | 'postgres';

/** What a peer can see pass, by which a moment in a process's life is named without asking the process. */
export const sights = ['submit', 'poll', 'download', 'upload', 'callback', 'edit', 'webhook', 'commit'] as const;
export type Sight = (typeof sights)[number];

/** `half`: with half of it sent. `before`: it is there and its answer is not. `after`: up to five milliseconds after its answer. */
export const moments = ['half', 'before', 'after'] as const;
export type Moment = (typeof moments)[number];

/** `stop`: SIGSTOP, and SIGCONT once every lease has ended. `power`: killed, and what no sync had covered is gone, too. */
export type Blow = 'kill' | 'term' | 'stop' | 'power';

/** A process is struck: at a time, or when a peer sees the n-th of something. */
export interface Strike {
  readonly kind: 'strike';
  readonly blow: Blow;
  readonly at:
    | { readonly afterMs: number }
    | { readonly sight: Sight; readonly moment: Moment; readonly nth: number; readonly lagMs: number };
  /** Which of the processes, where nothing else says it: from 0 up to 1. */
  readonly whom: number;
}

/** Trouble that a living process has to get through. */
export interface Outage {
  readonly kind: 'outage';
  readonly name: OutageName;
  readonly afterMs: number;
  readonly forMs: number;
  /** Of what fell silent: cut at the end, as when its server starts anew; else found out by patience alone. */
  readonly isCutAtEnd: boolean;
}

export type Fault = Strike | Outage;

/** One after the other: a round is over when its fault has hit and ended. */
export interface Plan {
  readonly seed: number;
  readonly mode: Mode;
  readonly jobs: number;
  readonly rounds: readonly Fault[];
  /** Beside all that, on Postgres: one of the workers is killed so often. */
  readonly workerKilledEveryMs: number | undefined;
}

const everywhere = [
  'Discord cut',
  'Discord slow, in slices',
  'gateway silent',
  'gateway asks to reconnect',
  'gateway session invalid, resumable',
  'gateway session invalid for good',
  'same interaction twice',
  'Discord does not know the bot once',
  'provider cut',
  'provider silent',
  'provider answers lost',
  'provider answers unreadable',
  'provider slow, in slices',
  'provider forbids certain words',
  'provider has no credits for orders',
  'results cut',
  'results cut half-way',
  'results forbidden for a while',
  'file service cut',
  'file service silent',
  'file service answers lost',
  'file service takes only small files',
  'webhooks cut',
  'webhooks twice',
  'webhooks late',
  'webhooks out of order',
  'webhooks forged',
  'clock set back an hour',
] as const;
const onSqlite = ['database locked', 'disk full', 'disk full, then the power fails'] as const;
const onPostgres = ['database cut', 'database silent', 'database read-only', 'database sessions ended'] as const;
const onOwnServer = ['Postgres stopped', 'Postgres crashes', 'Postgres restarts', 'Postgres fails over'] as const;

type OutageName =
  | (typeof everywhere)[number]
  | (typeof onSqlite)[number]
  | (typeof onPostgres)[number]
  | (typeof onOwnServer)[number];

const outagesOn = (mode: Mode, hasOwnServer: boolean): readonly OutageName[] => [
  ...everywhere,
  ...(mode === 'sqlite' ? onSqlite : onPostgres),
  ...(hasOwnServer ? onOwnServer : []),
];
/** One of the first at each point; each of the second at a time. */
const blowsOn = {
  sqlite: { pointed: ['kill', 'power', 'kill', 'term', 'power'], timed: ['kill', 'power', 'term', 'stop', 'power'] },
  postgres: { pointed: ['kill', 'kill', 'kill', 'term', 'kill'], timed: ['kill', 'kill', 'term', 'stop'] },
} as const satisfies Record<Mode, { readonly [when: string]: readonly Blow[] }>;
/** A lease of a process lasts 15 seconds; on SQLite it has none to lose. */
const STOPPED_MS: Readonly<Record<Mode, readonly [number, number]>> = {
  sqlite: [2000, 6000],
  postgres: [17_000, 20_000],
};
const WORKER_KILLED_EVERY_MS = 20_000;
const JOBS_A_ROUND = 4;
/** Each fault four times: from there on there are more jobs in a round. */
const MOST_ROUNDS = 240;

const whole = (random: Random, low: number, high: number) => Math.floor(random.between(low, high + 1));

export const stoppedMs = (mode: Mode, whom: number): number => {
  const [low, high] = STOPPED_MS[mode];
  return Math.round(low + whom * (high - low));
};

function strikes(mode: Mode, random: Random): Strike[] {
  const seen = sights.filter((sight) => mode === 'postgres' || sight !== 'commit');
  const pointed = seen.flatMap((sight) =>
    moments.map((moment): Strike => {
      const blow = random.pick<Blow>(blowsOn[mode].pointed);
      const lagMs = moment === 'after' ? whole(random, 0, 5) : 0;
      const nth = sight === 'commit' ? whole(random, 1, 40) : whole(random, 1, 2);
      return { kind: 'strike', blow, at: { sight, moment, nth, lagMs }, whom: random.next() };
    }),
  );
  const timed = blowsOn[mode].timed.map(
    (blow): Strike => ({ kind: 'strike', blow, at: { afterMs: whole(random, 0, 2500) }, whom: random.next() }),
  );
  return [...pointed, ...timed];
}

/** From here on there is time for connections that are given up after half a minute or more. */
const MANY_JOBS = 200;

const outages = (names: readonly OutageName[], random: Random, longestMs: number, jobs: number): Outage[] =>
  names.map((name) => ({
    kind: 'outage',
    name,
    afterMs: whole(random, 0, 800),
    forMs: whole(random, 1000, longestMs),
    isCutAtEnd: jobs < MANY_JOBS || random.next() < 0.6,
  }));

function shuffled<T>(list: readonly T[], random: Random): T[] {
  return list
    .map((each) => ({ each, at: random.next() }))
    .sort((a, b) => a.at - b.at)
    .map(({ each }) => each);
}

export interface Wish {
  readonly seed: number;
  readonly mode: Mode;
  readonly jobs: number;
  /** Outages last from a second to this. */
  readonly longestMs?: number;
  /** Those faults whose names begin like this, and no others. */
  readonly only?: string | undefined;
  /** The Postgres is the run's own, and is stopped, crashed and replaced as well. */
  readonly hasOwnServer?: boolean;
}

/** The same plan for the same wish: every fault once before any comes again, in an order of its own each time. */
export function drawPlan({ seed, mode, jobs, longestMs = 5000, only = '', hasOwnServer = false }: Wish): Plan {
  const random = createRandom(`chaos ${seed} ${mode}`);
  const wanted = Math.min(MOST_ROUNDS, Math.max(2, Math.ceil(jobs / JOBS_A_ROUND)));
  const names = outagesOn(mode, hasOwnServer);
  const rounds: Fault[] = [];
  while (rounds.length < wanted) {
    const all = [...strikes(mode, random), ...outages(names, random, longestMs, jobs)];
    const meant = all.filter((fault) => nameOf(fault).startsWith(only));
    if (meant.length === 0) throw new Error(`No fault of ${mode} begins with ${only}`);
    rounds.push(...shuffled<Fault>(meant, random));
  }
  const workerKilledEveryMs = mode === 'postgres' ? WORKER_KILLED_EVERY_MS : undefined;
  return { seed, mode, jobs, rounds: rounds.slice(0, wanted), workerKilledEveryMs };
}

/** What it is called in the plan, in counters and in the report. */
export function nameOf(fault: Fault): string {
  if (fault.kind === 'outage') return fault.name;
  const { blow, at } = fault;
  return 'sight' in at ? `${blow} at ${at.sight}, ${at.moment}` : `${blow} at any time`;
}
