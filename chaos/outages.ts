import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { setTimeout as pause } from 'node:timers/promises';
import { promisify } from 'node:util';
import { fewTimes } from '../sandbox/discord/rest/server.ts';
import type { Cluster } from './cluster.ts';
import type { Outage } from './plan.ts';
import type { Weather } from './proxy.ts';
import type { WayName, World } from './world.ts';

const run = promisify(execFile);
const HOUR_MS = 3_600_000;
/** Until one order is let through to prove that there are credits again: that may be cancelled, or its answer lost, and then it is another. */
const UNTIL_TRIALS_MS = [6, 11, 21].map((minutes) => minutes * 60_000);
/** In which that order is accepted, sent and taken. */
const PROVING_MS = 15_000;
/** In which a client finds out that its socket is dead, and comes back. */
const FINDING_OUT_MS = 12_000;
const CONNECTING_MS = 60_000;
/** In which something is acknowledged that two servers have. */
const COPIED_MS = 1500;
export const FORBIDDEN_WORD = 'owl';

interface Running {
  /** How often somebody felt it. */
  hits(): number;
  end(): Promise<void>;
}

/** Another weather on all ways to these. */
function weather(world: World, peers: readonly WayName[], as: Weather, isCutAtEnd = false): Running {
  const felt = () => peers.reduce((sum, peer) => sum + world.felt(peer), 0);
  const before = felt();
  for (const peer of peers) world.become(peer, as);
  return {
    hits: () => felt() - before,
    async end() {
      if (isCutAtEnd) for (const peer of peers) world.become(peer, 'cut');
      for (const peer of peers) world.become(peer, 'open');
    },
  };
}

/** Rules of local servers that count how often they apply. */
function rules(give: (count: () => true) => readonly (() => void)[]): Running {
  let hits = 0;
  const stops = give(() => {
    hits += 1;
    return true;
  });
  return {
    hits: () => hits,
    async end() {
      for (const stop of stops) stop();
    },
  };
}

/** What happens in one moment. */
const once = (hits: number): Running => ({ hits: () => hits, end: async () => {} });

/** What is for whoever is connected waits until somebody is. */
async function untilConnected({ stage }: World): Promise<void> {
  const isAnybody = () => stage.discord.gateway.sessions.some(({ isConnected }) => isConnected);
  for (const end = Date.now() + CONNECTING_MS; !isAnybody() && Date.now() < end; ) await pause(50);
}

/** Whether every account is thought to have credits. */
async function isBelieved(world: World): Promise<boolean> {
  const empty = () => world.ask(`select name from providers where paused_for = 'credits'`).catch(() => [{}]);
  for (const end = Date.now() + PROVING_MS; Date.now() < end; await pause(250)) {
    if ((await empty()).length === 0) return true;
  }
  return false;
}

/** Whoever asks meanwhile, or just after, may see no answer. */
async function withExcuse(
  world: World,
  why: string,
  begin: () => Promise<Running> | Running,
  afterMs = 0,
): Promise<Running> {
  const done = world.excuse(why);
  const running = await begin();
  return {
    hits: running.hits,
    async end() {
      await running.end();
      await pause(afterMs);
      done();
    },
  };
}

function webhooks(world: World, manner: Parameters<World['stage']['freepik']['tell']>[0]): Running {
  const { freepik, apiframe } = world.stage;
  const sent = () => freepik.webhooks.length + apiframe.webhooks.length;
  const before = sent();
  for (const provider of [freepik, apiframe]) provider.tell(manner);
  return {
    hits: () => sent() - before,
    async end() {
      for (const provider of [freepik, apiframe]) provider.tell({ as: 'due' });
    },
  };
}

function lock(world: World): Running {
  const file = new DatabaseSync(join(world.stage.dataDir, 'darkroom.sqlite'), { timeout: 3000 });
  file.exec('begin immediate');
  return {
    hits: () => 1,
    async end() {
      file.exec('commit');
      file.close();
    },
  };
}

/** Nothing may be written behind the first few pages of any file. */
async function fullDisk(world: World): Promise<Running> {
  const { process: bot } = world.listener;
  const limit = (bytes: string) => run('prlimit', ['--pid', String(bot?.child.pid), `--fsize=${bytes}:`]);
  const before = bot?.output().length ?? 0;
  await limit('4096');
  return {
    hits: () =>
      (
        bot
          ?.output()
          .slice(before)
          .match(/EFBIG|disk I\/O error|database or disk is full/g) ?? []
      ).length,
    // it may have ended meanwhile
    end: async () => void (await limit('unlimited').catch(() => undefined)),
  };
}

/** The process dies of it before there is room again, and its limit with it. */
async function fullDiskAndPowerCut(world: World): Promise<Running> {
  const { hits } = await fullDisk(world);
  return { hits, end: () => world.strike(world.listener, 'power', Math.random()) };
}

/** The server itself goes away, and the same one or another comes back. */
async function withServer(
  { server }: World,
  begin: (server: Cluster) => Promise<void>,
  end: (server: Cluster) => Promise<void>,
): Promise<Running> {
  if (!server) throw new Error('This Postgres is not ours');
  await begin(server);
  return { hits: () => 1, end: () => end(server) };
}

function setBack(world: World): Running {
  const bots = world.children.flatMap(({ process: bot }) => (bot?.child.connected ? [bot] : []));
  const send = (ms: number) => {
    for (const { child } of bots) if (child.connected) child.send({ setBack: ms });
  };
  send(HOUR_MS);
  return { hits: () => bots.length, end: async () => send(-HOUR_MS) };
}

const providers = ['freepik', 'apiframe'] as const;
const results = ['freepik-results', 'apiframe-results'] as const;
const SLOW: Weather = { delayMs: 40, jitterMs: 200, sliceBytes: 1400 };
const isGateway = (opening: string) => opening.startsWith('GET /gateway');

/** Begins it; what it returns ends it. */
export async function beginOutage(world: World, { name, forMs, isCutAtEnd }: Outage): Promise<Running> {
  const { discord, freepik, apiframe, files } = world.stage;
  const excused = (begin: () => Promise<Running> | Running, afterMs = 0) => withExcuse(world, name, begin, afterMs);
  const connected = () => discord.gateway.sessions.filter(({ isConnected }) => isConnected).length;
  switch (name) {
    case 'Discord cut':
      return excused(() => weather(world, ['discord'], 'cut'), FINDING_OUT_MS);
    case 'Discord slow, in slices':
      return excused(() => weather(world, ['discord'], SLOW), 1000);
    case 'gateway silent':
      await untilConnected(world);
      return excused(() => {
        const meant = world.ways.filter(({ peer }) => peer === 'discord');
        return once(meant.reduce((sum, { proxy }) => sum + proxy.silence(isGateway), 0));
      }, FINDING_OUT_MS);
    case 'gateway asks to reconnect':
      await untilConnected(world);
      return excused(() => {
        const hits = connected();
        discord.gateway.reconnect();
        return once(hits);
      }, 3000);
    case 'gateway session invalid, resumable':
    case 'gateway session invalid for good':
      await untilConnected(world);
      return excused(() => {
        const hits = connected();
        discord.gateway.invalidate(name === 'gateway session invalid, resumable');
        return once(hits);
      }, FINDING_OUT_MS);
    case 'same interaction twice':
      return redelivering(world);
    case 'Discord does not know the bot once':
      return rules((count) => [
        discord.fault(
          fewTimes(1, (path) => path.includes('/messages/') && count(), {
            status: 401,
            body: { message: '401: Unauthorized', code: 0 },
          }),
        ),
      ]);
    case 'provider cut':
      return weather(world, providers, 'cut');
    case 'provider silent':
      return weather(world, providers, 'silent', isCutAtEnd);
    case 'provider answers lost':
      return weather(world, providers, 'half-open', isCutAtEnd);
    case 'provider answers unreadable':
      return weather(world, providers, { corruptsAnswers: true });
    case 'provider slow, in slices':
      return weather(world, providers, SLOW);
    case 'provider forbids certain words':
      return rules((count) => [
        freepik.misbehave({
          on: 'submit',
          as: '403',
          when: ({ body }) => JSON.stringify(body ?? {}).includes(FORBIDDEN_WORD) && count(),
        }),
      ]);
    case 'provider has no credits for orders': {
      const running = rules((count) => [
        freepik.misbehave({ on: 'submit', as: '402', when: count }),
        apiframe.misbehave({ on: 'submit', as: '402', when: count }),
      ]);
      return {
        hits: running.hits,
        async end() {
          await running.end();
          const done = world.excuse('time leaps');
          for (const ms of UNTIL_TRIALS_MS) {
            await world.jump(ms);
            if (await isBelieved(world)) break;
          }
          done();
        },
      };
    }
    case 'results cut':
      return weather(world, results, 'cut');
    case 'results cut half-way':
      return weather(world, results, { mostBytes: 6000 });
    case 'results forbidden for a while':
      return rules((count) => [
        freepik.misbehave({ on: 'download', as: '403', when: count }),
        apiframe.misbehave({ on: 'download', as: '403', when: count }),
      ]);
    case 'file service cut':
      return weather(world, ['files', 'file-links'], 'cut');
    case 'file service silent':
      return weather(world, ['files'], 'silent', isCutAtEnd);
    case 'file service answers lost':
      return weather(world, ['files'], 'half-open', isCutAtEnd);
    case 'file service takes only small files':
      return rules((count) => (files ? [files.misbehave({ on: 'upload', as: '413', when: count })] : []));
    case 'webhooks cut':
      return weather(world, ['bot'], 'cut');
    case 'webhooks twice':
      return webhooks(world, { as: 'twice' });
    case 'webhooks late':
      return webhooks(world, { as: 'late', ms: forMs });
    case 'webhooks out of order':
      return webhooks(world, { as: 'out-of-order' });
    case 'webhooks forged':
      return webhooks(world, { as: 'forged' });
    case 'clock set back an hour':
      return setBack(world);
    case 'database locked':
      return lock(world);
    case 'disk full':
      return fullDisk(world);
    case 'disk full, then the power fails':
      return fullDiskAndPowerCut(world);
    case 'Postgres stopped':
      return withServer(
        world,
        (server) => server.stop('fast'),
        (server) => server.start(),
      );
    case 'Postgres crashes':
      return withServer(
        world,
        (server) => server.stop('immediate'),
        (server) => server.start(),
      );
    case 'Postgres restarts':
      return withServer(
        world,
        async (server) => {
          await server.stop('fast');
          await server.start();
        },
        async () => {},
      );
    case 'Postgres fails over':
      return withServer(
        world,
        async (server) => {
          await server.copy();
          await pause(COPIED_MS);
          await server.stop('immediate');
        },
        (server) => server.failOver(),
      );
    case 'database cut':
      return weather(world, ['database'], 'cut');
    case 'database silent':
      return weather(world, ['database'], 'silent', isCutAtEnd);
    case 'database read-only':
      await world.database?.becomeReadOnly(true);
      return { hits: () => 1, end: async () => world.database?.becomeReadOnly(false) };
    case 'database sessions ended':
      return once(await endSessions(world));
    default:
      return name satisfies never;
  }
}

/** Every interaction comes once more a moment later. */
function redelivering(world: World): Running {
  let hits = 0;
  const stop = world.onAsked((handle) => {
    hits += 1;
    world.stage.discord.redeliver(handle);
  });
  return { hits: () => hits, end: async () => stop() };
}

async function endSessions(world: World): Promise<number> {
  const rows = await world.ask(
    `select pg_terminate_backend(pid) from pg_stat_activity where datname = current_database() and pid <> pg_backend_pid()`,
  );
  return rows.length;
}
