import { expect } from 'vitest';
import { createScene, eventually, textOf } from './bench.ts';
import { readBooks } from './books.ts';
import { test } from './own-world.ts';
import { pictureFile } from './pictures.ts';
import { openTold, picture, SECRET, testOnEach } from './told.ts';

const NOWHERE = 'http://127.0.0.1:1/bot/';

test('every order names its webhook in a path of its own, where it can', async ({ open }) => {
  const env = { PUBLIC_URL: NOWHERE, FREEPIK_WEBHOOK_SECRET: SECRET, DEFAULT_CONCURRENT_JOBS: '20' };
  const bench = await open({ freepik: { taskMs: 50 }, apiframe: { taskMs: 50 }, env });
  const { discord, freepik, apiframe } = bench;
  const scene = createScene(bench);
  const photo = await pictureFile(640, 480);
  const run = (name: string, options: object) => discord.runCommand({ ...scene, name, options: { ...options } });
  for (const handle of await Promise.all([
    run('imagine', { prompt: 'a fox', resolution: '1k', count: 2 }),
    run('flux', { prompt: 'a fox', model: 'flux-dev' }),
    run('reimagine', { image: { file: photo } }),
    run('rmbg', { image: { file: photo } }),
  ])) {
    await eventually(() => handle.message()?.attachments.length);
  }
  const bodies = [...freepik.tasks, ...apiframe.tasks].map(({ endpoint, body }) => ({ endpoint, body }));
  const named = bodies.flatMap(({ body }) => /"webhook_url":"([^"]+)"/.exec(JSON.stringify(body))?.[1] ?? []);
  const path = /^http:\/\/127\.0\.0\.1:1\/bot\/webhooks\/(?:freepik|apiframe)\/[0-9A-Z]{26}\/[0-9a-f]{32}$/;
  expect(named.filter((url) => !path.test(url))).toEqual([]);
  // the form of /rmbg has no field for it
  expect(bodies).toHaveLength(5);
  expect(new Set(named).size).toBe(4);
  expect(bodies.find(({ endpoint }) => endpoint === 'flux-imagine')?.body).toHaveProperty('webhook_secret');
  for (const part of named.flatMap((url) => url.split('/').slice(-1)))
    expect(bench.logged.join('')).not.toContain(part);
});

test.for([
  ['without a public address', { FREEPIK_WEBHOOK_SECRET: SECRET }],
  ['without a secret', { PUBLIC_URL: NOWHERE }],
] as const)('%s no order at Freepik names one', async ([, env], { open }) => {
  const bench = await open({ freepik: { taskMs: 50 }, env });
  const handle = await bench.discord.runCommand({
    ...createScene(bench),
    name: 'imagine',
    options: { prompt: 'a fox' },
  });
  await eventually(() => handle.message()?.attachments.length);
  expect(JSON.stringify(bench.freepik.tasks.map(({ body }) => body))).not.toContain('webhook');
});

for (const [provider, name, options, api, told] of [
  ['Freepik', 'imagine', { resolution: '1k' }, 'v1', 3],
  ['APIFRAME', 'flux', { model: 'flux-dev' }, 'v1', 3],
  ['APIFRAME v2', 'flux', {}, 'v2', 1],
] as const) {
  testOnEach(
    `a picture of ${provider} comes by its webhook: one order, one look`,
    async (kind, { open, onTestFinished }) => {
      const { bench, run } = await openTold(open, onTestFinished, kind, { apiframe: { api } });
      const { freepik, apiframe } = bench;
      await picture(await run(name, options));
      const tasks = [...freepik.tasks, ...apiframe.tasks];
      expect(tasks.map(({ polls }) => polls)).toEqual([1]);
      const answers = () => [...freepik.webhooks, ...apiframe.webhooks].map(({ answer }) => answer);
      await eventually(() => answers().length === told);
      expect(answers()).toEqual(Array(told).fill(204));
    },
  );
}

test('a failure comes by its webhook, too', async ({ open, onTestFinished }) => {
  const { bench, imagine } = await openTold(open, onTestFinished, 'sqlite');
  bench.freepik.misbehave({ on: 'submit', as: 'refuse' });
  const handle = await imagine();
  await eventually(() => /given back/i.test(textOf(handle.message())));
  await bench.app.stop();
  expect(await readBooks(bench.env)).toMatchObject({ phases: ['failed'], spent: 0, unbalanced: [] });
});

testOnEach(
  'the picture of an order whose answer is lost comes by its webhook, and is paid for once',
  async (kind, { open, onTestFinished }) => {
    const { bench, imagine, stop } = await openTold(open, onTestFinished, kind, { freepik: { taskMs: 1500 } });
    for (const as of ['hang', 'reset'] as const) {
      bench.freepik.misbehave({ on: 'submit', as, accepted: true, times: 1 });
      await picture(await imagine());
    }
    expect(bench.freepik.billed).toBe(2);
    expect(await readBooks(await stop())).toMatchObject({ phases: ['done', 'done'], unbalanced: [] });
  },
);

testOnEach(
  'a picture that comes while its member is told that its time was over is there at once, and free',
  async (kind, { open, onTestFinished }) => {
    const { bench, imagine, stop } = await openTold(open, onTestFinished, kind, {
      freepik: { taskMs: 2500 },
      env: { JOB_DEADLINE_SECONDS: '1' },
    });
    let isTold = false;
    bench.discord.fault(({ method, path, body }) => {
      if (isTold || method !== 'PATCH' || !path.includes('/messages/') || !/v1:retry:/.test(JSON.stringify(body)))
        return;
      isTold = true;
      return { delayMs: 3000 };
    });
    await picture(await imagine());
    expect(isTold).toBe(true);
    expect(await readBooks(await stop())).toMatchObject({ phases: ['done'], spent: 0, unbalanced: [] });
  },
);

testOnEach('where there is nothing to ask for, the webhook is the result', async (kind, { open, onTestFinished }) => {
  const { bench, run } = await openTold(open, onTestFinished, kind);
  bench.freepik.misbehave({ on: 'submit', as: 'hang', accepted: true });
  await picture(await run('reimagine', { image: { file: await pictureFile(640, 480) } }));
  expect(bench.freepik.billed).toBe(1);
  expect(bench.freepik.tasks.map(({ polls }) => polls)).toEqual([0]);
});

testOnEach(
  'webhooks that come twice, out of order, late, or before the answer bring the picture with one look',
  async (kind, { open, onTestFinished }) => {
    const { bench, imagine } = await openTold(open, onTestFinished, kind);
    const { freepik } = bench;
    for (const manner of [
      { as: 'twice' },
      { as: 'out-of-order' },
      { as: 'last-only' },
      { as: 'late', ms: 200 },
    ] as const) {
      freepik.tell(manner);
      await picture(await imagine());
    }
    freepik.tell({ as: 'due' });
    freepik.misbehave({ on: 'submit', as: 'slow', ms: 700, times: 1 });
    await picture(await imagine());
    await eventually(() => freepik.webhooks.length === 6 + 3 + 1 + 3 + 3);
    expect(freepik.webhooks.filter(({ answer }) => answer !== 204)).toEqual([]);
    expect(freepik.tasks.map(({ polls }) => polls)).toEqual([1, 1, 1, 1, 1]);
  },
);

test('where no webhook comes, tasks are asked for: the first after twice the usual time, the next as ever', async ({
  open,
  onTestFinished,
}) => {
  const env = { POLL_MIN_MS: '200', POLL_MAX_MS: '20000' };
  const { bench, imagine } = await openTold(open, onTestFinished, 'sqlite', { freepik: { taskMs: 2000 }, env });
  await picture(await imagine());
  bench.freepik.tell({ as: 'never' });
  const [heard] = bench.freepik.tasks;
  const looks = () => bench.freepik.requests.filter(({ method, path }) => method === 'GET' && /mystic/.test(path));
  await eventually(() => looks().length >= (heard?.polls ?? 0));
  const before = looks().length;
  const submittedAt = Date.now();
  await picture(await imagine());
  expect((looks()[before]?.at ?? 0) - submittedAt).toBeGreaterThan(3900);
  const again = Date.now();
  await picture(await imagine());
  expect(Date.now() - again).toBeLessThan(3900);
  expect(bench.logged.join('')).toContain('a task ended without a webhook');
});

test('forged by everybody, a provider’s own included, they leave the picture to be asked for', async ({
  open,
  onTestFinished,
}) => {
  const env = { POLL_MIN_MS: '300', POLL_MAX_MS: '20000' };
  const { bench, imagine, figure } = await openTold(open, onTestFinished, 'sqlite', { env });
  bench.freepik.tell({ as: 'forged' });
  await picture(await imagine());
  expect(await figure('refused')).toBe(3);
  expect(await figure('heard')).toBe(0);
});

test('a webhook that comes after the deadline brings the picture, free', async ({ open, onTestFinished }) => {
  const env = { JOB_DEADLINE_SECONDS: '1' };
  const { bench, imagine, figure } = await openTold(open, onTestFinished, 'sqlite', { freepik: { taskMs: 2500 }, env });
  const handle = await imagine();
  await eventually(() => /given back/i.test(textOf(handle.message())));
  await picture(handle);
  expect(await figure('late')).toBe(1);
  await bench.app.stop();
  expect(await readBooks(bench.env)).toMatchObject({ phases: ['done'], spent: 0, unbalanced: [] });
});

test('an order that was turned away, and made a task all the same, is not sent again', async ({
  open,
  onTestFinished,
}) => {
  const { bench, imagine } = await openTold(open, onTestFinished, 'sqlite', { freepik: { taskMs: 500 } });
  bench.freepik.tell({ as: 'last-only' });
  bench.freepik.misbehave({ on: 'submit', as: '503', accepted: true, times: 1 });
  await picture(await imagine());
  await new Promise((resolve) => setTimeout(resolve, 3000));
  expect(bench.freepik.billed).toBe(1);
});

test('what came while the bot was away is asked for as soon as it is back', async ({ open, onTestFinished }) => {
  const env = { POLL_MIN_MS: '300', POLL_MAX_MS: '600000' };
  const { bench, front, imagine } = await openTold(open, onTestFinished, 'sqlite', { freepik: { taskMs: 3000 }, env });
  await picture(await imagine());
  const handle = await imagine();
  await eventually(() => bench.freepik.tasks.length === 2 && bench.freepik.webhooks.length >= 5);
  await bench.app.stop();
  await eventually(() => bench.freepik.tasks.every(({ finishedAt }) => finishedAt));
  const [, task] = bench.freepik.tasks;
  await bench.restart();
  front.leadTo(bench.app.port);
  await picture(handle);
  // twice the usual time would be six seconds after the order
  expect(Date.now() - (task?.createdAt ?? 0)).toBeLessThan(5900);
});
