import { readFileSync } from 'node:fs';
import { setTimeout as pause } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { type BotProcess, startBot } from '../sandbox/bot-process.ts';
import type { InteractionHandle } from '../sandbox/discord/interactions.ts';
import { openStage, type Stage, type StageOptions } from '../sandbox/stage.ts';
import { memberId, serverId, writeHistory } from './history.ts';

/** Darkroom, the least handler that can answer, or a bot that asks every two seconds. */
export type Program = 'darkroom' | 'bare' | 'poller';

const PROGRAMS: Readonly<Record<Program, string | undefined>> = {
  darkroom: undefined,
  bare: fileURLToPath(new URL('programs/bare-handler.ts', import.meta.url)),
  poller: fileURLToPath(new URL('programs/fixed-poller.ts', import.meta.url)),
};
const LOOP_DELAY = fileURLToPath(new URL('programs/loop-delay.ts', import.meta.url));

/** Limits out of the way of what is measured. */
const OPEN = {
  PROVIDER_CONCURRENCY: '5000',
  PROVIDER_REQUESTS_PER_MINUTE: '600000',
  DEFAULT_CONCURRENT_JOBS: '100000',
  DEFAULT_DAILY_CREDITS: '100000',
  POLL_MIN_MS: '2000',
};
const UNANSWERED_MS = 3000;
const PATIENCE_MS = 400_000;
const LOOK_MS = 50;

/** What is registered for programs that register nothing themselves. */
const COMMANDS = [
  {
    name: 'imagine',
    description: 'x',
    options: ['prompt', 'resolution'].map((name) => ({ type: 3, name, description: 'x', required: name === 'prompt' })),
  },
  { name: 'quota', description: 'x' },
];

type Env = Readonly<Record<string, string>>;

interface SceneOptions {
  readonly program?: Program;
  readonly stage?: StageOptions;
  readonly servers?: number;
  /** Of the first server; each other one has ten. */
  readonly channels?: number;
  readonly members?: number;
  readonly env?: Env;
  /** Of each process of the bot; one where nothing is said. */
  readonly processes?: readonly Env[];
  readonly databaseUrl?: string | undefined;
  /** How long pictures took until now, which the bot finds in its database. */
  readonly knownMs?: number;
  /** What share of that they took more or less. */
  readonly knownSpread?: number;
  readonly storedJobs?: number;
}

interface Arrival {
  /** Whose picture is there. */
  readonly count: number;
  /** Milliseconds from the provider's completion to the final message. */
  readonly delays: readonly number[];
  readonly edits: readonly number[];
  readonly polls: readonly number[];
}

export type Scene = Awaited<ReturnType<typeof openScene>>;

/** A bot in processes of its own before servers of its own, with members who order. */
export async function openScene(options: SceneOptions = {}) {
  const { program = 'darkroom', servers = 1, channels = 1, members = 1, processes = [{}], databaseUrl } = options;
  const stage = await openStage({
    hasFileService: false,
    ...options.stage,
    discord: { keepAttachmentBytes: false, ...options.stage?.discord },
  });
  const { discord } = stage;
  const [first, ...others] = Array.from({ length: servers }, (_, n) =>
    discord.addGuild({ name: `server ${n}`, id: serverId(n) }),
  );
  if (!first) throw new Error('no server');
  for (const guild of others) for (let n = 0; n < 10; n++) discord.addChannel(guild, { name: `channel-${n}` });
  const places = Array.from({ length: channels }, (_, n) => discord.addChannel(first, { name: `channel-${n}` }));
  const people = Array.from({ length: members }, (_, n) => discord.addUser({ name: `member-${n}`, id: memberId(n) }));
  const { knownMs, storedJobs = knownMs === undefined ? 0 : 20 } = options;
  if (program === 'darkroom' && storedJobs > 0) {
    const { dataDir } = stage;
    const took = { tookMs: knownMs ?? 20_000, spread: options.knownSpread ?? 0 };
    await writeHistory({ databaseUrl, dataDir }, { jobs: storedJobs, ...took, servers, members });
  }

  const database = databaseUrl === undefined ? {} : { DATABASE_URL: databaseUrl };
  const env = { ...stage.env, ...OPEN, LOG_LEVEL: 'info', ...database, ...options.env };
  const began = performance.now();
  const bots: BotProcess[] = [];
  let isOver = false;
  // none outlives a bench that failed
  const killAll = () => {
    for (const { child } of bots) child.kill('SIGKILL');
  };
  process.once('exit', killAll);
  for (const own of processes) {
    const bot = await startBot({ ...env, ...own }, PROGRAMS[program]);
    bots.push(bot);
    // nothing is measured of one that is no more
    void bot.ended.then((code) => {
      if (!isOver) throw new Error(`a ${program} ended by itself with ${code}: ${bot.output().slice(-1000)}`);
    });
  }
  const readyMs = performance.now() - began;
  if (program !== 'darkroom') await registerCommands(stage);
  const prompts = new Map<string, string>();
  let ordered = 0;

  /** Of the next picture: members and channels take turns. */
  async function order(): Promise<InteractionHandle> {
    const [user, channel] = [inTurn(people, ordered), inTurn(places, ordered)];
    ordered += 1;
    const prompt = `fox ${ordered}.`;
    const handle = await discord.runCommand({ user, channel, name: 'imagine', options: { prompt, resolution: '1k' } });
    prompts.set(handle.id, prompt);
    return handle;
  }

  /** So many orders at a steady rate: those that were answered, and how long each waited for it. */
  async function burst(count: number, perSecond: number) {
    const start = performance.now();
    const asked: Promise<readonly [InteractionHandle, number]>[] = [];
    for (let n = 0; n < count; n++) {
      const wait = start + (n * 1000) / perSecond - performance.now();
      if (wait > 0) await pause(wait);
      asked.push(order().then(async (handle) => [handle, await answeredMs(handle)] as const));
    }
    const all = await Promise.all(asked);
    return {
      handles: all.filter(([, ms]) => ms < UNANSWERED_MS).map(([handle]) => handle),
      times: all.map(([, ms]) => ms),
    };
  }

  const taskOf = ({ id }: InteractionHandle) =>
    stage.freepik.tasks.find(({ body }) => JSON.stringify(body).includes(prompts.get(id) ?? '-'));

  /** Waits until every message shows its picture, or far too long. */
  async function arrival(handles: readonly InteractionHandle[]): Promise<Arrival> {
    const hasArrived = (handle: InteractionHandle) => (handle.message()?.attachments.length ?? 0) > 0;
    for (const until = Date.now() + PATIENCE_MS; Date.now() < until; await pause(LOOK_MS)) {
      if (handles.every(hasArrived)) break;
    }
    return {
      count: handles.filter(hasArrived).length,
      delays: handles.flatMap((handle) => {
        const final = handle.message()?.edits.find(({ attachments }) => attachments.length > 0);
        const finishedAt = taskOf(handle)?.finishedAt;
        return final && finishedAt ? [final.at - finishedAt] : [];
      }),
      edits: handles.map((handle) => handle.message()?.edits.length ?? 0),
      polls: handles.flatMap((handle) => taskOf(handle)?.polls ?? []),
    };
  }

  const sum = (of: (pid: number | undefined) => number) => bots.reduce((all, { child }) => all + of(child.pid), 0);

  // what is known of the past is read at the first question for it
  if (knownMs !== undefined) {
    await burst(1, 1);
    await pause(500);
  }

  return {
    stage,
    discord,
    guild: first,
    places,
    people,
    bots,
    /** From the start of the first process until all were ready. */
    readyMs,
    order,
    burst,
    arrival,
    /** Milliseconds of CPU that its processes have used. */
    cpu: () => sum(cpuOf),
    /** Megabytes that its processes hold in memory. */
    memory: () => sum(memoryOf),
    /** What Node compiled it keeps only when a process may end by itself. */
    async close(signal: NodeJS.Signals = 'SIGKILL'): Promise<void> {
      isOver = true;
      process.off('exit', killAll);
      await Promise.all(bots.map((bot) => bot.stop(signal)));
      await stage.close();
    },
  };
}

export function inTurn<T>(list: readonly T[], n: number): T {
  const found = list[n % list.length];
  if (found === undefined) throw new Error('nobody is there');
  return found;
}

/** So many deeds, a few at a time, as fast as each is done. */
export async function together(count: number, atOnce: number, deed: (n: number) => Promise<unknown>): Promise<void> {
  let next = 0;
  const work = async () => {
    while (next < count) await deed(next++);
  };
  await Promise.all(Array.from({ length: atOnce }, work));
}

async function registerCommands({ discord }: Stage): Promise<void> {
  await fetch(`${discord.apiUrl}/v10/applications/${discord.applicationId}/commands`, {
    method: 'PUT',
    headers: { authorization: `Bot ${discord.token}`, 'content-type': 'application/json' },
    body: JSON.stringify(COMMANDS),
  });
}

/** Until the first answer; what nobody answered waited as long as Discord does. */
export const answeredMs = (handle: InteractionHandle): Promise<number> =>
  handle.acknowledged.then(
    ({ ms }) => ms,
    () => UNANSWERED_MS,
  );

/** NaN where the system does not tell. */
function cpuOf(pid: number | undefined): number {
  const fields = readProcess(pid, 'stat').split(') ')[1]?.split(' ') ?? [];
  return (Number(fields[11]) + Number(fields[12])) * 10;
}

const memoryOf = (pid: number | undefined): number =>
  (Number(/VmRSS:\s+(\d+)/.exec(readProcess(pid, 'status'))?.[1]) * 1024) / 1e6;

function readProcess(pid: number | undefined, what: string): string {
  try {
    return readFileSync(`/proc/${pid}/${what}`, 'utf8');
  } catch {
    return '';
  }
}

/** What tells how late the event loop of a process is, to be asked by `lastDelay`. */
export const watchedLoop: Env = { NODE_OPTIONS: `--import ${LOOP_DELAY}` };

/** The 99th percentile since it was asked before, in milliseconds. */
export async function lastDelay({ bots: [bot] }: Pick<Scene, 'bots'>): Promise<number> {
  const told = () => [...(bot?.output() ?? '').matchAll(/"loop delay","p50":[\d.]+,"p99":([\d.]+)/g)];
  const before = told().length;
  bot?.child.kill('SIGUSR2');
  while (told().length === before) await pause(20);
  return Number(told().at(-1)?.[1]);
}
