import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { setTimeout as pause } from 'node:timers/promises';
import { type BotProcess, launchBot, ON_CLOCK } from '../sandbox/bot-process.ts';
import type { InteractionHandle } from '../sandbox/discord/interactions.ts';
import { createMovableClock } from '../sandbox/movable-clock.ts';
import { createRandom } from '../sandbox/pictures/random.ts';
import { openStage, type Peer } from '../sandbox/stage.ts';
import { createTestDatabase } from '../test/support/postgres.ts';
import { openCluster } from './cluster.ts';
import { type Blow, stoppedMs, type Wish } from './plan.ts';
import { cutPower, type Lost, remains, SYNCED } from './power.ts';
import { openProxy, type TcpProxy, type Weather } from './proxy.ts';

const HOST = '127.0.0.1';
const WEBHOOK_SECRET = 'whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw';
/** Narrow, so that orders wait for one another; where there are thousands, that would take a day. */
const limitsFor = (jobs: number) => ({ daily: 40, concurrent: 3, atProvider: jobs < 1000 ? 4 : 24 });
const HEARTBEAT_MS = 4000;
/** Longer than a process may take that was told to stop. */
const STOPPING_MS = 20_000;
const RESTART_MS = 300;
/** Whoever looks after services goes on for ever; a run has an end. */
const MOST_STARTS = 60;
/** An account that is empty is a fault of the plan, and nothing else is. */
const AMPLE = 1_000_000;
const MOMENT_MS = 60;
const JUST_BACK_MS = 1000;
const LOOK_MS = 50;
/** This process alone does little: where it has to wait so long for a core, the bot has none either. */
const STARVED_MS = 400;

/** All ways to a server of one kind; `bot` is the way of webhooks to us. */
export type WayName = Peer | 'database' | 'bot';

/** One process of the bot, which is started again whenever it has ended. */
export interface Child {
  readonly name: string;
  readonly role: 'all' | 'gateway' | 'worker';
  process: BotProcess | undefined;
  /** Struck, and not yet back. */
  isDown: boolean;
}

interface Way {
  readonly peer: WayName;
  readonly proxy: TcpProxy;
  /** Undefined where all processes go the same way. */
  readonly whose: Child | undefined;
}

/** A time in which somebody may stay without an answer, and why. */
export interface Excuse {
  readonly from: number;
  readonly why: string;
  to: number;
}

/** How long a process was away after a blow. */
export interface Return {
  readonly child: string;
  readonly blow: Blow;
  readonly ms: number;
}

export type World = Awaited<ReturnType<typeof openWorld>>;

const portOf = (proxy: TcpProxy) => String(proxy.port);
const urlOf = (proxy: TcpProxy) => `http://${HOST}:${portOf(proxy)}`;

export type WorldWish = Pick<Wish, 'mode' | 'seed' | 'jobs' | 'hasOwnServer'> & {
  /** On Postgres, beside the gateway. */
  readonly workers?: number;
  /** Below 1: a power cut takes a part of what the disk said to have written. */
  readonly honesty?: number;
};

/** Everything that the bot talks to behind ways that can be broken, and the processes of the bot themselves. */
export async function openWorld({ mode, seed, jobs, hasOwnServer = false, workers = 2, honesty = 1 }: WorldWish) {
  const random = createRandom(`ways ${seed}`);
  const limits = limitsFor(jobs);
  const clock = createMovableClock();
  const server = hasOwnServer ? await openCluster(random.next) : undefined;
  const database = server?.database ?? (mode === 'postgres' ? await createTestDatabase() : undefined);
  if (mode === 'postgres' && !database) throw new Error('No Postgres answers at TEST_DATABASE_URL');
  const inner = new Map<Peer, number>();
  const ways: Way[] = [];
  const openWay = async (peer: WayName, port: number, whose?: Child) => {
    const proxy = await openProxy({ host: HOST, port }, random.next);
    ways.push({ peer, proxy, whose });
    return proxy;
  };
  const tasks = { clock, taskMs: (ordinal: number) => 500 + ((ordinal * 7) % 5) * 400 };
  const stage = await openStage({
    clock,
    discord: {
      clock,
      heartbeatMs: HEARTBEAT_MS,
      keepAttachmentBytes: jobs < 500,
      maxExchanges: Math.max(100_000, jobs * 40),
      seed,
    },
    freepik: { ...tasks, webhookSecret: WEBHOOK_SECRET },
    apiframe: { ...tasks, api: mode === 'postgres' ? 'v2' : 'v1', credits: AMPLE },
    async inFront(peer, port) {
      inner.set(peer, port);
      return (await openWay(peer, port)).port;
    },
  });
  const webhooks = await openProxy({ host: HOST, port: 9 }, random.next);
  const env: Readonly<Record<string, string>> = {
    ...stage.env,
    FREEPIK_WEBHOOK_SECRET: WEBHOOK_SECRET,
    FREEPIK_RESULT_HOSTS: `${stage.freepik.resultHost},${stage.freepik.apiHost}`,
    PUBLIC_URL: urlOf(webhooks),
    POLL_MIN_MS: '250',
    POLL_MAX_MS: '1500',
    DEFAULT_DAILY_CREDITS: String(limits.daily),
    DEFAULT_CONCURRENT_JOBS: String(limits.concurrent),
    PROVIDER_CONCURRENCY: String(limits.atProvider),
    SHUTDOWN_SECONDS: '10',
    // at that level the store says how far it is on the disk
    LOG_LEVEL: mode === 'sqlite' ? 'trace' : 'debug',
    ...(database && { DATABASE_URL: database.url }),
  };

  const roles: readonly Child['role'][] =
    mode === 'postgres' ? ['gateway', ...Array.from({ length: workers }, () => 'worker' as const)] : ['all'];
  const children = roles.map(
    (role, n): Child => ({ name: role === 'worker' ? `worker ${n}` : role, role, process: undefined, isDown: true }),
  );
  const [listener] = children;
  if (!listener) throw new Error('nobody listens');
  ways.push({ peer: 'bot', proxy: webhooks, whose: listener });
  const envOf = new Map<Child, Readonly<Record<string, string>>>();
  for (const child of children) envOf.set(child, await ownEnv(child));

  const excuses: Excuse[] = [];
  const returns: Return[] = [];
  const complaints: string[] = [];
  const outputs: string[] = [];
  const powerCuts: Lost[] = [];
  const asking = new Set<(handle: InteractionHandle) => void>();
  let ahead = 0;
  let isClosing = false;

  /** Of those named in variables each process has ways of its own, so that it is known of whom something was seen. */
  async function ownEnv(child: Child): Promise<Readonly<Record<string, string>>> {
    if (mode === 'sqlite') {
      for (const [at, way] of ways.entries()) ways[at] = { ...way, whose: child };
      return { ROLE: child.role };
    }
    const way = (peer: Peer) => openWay(peer, inner.get(peer) ?? 0, child);
    const direct = new URL(database?.url ?? '');
    const through = new URL(direct);
    through.host = `${HOST}:${portOf(await openWay('database', Number(direct.port || 5432), child))}`;
    return {
      ROLE: child.role,
      DISCORD_API_URL: `${urlOf(await way('discord'))}/api`,
      FREEPIK_API_URL: urlOf(await way('freepik')),
      APIFRAME_API_URL: urlOf(await way('apiframe')),
      FILE_SERVICE_URL: urlOf(await way('files')),
      DATABASE_URL: through.href,
    };
  }

  /** Returns what ends it, after which an answer may take a moment still. */
  function excuse(why: string): () => void {
    const open: Excuse = { from: clock.now(), why, to: Number.POSITIVE_INFINITY };
    excuses.push(open);
    return () => {
      open.to = Math.min(open.to, clock.now());
    };
  }

  let reconnected: (() => void) | undefined;
  /** Whoever has no socket hears of nothing; the local Discord closes one that does not beat. */
  let lookedAt = performance.now();
  const watching = setInterval(() => {
    const lateMs = performance.now() - lookedAt - LOOK_MS;
    lookedAt = performance.now();
    const now = clock.now();
    if (lateMs > STARVED_MS) excuses.push({ from: now - lateMs, why: 'no core was free', to: now });
    const isConnected = stage.discord.gateway.sessions.some((session) => session.isConnected);
    if (!isConnected) reconnected ??= excuse('not connected');
    else if (reconnected) {
      setTimeout(reconnected, JUST_BACK_MS);
      reconnected = undefined;
    }
  }, LOOK_MS).unref();

  const listens = (child: Child) => child.role !== 'worker';

  /** Starts until it is ready, as whoever looks after services does. */
  async function start(child: Child): Promise<void> {
    for (let tries = 1; !isClosing; tries += 1) {
      const bot = launchBot({ ...env, ...envOf.get(child), SANDBOX_CLOCK_AHEAD_MS: String(ahead) }, ON_CLOCK);
      child.process = bot;
      void bot.ended.then(() => outputs.push(bot.output()));
      let hasEnded = false;
      void bot.ended.then(() => {
        hasEnded = true;
      });
      while (!hasEnded && !bot.output().includes('"msg":"ready"')) await pause(20);
      if (hasEnded) {
        if (tries >= MOST_STARTS) throw new Error(`${child.name} does not start any more: ${bot.output().slice(-800)}`);
        await pause(RESTART_MS);
        continue;
      }
      if (listens(child)) {
        webhooks.leadTo({ host: HOST, port: Number(/"port":(\d+)/.exec(bot.output())?.[1]) });
      }
      child.isDown = false;
      void bot.ended.then((code) => {
        if (child.process !== bot || child.isDown || isClosing) return;
        complaints.push(`${child.name} ended by itself with ${code}: ${bot.output().slice(-800)}`);
        void restart(child, 'kill', Date.now());
      });
      return;
    }
  }

  async function restart(child: Child, blow: Blow, since: number): Promise<void> {
    const done = listens(child) ? excuse(`${child.name} away`) : () => {};
    child.isDown = true;
    await start(child);
    done();
    if (!isClosing) returns.push({ child: child.name, blow, ms: Date.now() - since });
  }

  async function end(child: Child, signal: 'SIGKILL' | 'SIGTERM'): Promise<void> {
    const bot = child.process;
    if (!bot) return;
    const hasEnded = await Promise.race([bot.stop(signal).then(() => true), pause(STOPPING_MS).then(() => false)]);
    if (hasEnded) return;
    complaints.push(`${child.name} did not end within ${STOPPING_MS / 1000} s of ${signal}`);
    await bot.stop('SIGKILL');
  }

  /** Nothing may come between it and the end of the process: whoever opens the database next takes it as it is. */
  function failPower(whom: number): void {
    const manner = Math.floor(whom * 2 * remains.length);
    const said = outputs.findLast((text) => text.includes(SYNCED)) ?? '';
    const as = remains[manner % remains.length] ?? 'zeros';
    const keepsIndex = manner < remains.length;
    powerCuts.push(cutPower(join(stage.dataDir, 'darkroom.sqlite'), said, { remains: as, keepsIndex, honesty }));
  }

  return {
    mode,
    limits,
    stage,
    clock,
    env: { ...env, ...(database && { DATABASE_URL: database.url }) },
    children: children as readonly Child[],
    listener,
    ways: ways as readonly Way[],
    excuse,
    excuses: excuses as readonly Excuse[],
    returns: returns as readonly Return[],
    complaints,
    powerCuts: powerCuts as readonly Lost[],
    database,
    server,
    /** All that the processes wrote. */
    written: () => [...outputs, ...children.map((child) => child.process?.output() ?? '')].join(''),
    become(peer: WayName, weather: Weather): void {
      for (const way of ways) if (way.peer === peer) way.proxy.become(weather);
    },
    felt: (peer: WayName) => ways.filter((way) => way.peer === peer).reduce((sum, { proxy }) => sum + proxy.felt(), 0),
    /** One that is up, by chance where several are. */
    childAt(whom: number, isMeant: (child: Child) => boolean = () => true): Child | undefined {
      const up = children.filter((child) => !child.isDown && isMeant(child));
      return up[Math.floor(whom * up.length)];
    },
    /** Told by whoever makes members act. */
    asked(handle: InteractionHandle): void {
      for (const hear of asking) hear(handle);
    },
    onAsked(hear: (handle: InteractionHandle) => void): () => void {
      asking.add(hear);
      return () => void asking.delete(hear);
    },
    startAll: () => Promise.all(children.map(start)),
    /** Ends or stops a process; resolves when it is back. */
    async strike(child: Child, blow: Blow, whom: number): Promise<void> {
      if (child.isDown) return;
      const since = Date.now();
      const done = listens(child) ? excuse(`${child.name} struck`) : () => {};
      if (blow === 'stop') {
        child.process?.child.kill('SIGSTOP');
        await pause(stoppedMs(mode, whom));
        child.process?.child.kill('SIGCONT');
        await pause(JUST_BACK_MS + (listens(child) ? HEARTBEAT_MS : 0));
        done();
        returns.push({ child: child.name, blow, ms: Date.now() - since });
        return;
      }
      child.isDown = true;
      await end(child, blow === 'term' ? 'SIGTERM' : 'SIGKILL');
      if (blow === 'power') failPower(whom);
      await restart(child, blow, since);
      done();
    },
    /** Time runs fast for everybody, with a moment now and then for what falls due on the way. */
    async jump(ms: number): Promise<void> {
      const step = Math.max(30_000, ms / 30);
      for (let left = ms; left > 0; left -= step) {
        const now = Math.min(step, left);
        ahead += now;
        clock.advance(now);
        for (const { process: bot } of children) if (bot?.child.connected) bot.child.send(now);
        await pause(MOMENT_MS);
      }
    },
    async ask(sql: string): Promise<readonly Readonly<Record<string, unknown>>[]> {
      if (database) return database.ask(sql);
      const file = new DatabaseSync(join(stage.dataDir, 'darkroom.sqlite'), { readOnly: true, timeout: 5000 });
      try {
        return file.prepare(sql).all();
      } finally {
        file.close();
      }
    },
    /** All processes, as an operator would. */
    async stopAll(): Promise<void> {
      isClosing = true;
      for (const child of children) child.isDown = true;
      await Promise.all(children.map((child) => end(child, 'SIGTERM')));
    },
    /** After `stopAll`, to look into it once more. */
    async reopen(): Promise<void> {
      isClosing = false;
      await Promise.all(children.map(start));
    },
    async close(): Promise<void> {
      isClosing = true;
      clearInterval(watching);
      await Promise.all(children.map((child) => child.process?.stop('SIGKILL')));
      await Promise.all(ways.map(({ proxy }) => proxy.close()));
      await stage.close();
      await (server ? server.close() : database?.drop());
    },
  };
}
