import { fileURLToPath } from 'node:url';
import { type BotProcess, startBot } from '../sandbox/bot-process.ts';
import { openStage } from '../sandbox/stage.ts';
import { arrival, OPEN, pause } from './bot.ts';
import { memoryOf, round } from './figures.ts';

const JOBS = 2000;
const CHANNELS = 100;
const TASK_MS = 60_000;
const WARM_UP = 4;
const SETTLING_MS = 3000;
const WATCHED_MS = 30_000;

/** All jobs are at the provider: what the process holds more than when it idled, and how late its event loop is. */
export async function inFlight(): Promise<string[]> {
  const stage = await openStage({ freepik: { taskMs: TASK_MS }, hasFileService: false });
  const { discord, freepik } = stage;
  const guild = discord.addGuild({ name: 'bench' });
  const channels = Array.from({ length: CHANNELS }, (_, n) => discord.addChannel(guild, { name: `c${n}` }));
  const users = Array.from({ length: CHANNELS }, (_, n) => discord.addUser({ name: `u${n}` }));
  const [channel] = channels;
  const [user] = users;
  if (!channel || !user) throw new Error('no channel');
  const loopDelay = fileURLToPath(new URL('programs/loop-delay.ts', import.meta.url));
  const bot = await startBot({ ...stage.env, ...OPEN, POLL_MIN_MS: '2000', NODE_OPTIONS: `--import ${loopDelay}` });
  const ask = (n: number) =>
    discord.runCommand({
      user: users[n % CHANNELS] ?? user,
      channel: channels[n % CHANNELS] ?? channel,
      name: 'imagine',
      options: { prompt: `fox ${n}`, resolution: '1k' },
    });

  await pause(SETTLING_MS);
  const idle = memoryOf(bot.child.pid);
  // what tasks of this kind take is known after a few
  await arrival(await Promise.all(Array.from({ length: WARM_UP }, (_, n) => ask(n))));
  await lastDelay(bot);
  const handles = await Promise.all(Array.from({ length: JOBS }, (_, n) => ask(n)));
  await Promise.all(handles.map(({ acknowledged }) => acknowledged));
  for (const until = Date.now() + TASK_MS / 2; freepik.inFlight() < JOBS && Date.now() < until; ) await pause(100);
  const begun = await lastDelay(bot);
  const held = freepik.inFlight();
  await pause(WATCHED_MS);
  const memory = memoryOf(bot.child.pid);
  const watched = await lastDelay(bot);
  await bot.stop('SIGKILL');
  await stage.close();
  return [
    '| in flight | memory over idle MiB | loop delay p99 ms, while they wait | while they all begin |',
    '| --- | --- | --- | --- |',
    `| ${held} | ${round((memory - idle) / 2 ** 20, 0)} (idle ${round(idle / 2 ** 20, 0)}) | ${watched} | ${begun} |`,
  ];
}

async function lastDelay(bot: BotProcess): Promise<string> {
  const told = () => [...bot.output().matchAll(/"loop delay","p50":[\d.]+,"p99":([\d.]+)/g)];
  const before = told().length;
  bot.child.kill('SIGUSR2');
  while (told().length === before) await pause(20);
  return round(Number(told().at(-1)?.[1]));
}
