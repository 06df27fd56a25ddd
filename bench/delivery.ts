import { startBot } from '../sandbox/bot-process.ts';
import type { InteractionHandle } from '../sandbox/discord/handles.ts';
import { openStage, type StageOptions } from '../sandbox/stage.ts';
import { median, quantile, round } from './figures.ts';
import { arrival, OPEN } from './waiting.ts';

interface Crowd {
  readonly jobs: number;
  readonly channels: number;
  readonly taskMs: number;
  readonly stage?: StageOptions;
}

const WARM_UP = 4;

/** All at once, over these channels, with the local Discord's limits on: from completion to the final message. */
async function crowd({ jobs, channels, taskMs, stage: options }: Crowd) {
  const stage = await openStage({ freepik: { taskMs }, hasFileService: false, ...options });
  const { discord, freepik } = stage;
  const guild = discord.addGuild({ name: 'bench' });
  const places = Array.from({ length: channels }, (_, n) => discord.addChannel(guild, { name: `c${n}` }));
  const [first] = places;
  if (!first) throw new Error('no channel');
  const bot = await startBot({ ...stage.env, ...OPEN, POLL_MIN_MS: '2000', LOG_LEVEL: 'info' });
  const user = discord.addUser({ name: 'bench' });
  const ask = (n: number): Promise<InteractionHandle> =>
    discord.runCommand({
      user,
      channel: places[n % channels] ?? first,
      name: 'imagine',
      options: { prompt: `fox ${n}`, resolution: '1k' },
    });
  // what tasks of this kind take is known after a few
  const known = await Promise.all(Array.from({ length: WARM_UP }, (_, n) => ask(jobs + n)));
  await arrival(known);
  const handles = await Promise.all(Array.from({ length: jobs }, (_, n) => ask(n)));
  await Promise.all(handles.map(({ acknowledged }) => acknowledged));
  await arrival(handles);
  const tasks = new Map(freepik.tasks.map((task) => [/fox (\d+)/.exec(JSON.stringify(task.body))?.[1], task]));
  const delays = handles.flatMap((handle, n) => {
    const final = handle.message()?.edits.find(({ attachments }) => attachments.length > 0);
    const task = tasks.get(String(n));
    return final && task?.finishedAt ? [final.at - task.finishedAt] : [];
  });
  const edits = handles.map((handle) => handle.message()?.edits.length ?? 0);
  const polls = handles.flatMap((_, n) => tasks.get(String(n))?.polls ?? []);
  await bot.stop();
  await stage.close();
  return { delays, edits, polls, arrived: delays.length };
}

export async function delivery(): Promise<string[]> {
  const lines = [
    '| case | arrived | delay p50 | p99 | edits a job (most) | polls a job |',
    '| --- | --- | --- | --- | --- | --- |',
  ];
  const cases: readonly (readonly [string, Crowd])[] = [
    ['300 jobs of 20 s over 20 channels', { jobs: 300, channels: 20, taskMs: 20_000 }],
    ['100 jobs of 5 s in one channel', { jobs: 100, channels: 1, taskMs: 5000 }],
  ];
  for (const [name, each] of cases) {
    const { delays, edits, polls, arrived } = await crowd(each);
    const times = `${round(median(delays) / 1000, 2)} s | ${round(quantile(delays, 0.99) / 1000, 2)} s`;
    lines.push(
      `| ${name} | ${arrived}/${each.jobs} | ${times} | ${round(median(edits))} (${Math.max(...edits)}) | ${round(median(polls))} |`,
    );
  }
  return lines;
}
