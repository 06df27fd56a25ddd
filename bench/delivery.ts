import { startListener } from '../sandbox/http/local-server.ts';
import { type Figure, type Measurement, mean, median, quantile } from './figures.ts';
import { bringing, noise } from './painted.ts';
import { openScene } from './scene.ts';

interface Crowd {
  readonly jobs: number;
  readonly channels: number;
  readonly taskMs: number;
}

/** All at once, over these channels, with the local Discord's limits on: from completion to the final message. */
async function crowd({ jobs, channels, taskMs }: Crowd): Promise<readonly Figure[]> {
  const { burst, arrival, close } = await openScene({ stage: { freepik: { taskMs } }, channels, knownMs: taskMs });
  const { handles } = await burst(jobs, Number.POSITIVE_INFINITY);
  const { count, delays, edits, polls } = await arrival(handles);
  await close();
  const name = `${jobs} jobs of ${taskMs / 1000} s in ${channels} ${channels === 1 ? 'channel' : 'channels'}`;
  const most = (bound: number) => ({ goal: { of: 'value', bound } }) as const;
  return [
    { name: `arrived, ${name}`, unit: 'jobs', better: 'higher', ours: [count], ...most(jobs) },
    { name: `delay p50, ${name}`, unit: 's', better: 'lower', ours: [median(delays) / 1000] },
    { name: `delay p99, ${name}`, unit: 's', better: 'lower', ours: [quantile(delays, 0.99) / 1000], ...most(3) },
    { name: `most edits of a message, ${name}`, unit: '', better: 'lower', ours: [Math.max(...edits)], ...most(4) },
    { name: `polls a job, ${name}`, unit: '', better: 'lower', ours: [mean(polls)] },
  ];
}

const APART_MS = 450;
const ORDERS = 40;
const SIDE = 820;
const TASK_MS = 3200;
const SECRET = 'whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw';

async function freePort(): Promise<number> {
  const listener = await startListener({ handle: async () => {}, onDefect: () => {} });
  await listener.close();
  return listener.port;
}

/** One order after the other, each in a channel of its own: from completion to the final message. */
async function steady(picture: Buffer, isTold: boolean) {
  const port = String(await freePort());
  const { burst, arrival, close } = await openScene({
    stage: {
      freepik: {
        taskMs: (n: number) => TASK_MS - 200 + ((n * 7) % 21) * 20,
        webhookSecret: SECRET,
        endpoints: bringing(picture),
      },
    },
    channels: ORDERS + 1,
    env: {
      PORT: port,
      PUBLIC_URL: `http://127.0.0.1:${port}`,
      ...(isTold ? { FREEPIK_WEBHOOK_SECRET: SECRET } : {}),
    },
    knownMs: TASK_MS,
  });
  const found = await arrival((await burst(ORDERS, 1000 / APART_MS)).handles);
  await close();
  return found;
}

/** With webhooks and without, at the same time on the same machine. */
async function toldAndAsked(): Promise<readonly Figure[]> {
  const picture = await noise(SIDE);
  const [told, asked] = await Promise.all([steady(picture, true), steady(picture, false)]);
  const beside = { better: 'lower', baselineName: 'that by polling' } as const;
  const delays = (share: number) => ({
    ours: [quantile(told.delays, share)],
    baseline: [quantile(asked.delays, share)],
  });
  return [
    {
      name: 'arrived, by webhook',
      unit: 'jobs',
      better: 'higher',
      ours: [told.count],
      goal: { of: 'value', bound: ORDERS },
    },
    { name: 'delay p50, by webhook', unit: 'ms', ...beside, ...delays(0.5), goal: { of: 'value', bound: 150 } },
    { name: 'delay p99, by webhook', unit: 'ms', ...beside, ...delays(0.99) },
    {
      name: 'requests to the provider a job, by webhook',
      unit: '',
      ...beside,
      ours: [1 + mean(told.polls)],
      baseline: [1 + mean(asked.polls)],
    },
  ];
}

export const delivery: Measurement = {
  takes: 'usual',
  measure: async () => [
    ...(await toldAndAsked()),
    ...(await crowd({ jobs: 300, channels: 20, taskMs: 20_000 })),
    ...(await crowd({ jobs: 100, channels: 1, taskMs: 5000 })),
  ],
};
