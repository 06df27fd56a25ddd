import type { Scheduler } from 'fast-check';
import { pino } from 'pino';
import { openSwitches } from '../../src/app/providers.ts';
import { operations } from '../../src/commands/index.ts';
import type { Clock } from '../../src/core/clock.ts';
import { StoreError } from '../../src/core/errors.ts';
import { PollError, type Provider, type RawWebhook, SubmitError, type TaskState } from '../../src/core/provider.ts';
import { createSharedSemaphore } from '../../src/core/semaphore.ts';
import type { Courier } from '../../src/services/delivery/contract.ts';
import { type FileStore, FileStoreError, type Spool } from '../../src/services/files/contract.ts';
import { DownloadError } from '../../src/services/files/download.ts';
import { createAcknowledge } from '../../src/services/jobs/acknowledge.ts';
import type { GuardedProvider, JobSettings, Wakes } from '../../src/services/jobs/contract.ts';
import { createLocalRunner } from '../../src/services/jobs/local-runner.ts';
import { createMachine, type Machine } from '../../src/services/jobs/machine.ts';
import { createProcessLease } from '../../src/services/jobs/process-lease.ts';
import { createLimits } from '../../src/services/limits/limits.ts';
import type { Sources } from '../../src/services/pictures/sources.ts';
import { createLearnedDurations } from '../../src/services/providers/durations.ts';
import { createAsk, createProviderGate } from '../../src/services/providers/guard.ts';
import { createRateBucket, keepInMemory } from '../../src/services/providers/rate-bucket.ts';
import type { Store } from '../../src/services/store/contract.ts';

const log = pino({ level: 'silent' });
export const START = Date.UTC(2026, 10, 29, 9);
export const DAILY = 12;
export const CONCURRENT = 3;
const TASK_MS = 20_000;
const SETTINGS: JobSettings = {
  pollMinMs: 2000,
  pollMaxMs: 20_000,
  deadlineMs: 1_800_000,
  concurrency: 2,
  dailyCredits: DAILY,
  concurrentJobs: CONCURRENT,
  serverMonthlyCredits: undefined,
  operatorMonthlyCredits: undefined,
  keepFilesDays: 0,
  publicUrl: new URL('https://bot.example'),
};

/** What comes of the next order at the provider: taken and said so, taken and not said, or not taken. */
export const answers = ['taken', 'lost', 'refused', 'busy', 'unreadable'] as const;
export type Answer = (typeof answers)[number];
export const troubles = ['download', 'file store', 'Discord', 'poll'] as const;
export type Trouble = (typeof troubles)[number];

interface Task {
  readonly id: string;
  readonly jobId: string;
  readonly webhook: string;
  readonly secret: string;
  readonly dueAt: number;
  /** In which life the answer to its order was read: what is not written down then may die with it. */
  readIn: number | undefined;
  /** A webhook of it was taken. */
  isHeard: boolean;
}

type Outside = ReturnType<typeof createOutside>;

const never = <T>() => new Promise<T>(() => {});

/** What stays while lives of the bot come and go: time, the provider, Discord, and what each does next. */
export function createOutside(s: Scheduler) {
  const tasks: Task[] = [];
  const shown = new Map<string, number>();
  const acknowledged = new Map<string, string>();
  const next: Answer[] = [];
  const trouble = new Map<Trouble, number>();
  const timers = new Set<{ readonly due: number; readonly task: () => void; readonly isDead: () => boolean }>();
  let now = START;
  let busy = 0;

  const take = (kind: Trouble): boolean => {
    const left = trouble.get(kind) ?? 0;
    trouble.set(kind, Math.max(0, left - 1));
    return left > 0;
  };

  return {
    tasks,
    /** Pictures that members were shown, and how often each. */
    shown,
    acknowledged,
    next,
    trouble,
    take,
    now: () => now,
    /** Arrives when the scheduler lets it, in whatever order. */
    arrives: <T>(value: T, label: string): Promise<T> => s.schedule(Promise.resolve(value), label),
    isBusy: (change: number) => {
      busy += change;
    },
    clockOf: (isDead: () => boolean): Clock => ({
      now: () => now,
      elapsed: () => now - START,
      schedule(ms, task) {
        const timer = { due: now + Math.max(0, ms), task, isDead };
        timers.add(timer);
        return () => void timers.delete(timer);
      },
    }),
    /** Everything that needs nothing from outside has been done. */
    async idle(): Promise<void> {
      for (let quiet = 0; quiet < 3; quiet = busy === 0 ? quiet + 1 : 0) {
        await new Promise((resolve) => setImmediate(resolve));
      }
    },
    async advance(ms: number): Promise<void> {
      const end = now + ms;
      for (;;) {
        const [first] = [...timers].filter(({ due }) => due <= end).toSorted((a, b) => a.due - b.due);
        if (!first) break;
        timers.delete(first);
        if (first.isDead()) continue;
        now = Math.max(now, first.due);
        first.task();
        await this.idle();
      }
      now = end;
    },
  };
}

/** Fails while the database is away, and is silent for ever to whoever is dead. */
function guarded<T extends object>(target: T, gate: () => Promise<void> | undefined, count: Outside['isBusy']): T {
  return new Proxy(target, {
    get(from, name, receiver) {
      const value = Reflect.get(from, name, receiver);
      if (typeof value === 'object' && value !== null) return guarded(value, gate, count);
      if (typeof value !== 'function') return value;
      return async (...args: unknown[]) => {
        await gate();
        count(1);
        try {
          return await Reflect.apply(value, from, args);
        } finally {
          count(-1);
          await gate();
        }
      };
    },
  });
}

const stateOf = (task: Task, now: number): TaskState =>
  now < task.dueAt
    ? { status: 'pending', ticket: task.id }
    : { status: 'succeeded', ticket: task.id, images: [{ source: { url: `https://results.example/${task.id}.png` } }] };

/** A provider that tells by webhook, too, and says what it was told to say next. */
function createProvider(outside: Outside, isDead: () => boolean, life: number): Provider {
  const isThere = () => (isDead() ? never<void>() : undefined);
  return {
    async submit({ webhook, orderId }) {
      const [, jobId = ''] = /webhooks\/freepik\/([^/]+)/.exec(webhook?.url ?? '') ?? [];
      await outside.arrives(undefined, `order of ${jobId}`);
      const answer = outside.next.shift() ?? 'taken';
      const isTaken = answer === 'taken' || answer === 'lost' || answer === 'unreadable';
      const task = {
        id: `/v1/ai/mystic/${orderId}`,
        jobId,
        webhook: webhook?.url ?? '',
        secret: webhook?.secret ?? '',
      };
      const made: Task = { ...task, dueAt: outside.now() + TASK_MS, readIn: undefined, isHeard: false };
      if (isTaken) outside.tasks.push(made);
      await outside.arrives(undefined, `answer ${answer} to ${jobId}`);
      await isThere();
      switch (answer) {
        case 'taken':
          made.readIn = life;
          return { status: 'pending', ticket: made.id };
        case 'lost':
        case 'unreadable':
          throw new SubmitError('unknown', { code: 'unknown' });
        case 'refused':
          throw new SubmitError('refused', { code: 'refused' });
        case 'busy':
          throw new SubmitError('not-accepted', { code: 'provider-busy' }, { retryAfterMs: 2000 });
        default:
          return answer satisfies never;
      }
    },
    async poll(ticket) {
      await outside.arrives(undefined, `look at ${ticket}`);
      await isThere();
      if (outside.take('poll')) throw new PollError('unreachable');
      const task = outside.tasks.find(({ id }) => id === ticket);
      if (!task) throw new PollError('missing');
      return stateOf(task, outside.now());
    },
    webhooks: {
      isGenuine: ({ headers }, { secret }) => headers['secret'] === secret,
      read({ body }) {
        const task = outside.tasks.find(({ id }) => id === String(body));
        return task && { id: `end of ${task.id}`, state: stateOf(task, outside.now()) };
      },
    },
    probe: async () => ({ status: 'taken' }),
    presence: async () => 'there',
  };
}

function createFakes(outside: Outside, isDead: () => boolean, store: Store) {
  const isThere = () => (isDead() ? never<void>() : undefined);
  const picture = { type: 'png' as const, width: 64, height: 64, bytes: 1000 };
  const spool: Spool = {
    write: async () => ({ spool: 'picture', ...picture }),
    path: (name) => name,
    remove: async () => {},
    isFull: async () => false,
    usage: async () => ({ bytes: 0, files: 0, limit: 1 }),
    sweep: async () => {},
  };
  const files: FileStore = {
    kind: 'service',
    linksZips: false,
    async put({ id }) {
      await outside.arrives(undefined, `store ${id}`);
      await isThere();
      if (outside.take('file store')) throw new FileStoreError('later', 'away');
      return { link: `https://files.example/${id}` };
    },
    read: async () => Promise.reject(new FileStoreError('never', 'nothing is read here')),
    remove: async () => {},
  };
  const courier: Courier = {
    progress() {},
    async deliver(postId) {
      const jobs = (await store.jobs.byPosts([postId])).filter(
        ({ phase }) => phase === 'delivering' || phase === 'done',
      );
      await outside.arrives(undefined, `message of ${postId}`);
      await isThere();
      if (outside.take('Discord')) return { kind: 'later', afterMs: 3000 };
      for (const { id } of jobs) outside.shown.set(id, 1);
      return { kind: 'shown' };
    },
    check: async () => {},
    redraw: async () => {},
    async wasAcknowledged({ id }) {
      const messageId = outside.acknowledged.get(id);
      return messageId === undefined ? 'no' : { messageId };
    },
    stop: async () => {},
  };
  const none = async (): Promise<never> => {
    throw new Error('no order here has a picture');
  };
  const sources: Sources = {
    keep: none,
    use: none,
    readBase64: none,
    path: (key) => key,
    addressOf: none,
    isReachable: async () => false,
    isKept: async () => true,
    expire: async () => 0,
  };
  async function download(url: string) {
    await outside.arrives(undefined, `picture ${url}`);
    await isThere();
    if (outside.take('download')) throw new DownloadError('later', 'results.example', 'away');
    return { spool: `${url.length}`, ...picture };
  }
  return { spool, files, courier, sources, download };
}

export interface Life {
  readonly machine: Machine;
  readonly acknowledge: ReturnType<typeof createAcknowledge>;
  readonly store: Store;
  isDead: boolean;
  isAway: boolean;
  /** As the door for webhooks does it; false where it was not taken. */
  hear(task: Task): Promise<boolean>;
}

/** One life of the bot, from its start to a kill: all that it has in memory. */
export async function startLife(outside: Outside, kept: Store, number: number): Promise<Life> {
  const state = { isDead: false, isAway: false };
  const isDead = () => state.isDead;
  const gate = (): Promise<void> | undefined => {
    if (state.isDead) return never();
    return state.isAway ? Promise.reject(new StoreError('The database does not answer')) : undefined;
  };
  const store = guarded(kept, gate, outside.isBusy);
  const clock = outside.clockOf(isDead);
  const { spool, files, courier, sources, download } = createFakes(outside, isDead, store);
  const provider = createProvider(outside, isDead, number);
  const bucket = createRateBucket({
    clock,
    keeper: keepInMemory(clock, { perMinute: 6000, submitsPerSecond: 1000 }),
  });
  const gateOf = createProviderGate({
    name: 'freepik',
    keyRefused: 'refused',
    provider,
    store,
    clock,
    log,
    onChange: () => {},
  });
  const freepik: GuardedProvider = {
    provider,
    ask: createAsk({ provider, bucket, clock }),
    bucket,
    gate: gateOf,
    download,
  };
  const providers = new Map([['freepik', freepik] as const]);
  const facts = () => ({ looks: [], characters: [], disabledModels: [] });
  const config = { DISABLED_MODELS: undefined, DISABLED_OPERATIONS: undefined };
  const { switches, offer, catalog } = await openSwitches({ config, store, clock, log, providers, operations, facts });
  const lease = createProcessLease({ store, processId: `life-${number}`, role: 'all', clock, log });
  const wakes: Wakes = {
    async announce(_session, jobs) {
      setImmediate(() => {
        if (state.isDead) return;
        for (const { id, phase, provider: name } of jobs) {
          if (phase === 'queued') machine.kick(name);
          else machine.wake(id);
        }
      });
    },
  };
  const machine = createMachine({
    store,
    clock,
    log,
    lease,
    settings: SETTINGS,
    limits: createLimits({ settings: SETTINGS, prices: {}, operations }),
    providers,
    switches,
    offer,
    catalog,
    files,
    spool,
    sources,
    courier,
    zips: { finish: async () => 'nothing' },
    drawing: createSharedSemaphore(1),
    wakes,
    learned: createLearnedDurations({ jobs: store.jobs, clock }),
    random: () => 0.5,
    witness: { note() {} },
    ownsPartition: () => true,
    ended: new AbortController().signal,
  });
  await lease.start();
  await store.jobs.hastenHeld(clock.now());
  await createLocalRunner({ store, clock, log }).start(machine);
  return Object.assign(state, {
    machine,
    store,
    acknowledge: createAcknowledge({ store, clock, wakes, catalog, settle: machine.settle }),
    async hear(task: Task): Promise<boolean> {
      const [, jobId = '', nonce = ''] = /webhooks\/freepik\/([^/]+)\/([^/]+)/.exec(task.webhook) ?? [];
      const webhook: RawWebhook = { headers: { secret: task.secret }, body: Buffer.from(task.id) };
      const addressee = await machine.findAddressee('freepik', jobId, nonce);
      if (!addressee?.isGenuine(webhook)) return false;
      await addressee.hear(webhook);
      if (!state.isDead) task.isHeard = true;
      return true;
    },
  });
}
