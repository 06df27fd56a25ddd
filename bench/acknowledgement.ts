import { fileURLToPath } from 'node:url';
import { type BotProcess, startBot } from '../sandbox/bot-process.ts';
import { openStage } from '../sandbox/stage.ts';
import { registerBareCommand } from './bot.ts';
import { cpuOf, median, quantile, round } from './figures.ts';

interface Run {
  readonly p50: number;
  readonly p99: number;
  readonly cpu: number;
}

const BARE = fileURLToPath(new URL('programs/bare-handler.ts', import.meta.url));
const BURST = 500;
const RUNS = 10;
const WARM_UP = 200;

type Env = Readonly<Record<string, string>>;

/** Both handlers take turns against fresh local servers, so that a slow moment of the machine meets both. */
export async function acknowledgement(): Promise<string[]> {
  const lines = ['| rate | handler | p50 ms | p99 ms (min-max) | CPU ms each |', '| --- | --- | --- | --- | --- |'];
  for (const rate of [200, 500]) {
    const bare: Run[] = [];
    const ours: Run[] = [];
    for (let n = 0; n < RUNS; n++) {
      bare.push(await run(rate, (env) => startBot(env, BARE)));
      ours.push(await run(rate, (env) => startBot(env)));
    }
    lines.push(row(rate, 'bare', bare), row(rate, 'Darkroom', ours));
    const ratio = median(ours.map((each, n) => each.p99 / (bare[n]?.p99 ?? Number.NaN)));
    lines.push(`| ${rate}/s | p99 ratio, median of ${RUNS} pairs | | ${round(ratio, 2)} | |`);
  }
  return lines;
}

function row(rate: number, name: string, runs: readonly Run[]): string {
  const p99 = runs.map((each) => each.p99);
  const spread = `${round(median(p99))} (${round(Math.min(...p99))}-${round(Math.max(...p99))})`;
  return `| ${rate}/s | ${name} | ${round(median(runs.map((each) => each.p50)), 2)} | ${spread} | ${round(median(runs.map((each) => each.cpu)), 2)} |`;
}

async function run(rate: number, start: (env: Env) => Promise<BotProcess>): Promise<Run> {
  const stage = await openStage({
    hasFileService: false,
    freepik: { taskMs: 60_000 },
    discord: { keepAttachmentBytes: false },
  });
  const { discord } = stage;
  const guild = discord.addGuild({ name: 'bench' });
  const channel = discord.addChannel(guild, { name: 'bench' });
  const user = discord.addUser({ name: 'bench' });
  const limits = { DEFAULT_CONCURRENT_JOBS: '100000', DEFAULT_DAILY_CREDITS: '100000' };
  const env = { ...stage.env, ...limits, LOG_LEVEL: 'warn' };
  // whichever handler runs, the command is there
  const bot = await start({ ...env, LOG_LEVEL: 'info' });
  if (discord.commands().length === 0) await registerBareCommand(stage);
  const burst = async (count: number): Promise<number[]> => {
    const began = performance.now();
    const asked: Promise<number>[] = [];
    for (let n = 0; n < count; n++) {
      const wait = began + (n * 1000) / rate - performance.now();
      if (wait > 0) await new Promise((resolve) => setTimeout(resolve, wait));
      asked.push(
        discord
          .runCommand({ user, channel, name: 'imagine', options: { prompt: `fox ${n}` } })
          .then(async (handle) => (await handle.acknowledged).ms),
      );
    }
    return Promise.all(asked);
  };
  await burst(WARM_UP);
  const before = cpuOf(bot.child.pid) ?? Number.NaN;
  const times = await burst(BURST);
  const cpu = ((cpuOf(bot.child.pid) ?? Number.NaN) - before) / BURST;
  await bot.stop('SIGKILL');
  await stage.close();
  return { p50: median(times), p99: quantile(times, 0.99), cpu };
}
