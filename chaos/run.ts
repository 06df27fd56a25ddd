import { setTimeout as pause } from 'node:timers/promises';
import { freepikEndpoints } from '../sandbox/providers/endpoints/registry.ts';
import type { LocalProvider } from '../sandbox/providers/local-provider.ts';
import { readBooks } from '../test/end-to-end/books.ts';
import { outgoingComplaints } from '../test/end-to-end/inspect.ts';
import { UNDONE } from '../test/end-to-end/walk/pending.ts';
import { readRecord } from '../test/end-to-end/walk/record.ts';
import { searchFor } from '../test/end-to-end/walk/search.ts';
import { check, type History, type Paid, THOUSANDS, type Violation } from './check.ts';
import { createLoad, type Load } from './load.ts';
import { type Sample, startMemoryWatch } from './memory.ts';
import { beginOutage } from './outages.ts';
import { drawPlan, type Fault, nameOf, type Outage, type Plan, type Strike, type Wish } from './plan.ts';
import { figuresOf, type Report, storyOf } from './report.ts';
import { lieInWait } from './sights.ts';
import { type Child, openWorld, type World, type WorldWish } from './world.ts';

/** Long enough for a sight that comes once in a while. */
const WAITING_MS = 90_000;
const REST_MS = 120_000;
const SAMPLE_MS = 500;
const QUIET_MS = 400;
/** What is looked for cannot be seen when nobody orders: then one more comes now and then. */
const ONE_MORE_MS = 2000;
const BEFOREHAND = 5;
const STORIES = 10;
/** How often a fault comes once more that no job was in the way of, each time among more orders: a quick bot has few in line. */
const MOST_AGAIN = 6;
const LATE_LOOK_MS = 62 * 60_000;

/** Of many orders a part comes when the storm is over: while a process is killed every moment nobody sees it grow. */
const CALM = 1 / 3;

interface ChaosOptions extends Wish, WorldWish {
  /** A bound: a run that reaches it has not done its plan, and fails. */
  readonly minutes?: number | undefined;
  readonly onLine?: (line: string) => void;
  /** All that the processes wrote, at the end. */
  readonly onLog?: (text: string) => void;
}

const OPEN_JOBS = `select phase, count(*) as jobs from jobs where phase not in ('done', 'failed', 'cancelled') group by phase`;
/** What was given back and came after all is free, and no request. */
const IS_PAID = `not exists (select 1 from ledger where job_id = jobs.id and kind = 'given-back')`;
/** A shared copy of what is there already is made at once, whatever else its owner waits for. */
const IS_ASKED_FOR = `not exists (select 1 from posts where posts.id = jobs.post_id and action_key like 'share:%')`;
/** Each names what it is about and how much of it there is, where that is more than there may be. */
const exceededIn = ({ limits }: World) => [
  `select owner_id as about, count(distinct post_id) as n from jobs
    where phase not in ('done', 'failed', 'cancelled') and ${IS_PAID} and ${IS_ASKED_FOR} group by scope, owner_id
    having count(distinct post_id) > ${limits.concurrent}`,
  `select provider as about, count(*) as n from jobs
    where phase in ('submitting', 'waiting') and ${IS_PAID} group by provider having count(*) > ${limits.atProvider}`,
  `select owner_id as about, sum(credits - granted) as n from tallies
    where owner_id <> '' and scope <> '' group by scope, owner_id, period
    having sum(credits - granted) > ${limits.daily}`,
];

/** Looks again and again whether a limit is exceeded in that moment. */
function startSampling(world: World) {
  const exceeded: string[] = [];
  const questions = exceededIn(world);
  let isOver = false;
  const loop = (async () => {
    while (!isOver) {
      for (const sql of questions) {
        const rows = await world.ask(sql).catch(() => []);
        for (const row of rows) exceeded.push(`${row['about']} has ${row['n']}: ${sql.split(' from')[0]}`);
      }
      await pause(SAMPLE_MS);
    }
  })();
  return {
    exceeded,
    async stop() {
      isOver = true;
      await loop;
    },
  };
}

/** On Postgres: now one worker dies, now the other, as long as one is left. */
function startKilling(world: World, everyMs: number | undefined): () => void {
  if (everyMs === undefined) return () => {};
  let turn = 0;
  const timer = setInterval(() => {
    const workers = world.children.filter(({ role }) => role === 'worker');
    const victim = workers[turn % workers.length];
    // a machine that is too busy to start one in that time would have none at all
    if (!victim || workers.some(({ isDown }) => isDown)) return;
    turn += 1;
    void world.strike(victim, 'kill', 0);
  }, everyMs);
  return () => clearInterval(timer);
}

type Hits = Map<string, Map<string, number>>;

type Rows = Awaited<ReturnType<World['ask']>>;

const lookAtJobs = (world: World): Promise<Rows> => world.ask(OPEN_JOBS).catch(() => []);

/** Which phases jobs are in while a fault hits. */
function count(hits: Hits, name: string, rows: Rows): void {
  const phases = hits.get(name) ?? new Map<string, number>();
  hits.set(name, phases);
  phases.set('any', (phases.get('any') ?? 0) + 1);
  for (const row of rows) {
    const phase = String(row['phase']);
    phases.set(phase, (phases.get(phase) ?? 0) + Number(row['jobs']));
  }
}

/** Resolves with whom it struck, or with nobody when that was never seen. */
function strikePoint(world: World, { at, whom }: Strike): Promise<Child | undefined> {
  if (!('sight' in at)) return pause(at.afterMs).then(() => world.childAt(whom));
  return new Promise((resolve) => {
    const works = ({ role }: Child) => role !== 'gateway';
    const stop = lieInWait(world.ways, at, (whose) => {
      stop();
      clearTimeout(timer);
      resolve(whose ?? world.childAt(whom, works));
    });
    const timer = setTimeout(() => {
      stop();
      resolve(undefined);
    }, WAITING_MS);
  });
}

async function strike(world: World, fault: Strike, hits: Hits): Promise<void> {
  const victim = await strikePoint(world, fault);
  if (!victim) return;
  // it dies first, and is asked about after that
  const isBack = world.strike(victim, fault.blow, fault.whom);
  count(hits, nameOf(fault), await lookAtJobs(world));
  await isBack;
}

/** It ends when its time is over and somebody felt it, or nobody does for long. */
async function ride(world: World, fault: Outage, hits: Hits): Promise<void> {
  const { name, afterMs, forMs } = fault;
  await pause(afterMs);
  const outage = await beginOutage(world, fault);
  const began = await lookAtJobs(world);
  await pause(forMs);

  for (const end = Date.now() + WAITING_MS; outage.hits() === 0 && Date.now() < end; ) await pause(100);
  const wasFelt = outage.hits() > 0;
  await outage.end();
  if (wasFelt) count(hits, name, [...began, ...(await lookAtJobs(world))]);
}

/** What nobody could reach, as what a member deleted, is looked at once more minutes later, in case somebody can by then: that is not waited for. */
const UNREST = {
  ...UNDONE,
  'messages to be looked at': `posts where check_at is not null and (shown_version in ('', 'erased') or exists (
    select 1 from jobs where post_id = posts.id and phase not in ('done', 'failed', 'cancelled')))`,
};

async function pendingOf(world: World): Promise<readonly string[]> {
  const counts = await Promise.all(
    Object.entries(UNREST).map(async ([name, sql]) => {
      const [row] = await world.ask(`select count(*) as n from ${sql}`);
      return [name, Number(row?.['n'])] as const;
    }),
  );
  return counts.flatMap(([name, n]) => (n > 0 ? [`${n} ${name}`] : []));
}

/** Nobody does anything any more; says what is still to be done when the time for it is over. */
async function comeToRest(world: World): Promise<{ readonly unrest: readonly string[]; readonly ms: number }> {
  const began = Date.now();
  let unrest: readonly string[] = ['not looked at'];
  while (Date.now() - began < REST_MS) {
    unrest = await pendingOf(world).catch((error: unknown) => [`the database says ${error}`]);
    if (unrest.length === 0) break;
    await pause(250);
  }
  const ms = Date.now() - began;
  await pause(QUIET_MS);
  return { unrest, ms };
}

/** What was given up although it was paid for is asked for hourly: a clock that was set right may have ended its time at once. */
async function lookLate(world: World): Promise<readonly string[]> {
  const [row] = await world.ask(`select count(*) as n from jobs where phase = 'failed' and due_at is not null`);
  if (Number(row?.['n']) === 0) return [];
  await world.jump(LATE_LOOK_MS);
  return (await comeToRest(world)).unrest;
}

/** A provider that fetches a picture by its link while the way there is cut fails as it would in life. */
const UNFETCHED = 'could not be downloaded';
const HEARD = 204;
/** Their tasks have no name that anybody would keep. */
const answeredAtOnce = new Set(freepikEndpoints.filter(({ answers }) => answers === 'at-once').map(({ name }) => name));

function paidBy(provider: string, { tasks, webhooks }: Pick<LocalProvider<string>, 'tasks' | 'webhooks'>): Paid[] {
  const ends = webhooks.filter(({ status, answer }) => status === 'COMPLETED' && answer === HEARD);
  const heard = new Set(ends.map(({ taskId }) => taskId));
  return tasks.map(({ id, endpoint, body, status, polls }) => ({
    provider,
    id,
    jobId: /\/webhooks\/\w+\/([0-9A-Z]{26})\//.exec(JSON.stringify(body ?? {}))?.[1],
    isCompleted: status === 'COMPLETED',
    isKnown: polls > 0 || (heard.has(id) && !answeredAtOnce.has(endpoint)),
  }));
}

interface Seen {
  readonly exceeded: readonly string[];
  readonly unrest: readonly string[];
  readonly hits: Hits;
  readonly plan: Plan;
  readonly memory: readonly Sample[];
  readonly calmFrom: number;
}

/** What may be under way when a fault hits, by the phases of jobs. */
const STAGES = {
  'with something in line': ['accepted', 'queued'],
  'with something at a provider': ['submitting', 'waiting'],
  'with something on its way back': ['storing', 'delivering'],
};

/** Each fault of the plan has hit; among thousands of jobs also at each stage of some of them. */
function hitsOf(name: string, jobs: number, hits: Hits): readonly (readonly [string, number])[] {
  const stages = jobs < THOUSANDS ? [] : Object.entries(STAGES);
  const phases = hits.get(name);
  const met = (of: readonly string[]) => of.reduce((sum, phase) => sum + (phases?.get(phase) ?? 0), 0);
  return [[name, phases?.get('any') ?? 0], ...stages.map(([stage, of]) => [`${name}, ${stage}`, met(of)] as const)];
}

/** Each once, whatever of it is missing. */
function unmet({ rounds, jobs }: Plan, hits: Hits): readonly Fault[] {
  const byName = new Map(rounds.map((fault) => [nameOf(fault), fault]));
  return [...byName].filter(([name]) => hitsOf(name, jobs, hits).some(([, n]) => n === 0)).map(([, fault]) => fault);
}

async function gather(world: World, load: Load, { plan, hits, ...seen }: Seen): Promise<History> {
  const tickets = await world.ask(
    `select job_id, coalesce(ticket, '') as ticket from submissions where ticket is not null or images is not null`,
  );
  await world.stopAll();
  const { freepik, apiframe, discord } = world.stage;
  const { unbalanced } = await readBooks(world.env);
  const complaints = await outgoingComplaints({ ...world.stage, env: world.env }, world.written());
  return {
    asks: load.asks,
    excuses: world.excuses,
    paid: [...paidBy('freepik', freepik), ...paidBy('apiframe', apiframe)],
    tickets: tickets.map((row) => ({ jobId: String(row['job_id']), ticket: String(row['ticket']) })),
    record: await readRecord(world.env),
    messages: discord.allMessages().filter(({ author }) => author.id === discord.botUserId),
    dailyCredits: world.limits.daily,
    unbalanced,
    ...seen,
    exceeded: [...new Set(seen.exceeded)],
    outgoing: complaints.filter((each) => !each.endsWith(UNFETCHED)),
    misconduct: world.complaints,
    hits: new Map(plan.rounds.flatMap((fault) => hitsOf(nameOf(fault), plan.jobs, hits))),
    now: world.clock.now(),
  };
}

async function storm(world: World, load: Load, plan: Plan, { minutes = 600, onLine = () => {} }: ChaosOptions) {
  const hits: Hits = new Map();
  const bound = Date.now() + minutes * 60_000;
  const sampling = startSampling(world);
  const stopKilling = startKilling(world, plan.workerKilledEveryMs);
  const memory = startMemoryWatch(world.children, load.ordered);
  const stormy = plan.jobs * (plan.jobs < THOUSANDS ? 1 : 1 - CALM);
  const share = Math.ceil(stormy / plan.rounds.length);
  const more = setInterval(() => load.allow(load.ordered() + 1), ONE_MORE_MS);
  load.start();
  const round = async (fault: Fault, title: string, allowed: number) => {
    if (Date.now() > bound) return;
    onLine(`${title} ${nameOf(fault)} (${load.ordered()} orders)`);
    load.allow(allowed);
    await play(world, fault, hits);
  };
  for (const [n, fault] of plan.rounds.entries()) {
    await round(fault, `${n + 1}/${plan.rounds.length}`, Math.min(stormy, BEFOREHAND + share * (n + 1)));
  }
  for (let time = 1; time <= MOST_AGAIN; time += 1) {
    for (const fault of unmet(plan, hits)) await round(fault, `again (${time})`, load.ordered() + time * share);
  }
  clearInterval(more);
  stopKilling();
  for (const child of world.children) while (child.isDown) await pause(50);
  const calmFrom = world.clock.now();
  load.allow(plan.jobs);
  while (load.ordered() < plan.jobs && Date.now() < bound) await pause(100);
  await load.stop();
  onLine('the storm is over');
  const { unrest, ms } = await comeToRest(world);
  const late = await lookLate(world);
  await sampling.stop();
  const heaps = await memory.heapsAtRest();
  memory.stop();
  return {
    hits,
    exceeded: sampling.exceeded,
    unrest: [...unrest, ...late],
    restMs: ms,
    memory: memory.samples,
    heaps,
    calmFrom,
  };
}

const play = (world: World, fault: Fault, hits: Hits): Promise<void> =>
  fault.kind === 'strike' ? strike(world, fault, hits) : ride(world, fault, hits);

/** One storm from its plan to what the checker says. The plan is the same for the same seed; what came between what is not. */
export async function runChaos(options: ChaosOptions): Promise<Report> {
  const plan = drawPlan(options);
  const began = Date.now();
  const world = await openWorld(options);
  try {
    await world.startAll();
    const load = await createLoad(world, options);
    const { restMs, heaps, ...seen } = await storm(world, load, plan, options);
    const history = await gather(world, load, { ...seen, plan });
    const { violations, hidden } = check(history);
    const unfound = hidden.length > 0 ? await search(world, load, hidden) : [];
    const all = [...violations, ...unfound.map((what): Violation => ({ kind: 'lost', what }))];
    return {
      plan,
      figures: figuresOf(history, {
        returns: world.returns,
        powerCuts: world.powerCuts,
        heaps,
        restMs,
        tookMs: Date.now() - began,
        ordered: load.ordered(),
      }),
      hits: Object.fromEntries([...seen.hits].map(([name, phases]) => [name, Object.fromEntries(phases)])),
      violations: all.map((each, n) => ({ ...each, story: n < STORIES ? storyOf(each, world) : [] })),
    };
  } finally {
    options.onLog?.(world.written());
    await world.close();
  }
}

/** What no message shows, its owner finds. */
async function search(world: World, load: Load, hidden: Parameters<typeof searchFor>[1]): Promise<readonly string[]> {
  await world.reopen();
  const found = await searchFor({ people: load.people, bench: world.stage }, hidden);
  await world.stopAll();
  return found;
}
