import { execFile } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { setTimeout as pause } from 'node:timers/promises';
import { promisify } from 'node:util';
import type { Child } from './world.ts';

const run = promisify(execFile);
const SAMPLE_MS = 2000;
const ANSWER_MS = 10_000;
const MEGABYTE = 1024 * 1024;
/** So long a process grows into its work. */
const WARM_UP = 1 / 3;

/** What a process had resident at one moment, and how much had been ordered in the run by then. */
export interface Sample {
  readonly child: string;
  readonly pid: number;
  readonly at: number;
  readonly megabytes: number;
  readonly ordered: number;
}

/** A process from its start to its end. */
interface Life {
  readonly child: string;
  readonly pid: number;
  readonly seconds: number;
  readonly most: number;
  /** Of the part after its warm-up. */
  readonly orders: number;
  /** By how many megabytes it grows in a thousand orders then; undefined where it saw none. */
  readonly growth: number | undefined;
  /** By how much the least that it has in the last third of that is more than in the first: what is collected late comes and goes. */
  readonly rise: number;
}

async function residentMegabytes(pid: number): Promise<number | undefined> {
  const status = await readFile(`/proc/${pid}/status`, 'utf8').catch(() => undefined);
  const [, kilobytes] = /^VmRSS:\s+(\d+) kB/m.exec(status ?? '') ?? [];
  if (kilobytes !== undefined) return Number(kilobytes) / 1024;
  const told = await run('ps', ['-o', 'rss=', '-p', String(pid)]).catch(() => ({ stdout: '' }));
  return Number(told.stdout) / 1024 || undefined;
}

/** The line that is nearest to all of them: by how much it rises for one order. */
function slopeOf(samples: readonly Sample[]): number | undefined {
  const mean = (of: (sample: Sample) => number) => samples.reduce((sum, each) => sum + of(each), 0) / samples.length;
  const [x, y] = [mean(({ ordered }) => ordered), mean(({ megabytes }) => megabytes)];
  const spread = mean(({ ordered }) => (ordered - x) ** 2);
  return spread > 0 ? mean(({ ordered, megabytes }) => (ordered - x) * (megabytes - y)) / spread : undefined;
}

function lifeOf(samples: readonly Sample[]): Life | undefined {
  const [first, last] = [samples[0], samples.at(-1)];
  if (!first || !last) return undefined;
  const from = first.at + (last.at - first.at) * WARM_UP;
  const warm = samples.filter(({ at }) => at >= from);
  const slope = slopeOf(warm);
  const third = Math.ceil(warm.length / 3);
  const least = (part: readonly Sample[]) => Math.min(...part.map(({ megabytes }) => megabytes));
  return {
    child: first.child,
    pid: first.pid,
    seconds: Math.round((last.at - first.at) / 1000),
    most: Math.round(Math.max(...samples.map(({ megabytes }) => megabytes))),
    orders: last.ordered - (warm[0]?.ordered ?? last.ordered),
    growth: slope === undefined ? undefined : Math.round(slope * 1000),
    rise: Math.round(least(warm.slice(-third)) - least(warm.slice(0, third))),
  };
}

/** Of each process that one which saw most orders after its warm-up. */
export function longestLives(samples: readonly Sample[]): readonly Life[] {
  const lives = [...Map.groupBy(samples, ({ pid }) => pid).values()].flatMap((each) => lifeOf(each) ?? []);
  return [...Map.groupBy(lives, ({ child }) => child).values()].flatMap(
    (each) => each.toSorted((a, b) => b.orders - a.orders || b.seconds - a.seconds)[0] ?? [],
  );
}

const isHeap = (message: unknown): message is { readonly heapBytes: number } =>
  typeof message === 'object' && message !== null && 'heapBytes' in message && typeof message.heapBytes === 'number';

/** What a process still holds after it has thrown away what nobody needs. */
async function heapMegabytes({ process: bot }: Child): Promise<number | undefined> {
  if (!bot?.child.connected) return undefined;
  const told = new Promise<number>((resolve) =>
    bot.child.on('message', (message) => isHeap(message) && resolve(message.heapBytes / MEGABYTE)),
  );
  bot.child.send('heap');
  return Promise.race([told, pause(ANSWER_MS, undefined, { ref: false })]);
}

/** Looks every two seconds what the processes have resident. */
export function startMemoryWatch(children: readonly Child[], ordered: () => number) {
  const samples: Sample[] = [];

  async function look({ name, isDown, process: bot }: Child): Promise<void> {
    const pid = bot?.child.pid;
    if (isDown || pid === undefined) return;
    const megabytes = await residentMegabytes(pid);
    if (megabytes !== undefined) samples.push({ child: name, pid, at: Date.now(), megabytes, ordered: ordered() });
  }

  const timer = setInterval(() => void Promise.all(children.map(look)), SAMPLE_MS);
  return {
    samples: samples as readonly Sample[],
    /** By process; those that cannot say it are left out. */
    async heapsAtRest(): Promise<Readonly<{ [child: string]: number }>> {
      const heaps = await Promise.all(children.map(async (child) => [child.name, await heapMegabytes(child)] as const));
      return Object.fromEntries(
        heaps.flatMap(([name, heap]) => (heap === undefined ? [] : [[name, Math.round(heap)]])),
      );
    },
    stop: () => clearInterval(timer),
  };
}
