import { randomBytes } from 'node:crypto';
import sharp from 'sharp';
import { startBot } from '../sandbox/bot-process.ts';
import type { InteractionHandle } from '../sandbox/discord/interactions.ts';
import { startListener } from '../sandbox/http/local-server.ts';
import type { Endpoint } from '../sandbox/providers/endpoint.ts';
import { freepikEndpoints } from '../sandbox/providers/endpoints/registry.ts';
import { openStage, type StageOptions } from '../sandbox/stage.ts';
import { arrival, OPEN, pause } from './bot.ts';
import { mean, median, quantile, round } from './figures.ts';

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

const APART_MS = 450;
const ORDERS = 40;
const SIDE = 820;
const SECRET = 'whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw';

/** Noise, which cannot be made smaller: a PNG of 2 MB, painted once, so that a download costs what a download costs. */
const noise = (): Promise<Buffer> =>
  sharp(randomBytes(SIDE * SIDE * 3), { raw: { width: SIDE, height: SIDE, channels: 3 } })
    .png()
    .toBuffer();

const bringing = (picture: Buffer) =>
  freepikEndpoints.map(
    (endpoint): Endpoint => ({
      ...endpoint,
      async prepare(body, context) {
        const work = await endpoint.prepare(body, context);
        return 'invalid' in work ? work : { ...work, outputs: [{ nsfw: false, render: async () => picture }] };
      },
    }),
  );

async function freePort(): Promise<number> {
  const listener = await startListener({ handle: async () => {}, onDefect: () => {} });
  await listener.close();
  return listener.port;
}

/** One order after the other, each in a channel of its own: from completion to the final message. */
async function steady(picture: Buffer, isTold: boolean) {
  const freepik = {
    taskMs: (n: number) => 3000 + ((n * 7) % 21) * 20,
    webhookSecret: SECRET,
    endpoints: bringing(picture),
  };
  const stage = await openStage({ freepik, hasFileService: false });
  const port = String(await freePort());
  const told = isTold ? { FREEPIK_WEBHOOK_SECRET: SECRET } : {};
  const env = {
    ...stage.env,
    ...OPEN,
    POLL_MIN_MS: '2000',
    PORT: port,
    PUBLIC_URL: `http://127.0.0.1:${port}`,
    ...told,
  };
  const bot = await startBot(env);
  const guild = stage.discord.addGuild({ name: 'bench' });
  const user = stage.discord.addUser({ name: 'bench' });
  const ask = (n: number) =>
    stage.discord.runCommand({
      user,
      channel: stage.discord.addChannel(guild, { name: `c${n}` }),
      name: 'imagine',
      options: { prompt: `fox ${n}.`, resolution: '1k' },
    });
  await arrival(await Promise.all(Array.from({ length: WARM_UP }, (_, n) => ask(1000 + n))));
  const handles: InteractionHandle[] = [];
  for (let n = 0; n < ORDERS; n++) {
    handles.push(await ask(n));
    await pause(APART_MS);
  }
  await arrival(handles);
  const tasks = handles.map((_, n) =>
    stage.freepik.tasks.find(({ body }) => JSON.stringify(body).includes(`fox ${n}.`)),
  );
  const delays = handles.flatMap((handle, n) => {
    const final = handle.message()?.edits.find(({ attachments }) => attachments.length > 0);
    const finishedAt = tasks[n]?.finishedAt;
    return final && finishedAt ? [final.at - finishedAt] : [];
  });
  await bot.stop();
  await stage.close();
  return { delays, requests: tasks.flatMap((task) => (task ? [1 + task.polls] : [])) };
}

/** With webhooks and without, at the same time on the same machine. */
async function toldAndAsked(): Promise<string[]> {
  const picture = await noise();
  const both = await Promise.all([steady(picture, true), steady(picture, false)]);
  return [
    `${ORDERS} orders, one every ${APART_MS} ms, tasks of 3 s to 3.4 s, a PNG of ${round(picture.length / 1e6)} MB.`,
    '',
    '| way | arrived | delay p50 | p99 | requests to the provider a job (most) |',
    '| --- | --- | --- | --- | --- |',
    ...both.map(({ delays, requests }, n) => {
      const times = `${round(median(delays), 0)} ms | ${round(quantile(delays, 0.99), 0)} ms`;
      const asked = `${round(mean(requests))} (${Math.max(...requests)})`;
      return `| ${n === 0 ? 'webhook' : 'polling'} | ${delays.length}/${ORDERS} | ${times} | ${asked} |`;
    }),
  ];
}

export async function delivery(): Promise<string[]> {
  const lines = [
    ...(await toldAndAsked()),
    '',
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
