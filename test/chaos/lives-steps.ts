import assert from 'node:assert/strict';
import fc from 'fast-check';
import type { Order } from '../../src/services/jobs/accept.ts';
import type { Store } from '../../src/services/store/contract.ts';
import { tallyBooks } from '../end-to-end/books.ts';
import { somePost } from '../services/jobs/some-post.ts';
import {
  type Answer,
  answers,
  CONCURRENT,
  createOutside,
  DAILY,
  type Life,
  START,
  startLife,
  type Trouble,
  troubles,
} from './lives.ts';

const LONGEST_REST_MS = 3_600_000;
const LONGEST_STRIDE_MS = 60_000;

/** The world of one case, and the bot in it. */
interface Real {
  readonly store: Store;
  readonly outside: ReturnType<typeof createOutside>;
  life: Life;
  lives: number;
  /** Jobs that were accepted, the oldest first. */
  readonly accepted: string[];
  /** What was begun and waits for something outside. */
  readonly begun: Promise<unknown>[];
  orders: number;
}

type Step = fc.AsyncCommand<object, Real>;

/** A step that is always possible. */
const step = (name: string, run: (real: Real) => Promise<void> | void): Step => ({
  check: () => true,
  async run(_model, real) {
    await run(real);
    await real.outside.idle();
    await assertWithinLimits(real);
  },
  toString: () => name,
});

/** What was given back and came after all is free, and no request. */
const RUNNING = `select count(distinct post_id) as n from jobs
  where owner_id = ? and phase not in ('done', 'failed', 'cancelled')
    and not exists (select 1 from ledger where job_id = jobs.id and kind = 'given-back')`;

async function assertWithinLimits({ store, accepted }: Real): Promise<void> {
  if (accepted.length === 0) return;
  for (const owner of ['ann', 'bob']) {
    const [row] = await store.sql(RUNNING, [owner]);
    assert.ok(Number(Object.values(row ?? {})[0]) <= CONCURRENT, `${owner} has too many at once`);
    const spent = await store.tallies.spent('guild', owner, { from: '2026-11-29', to: '2026-11-29' });
    const credits = [...spent.values()].reduce((sum, each) => sum + each.credits, 0);
    assert.ok(credits <= DAILY, `${owner} has spent ${credits}`);
  }
}

function orderOf(real: Real, ownerId: string, count: number, actionKey: string | null): Order {
  real.orders += 1;
  const { place, applicationId, token } = somePost();
  const input = { prompt: 'a fox', resolution: '1k' };
  return {
    interactionId: `${real.orders}`,
    applicationId,
    token,
    tokenExpiresAt: real.outside.now() + 840_000,
    actionKey,
    ownerId,
    scope: 'guild',
    roles: [],
    place,
    isPrivate: false,
    isSpoiler: false,
    operation: 'imagine',
    prepared: {
      input,
      count,
      tier: '1k',
      request: { provider: 'freepik', path: '/v1/ai/mystic', body: {}, pictures: [] },
    },
    price: 1,
    parentId: undefined,
    retryOf: [],
  };
}

/** As a command does it: all in one transaction, then the card, then that it was seen. */
async function place(real: Real, order: Order): Promise<void> {
  const { life, outside } = real;
  const acceptance = await life.machine.accept(order);
  if (acceptance.kind !== 'accepted') return;
  const { post, jobs } = acceptance;
  real.accepted.push(...jobs.map(({ id }) => id));
  await outside.arrives(undefined, `card of ${post.id}`);
  if (life.isDead) return;
  outside.acknowledged.set(post.id, 'message');
  await life.acknowledge.seen(post, jobs, 'message');
}

const begin = (real: Real, deed: Promise<unknown>) => void real.begun.push(deed.catch(() => undefined));

const order = (who: string, count: number) =>
  step(`order(${who}, ${count})`, (real) => begin(real, place(real, orderOf(real, who, count, null))));

const doubleClick = (who: string) =>
  step(`doubleClick(${who})`, (real) => {
    const key = `${who} again ${Math.floor((real.outside.now() - START) / 10_000)}`;
    begin(real, place(real, orderOf(real, who, 1, key)));
    begin(real, place(real, orderOf(real, who, 1, key)));
  });

const cancel = (nth: number) =>
  step(`cancel(${nth})`, (real) => {
    const id = real.accepted[nth % Math.max(1, real.accepted.length)];
    const deed = async () => {
      const job = id === undefined ? undefined : await real.life.store.jobs.byId(id);
      if (job) await real.life.machine.settle.cancel(job);
    };
    begin(real, deed());
  });

const webhook = (nth: number) =>
  step(`webhook(${nth})`, (real) => {
    const task = real.outside.tasks[nth % Math.max(1, real.outside.tasks.length)];
    if (task) begin(real, real.life.hear(task));
  });

const advance = (ms: number) => step(`advance(${ms})`, (real) => real.outside.advance(ms));
const says = (answer: Answer) => step(`provider says ${answer}`, (real) => void real.outside.next.push(answer));
const goesWrong = (what: Trouble) => step(`${what} goes wrong twice`, (real) => void real.outside.trouble.set(what, 2));
const away = step('database away', ({ life }) => {
  life.isAway = true;
});
const back = step('database back', ({ life }) => {
  life.isAway = false;
});
const restart = step('killed and started', async (real) => {
  real.life.isDead = true;
  await real.outside.idle();
  real.lives += 1;
  // as whoever opens the file does: nobody else can be there
  await real.store.sql('delete from processes', []);
  real.life = await startLife(real.outside, real.store, real.lives);
});

const who = fc.constantFrom('ann', 'bob');
const steps = fc.commands(
  [
    fc.tuple(who, fc.constantFrom(1, 1, 2)).map(([member, count]) => order(member, count)),
    fc.tuple(who, fc.constantFrom(1, 3)).map(([member, count]) => order(member, count)),
    who.map(doubleClick),
    fc.nat(5).map(cancel),
    fc.nat(5).map(webhook),
    fc.constantFrom(500, 2000, 5000, 16_000, 25_000, 60_000).map(advance),
    fc.constantFrom(...answers).map(says),
    fc.constantFrom(...troubles).map(goesWrong),
    fc.constantFrom(away, back, back),
    fc.constant(restart),
  ],
  { maxCommands: 12, size: '+1' },
);

const isAtRest = async (store: Store) => {
  const [row] = await store.sql(
    `select count(*) as n from jobs where phase not in ('done', 'failed', 'cancelled') or is_told = 0`,
    [],
  );
  return Number(Object.values(row ?? {})[0]) === 0;
};

/** Nothing more is asked for, nothing is in the way, and all comes to its end. */
async function comeToRest(s: fc.Scheduler, { store, outside, life }: Real): Promise<void> {
  life.isAway = false;
  outside.trouble.clear();
  const until = outside.now() + LONGEST_REST_MS;
  for (let stride = 500; outside.now() < until; ) {
    await outside.idle();
    if (s.count() > 0) {
      await s.waitOne();
      continue;
    }
    if (await isAtRest(store)) return;
    await outside.advance(stride);
    stride = Math.min(stride * 1.3, LONGEST_STRIDE_MS);
  }
  const rows = await store.sql('select id, phase, is_told, lease, due_at, attempts from jobs', []);
  assert.fail(`does not come to rest: ${JSON.stringify(rows)}`);
}

async function assertAllIsWell({ store, outside, accepted, lives }: Real): Promise<void> {
  for (const id of accepted) {
    const job = await store.jobs.byId(id);
    const tasks = outside.tasks.filter(({ jobId }) => jobId === id);
    const written = (await store.submissions.ofJob(id)).flatMap(({ ticket }) => ticket ?? []);
    const isTold = tasks.some((task) => task.isHeard || task.readIn === lives || written.includes(task.id));
    assert.ok(tasks.length <= 1, `paid for twice: ${id}`);
    // whatever the job had been given up for
    if (isTold) assert.equal(job?.phase, 'done', `told of, and not done: ${id}`);
    if (job?.phase === 'done') assert.equal(outside.shown.get(id), 1, `done, and not shown: ${id}`);
    if (job?.phase === 'cancelled') assert.deepEqual(tasks, [], `cancelled, and paid for: ${id}`);
  }
  assert.deepEqual((await tallyBooks(store)).unbalanced, []);
}

async function openCase(s: fc.Scheduler, store: Store): Promise<Real> {
  const tables = await store.sql(
    `select name from sqlite_master where type = 'table' and name not like 'sqlite%' and name not like 'kysely%' and name not in ('meta', 'witness')`,
    [],
  );
  for (const row of tables) await store.sql(`delete from ${Object.values(row ?? {})[0]}`, []);
  const outside = createOutside(s);
  return { store, outside, life: await startLife(outside, store, 1), lives: 1, accepted: [], begun: [], orders: 0 };
}

/** In whatever order promises resolve, nothing is lost, paid for twice or over a limit, and all comes to rest. */
export const holds = (store: Store) =>
  fc.asyncProperty(fc.scheduler(), steps, async (s, commands) => {
    const real = await openCase(s, store);
    await fc.scheduledModelRun(s, () => ({ model: {}, real }), commands);
    await comeToRest(s, real);
    await assertAllIsWell(real);
    real.life.isDead = true;
  });
