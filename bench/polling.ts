import { fileURLToPath } from 'node:url';
import { startBot } from '../sandbox/bot-process.ts';
import { openStage } from '../sandbox/stage.ts';
import { arrival, OPEN, pause, registerBareCommand } from './bot.ts';
import { mean, quantile, round } from './figures.ts';

interface Outcome {
  readonly delays: readonly number[];
  readonly polls: readonly number[];
}

const FIXED = fileURLToPath(new URL('programs/fixed-poller.ts', import.meta.url));
const JOBS = 20;
const APART_MS = 370;
const WARM_UP = 10;
/** Tasks of a kind do not all take the same time: a tenth more or less. */
const spread = (ms: number) => (ordinal: number) => ms * (0.9 + ((ordinal * 7) % 21) / 100);

/** From a task's completion to its picture in the message, and how often it was asked for. */
async function measure(taskMs: number, main: string | undefined): Promise<Outcome> {
  const stage = await openStage({ freepik: { taskMs: spread(taskMs) }, hasFileService: false });
  const { discord, freepik } = stage;
  const guild = discord.addGuild({ name: 'bench' });
  const user = discord.addUser({ name: 'bench' });
  const bot = await startBot({ ...stage.env, ...OPEN, POLL_MIN_MS: '2000' }, main);
  if (main) await registerBareCommand(stage);
  const ask = (n: number) =>
    discord.runCommand({
      user,
      channel: discord.addChannel(guild, { name: `c${n}` }),
      name: 'imagine',
      options: main ? { prompt: `fox ${n}.` } : { prompt: `fox ${n}.`, resolution: '1k' },
    });
  if (!main) await arrival(await Promise.all(Array.from({ length: WARM_UP }, (_, n) => ask(1000 + n))));
  const handles: Awaited<ReturnType<typeof ask>>[] = [];
  for (let n = 0; n < JOBS; n++) {
    handles.push(await ask(n));
    await pause(APART_MS);
  }
  await arrival(handles);
  const tasks = handles.map((_, n) => freepik.tasks.find(({ body }) => JSON.stringify(body).includes(`fox ${n}.`)));
  const delays = handles.flatMap((handle, n) => {
    const final = handle.message()?.edits.find(({ attachments }) => attachments.length > 0);
    const finishedAt = tasks[n]?.finishedAt;
    return final && finishedAt ? [final.at - finishedAt] : [];
  });
  await bot.stop('SIGKILL');
  await stage.close();
  return { delays, polls: tasks.flatMap((task) => task?.polls ?? []) };
}

/** Next to a poller of two seconds, at the same time on the same machine. */
export async function polling(): Promise<string[]> {
  const lines = ['| task | bot | arrived | delay mean | p99 | polls a job |', '| --- | --- | --- | --- | --- | --- |'];
  for (const seconds of [5, 20, 60]) {
    const both = await Promise.all([measure(seconds * 1000, undefined), measure(seconds * 1000, FIXED)]);
    for (const [index, { delays, polls }] of both.entries()) {
      const times = `${round(mean(delays) / 1000, 2)} s | ${round(quantile(delays, 0.99) / 1000, 2)} s`;
      const name = index === 0 ? 'Darkroom' : 'every 2 s';
      lines.push(`| ${seconds} s | ${name} | ${delays.length}/${JOBS} | ${times} | ${round(mean(polls))} |`);
    }
  }
  return lines;
}
