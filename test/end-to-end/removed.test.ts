import { describe, expect } from 'vitest';
import type { InteractionHandle } from '../../sandbox/discord/interactions.ts';
import type { StoredMessage } from '../../sandbox/discord/messages.ts';
import { createMovableClock } from '../../sandbox/movable-clock.ts';
import { actions } from '../../src/core/custom-ids.ts';
import { buttonOf, createScene, english, eventually, finished, jobOf, named, said, textOf } from './bench.ts';
import { readBooks } from './books.ts';
import { type Open, test } from './own-world.ts';
import type { Given } from './pictures.ts';
import { withStore } from './with-store.ts';

const HOUR_MS = 3_600_000;
const TASK_MS = 600_000;
const ENV = { PROVIDER_CONCURRENCY: '1', DEFAULT_CONCURRENT_JOBS: '20', JOB_DEADLINE_SECONDS: '1800' };

/** A world whose providers finish a task when they are told to. */
async function begin(open: Open, env: Record<string, string> = {}) {
  const providers = createMovableClock();
  const at = await open({
    freepik: { clock: providers, taskMs: TASK_MS },
    apiframe: { clock: providers, taskMs: TASK_MS },
    env: { ...ENV, ...env },
  });
  const scene = createScene(at);
  const ask = async (name: string, options: Readonly<Record<string, Given>> = {}) => {
    const handle = await at.discord.runCommand({ ...scene, name, options });
    await handle.acknowledged;
    return handle;
  };
  const imagine = (prompt: string) => ask('imagine', { prompt, resolution: '1k' });
  const finish = () => providers.advance(TASK_MS);
  const press = async (message: StoredMessage | undefined, customId: string, values?: readonly string[]) => {
    if (!message) throw new Error('no message');
    const given = { user: scene.user, message, customId, force: true, ...(values && { values }) };
    const click = at.discord.click(given);
    await click.acknowledged;
    return click;
  };
  return { at, scene, ask, imagine, finish, press };
}

const wordsOf = (handle: InteractionHandle) => named(textOf(handle.message()));
const shows = (handle: InteractionHandle) => eventually(() => handle.message()?.attachments.length);

/** As rows stand there when this version has an operation no more that made them. */
const RENAMED = ['jobs set operation', 'ledger set command', 'tallies set command'].map(
  (change) => `update ${change} = 'sketch' where ${change.split(' ').at(-1)} = 'imagine'`,
);

describe('an operation that this version no longer has', { timeout: 60_000 }, () => {
  test('is still shown in /history, /show, /stats and /limits, and each of its buttons is answered in words', async ({
    open,
  }) => {
    const { at, scene, ask, imagine, finish, press } = await begin(open);
    at.discord.setMember(scene.guild, scene.user, { permissions: ['MANAGE_GUILD'] });
    const handle = await imagine('a fox');
    await eventually(() => at.freepik.billed === 1);
    finish();
    const message = await finished(handle);
    const job = jobOf(message);
    await withStore(at, async (store) => {
      for (const change of RENAMED) await store.sql(change, []);
      const rule = { scope: scene.guild.id, whom: { kind: 'everyone' }, command: 'sketch', until: undefined } as const;
      await store.limits.putRule({ ...rule, daily: 5, setBy: scene.user.id, setAt: 1 });
    });
    const history = await said(await ask('history'), 'a fox');
    expect(textOf(history)).toContain('sketch');
    await said(await ask('show', { job }), 'a fox');
    const stats = await said(await ask('stats'), '1 done');
    await said(await press(stats, 'v1:mod:stats:view:30d.operation:1'), 'sketch');
    await said(await ask('limits show'), '/sketch');
    await said(await ask('limits why', { member: scene.user.id }), 'credits');

    const kept = actions.filter((action) => action !== 'delete');
    for (const action of [...kept, 'chain', 'redo', 'branch', 'choose']) {
      const click = await press(message, `v1:${action}:${job}:1`);
      await eventually(() => click.modal ?? click.message());
      expect(wordsOf(click)).not.toMatch(/broke on our side/);
    }
    await said(await press(message, `v1:again:${job}:1`), english.notices.unknownCommand);
    const question = await said(await press(message, `v1:delete:${job}:1`), english.results.deleteForEver);
    await said(await press(question, buttonOf(question, 'delete-sure') ?? ''), english.notices.deleted);
    expect(at.freepik.billed).toBe(1);
  });

  test('can have its limits and pauses taken back', async ({ open }) => {
    const { at, scene, ask } = await begin(open);
    const { guild, user } = scene;
    at.discord.setMember(guild, user, { permissions: ['MANAGE_GUILD'] });
    await withStore(at, async ({ limits }) => {
      const set = { scope: guild.id, command: 'sketch', setBy: user.id, setAt: 1 };
      await limits.putRule({ ...set, whom: { kind: 'everyone' }, until: undefined, daily: 5 });
      await limits.putPause({ ...set, cause: 'moderator' });
    });
    await said(await ask('limits set', { command: 'sketch', daily: 1 }), 'is not a command with limits');
    await said(await ask('limits resume', { command: 'sketch' }), 'sketch');
    await said(await ask('limits clear', { command: '/sketch' }), 'sketch');
    const table = await ask('limits show');
    await said(table, 'Limits of this server');
    expect(wordsOf(table)).not.toContain('sketch');
  });

  test('brings what was ordered of it, and what waits in line ends in words with its credits back', async ({
    open,
  }) => {
    const { at, ask, imagine, finish } = await begin(open);
    const sent = await imagine('at the provider');
    await eventually(() => at.freepik.billed === 1);
    const [inLine, copied] = [await imagine('in line'), await imagine('not copied yet')];
    await withStore(at, async (store) => {
      for (const change of RENAMED) await store.sql(change, []);
      await store.sql(`update jobs set phase = 'accepted', due_at = 0 where input like '%not copied yet%'`, []);
    });
    expect(await said(await ask('jobs'), 'at the provider').then(textOf)).toContain('sketch');
    finish();
    await shows(sent);
    expect(wordsOf(sent)).toContain('at the provider');
    for (const handle of [inLine, copied]) {
      await said(handle, english.failures['provider-gone'].happened);
      expect(wordsOf(handle)).toMatch(/credit.* back/i);
    }
    expect(at.freepik.billed).toBe(1);
    await at.app.stop();
    expect(await readBooks(at.env)).toMatchObject({
      phases: ['done', 'failed', 'failed'],
      spent: 1,
      unbalanced: [],
      unknown: 0,
    });
  });

  test('ends a chain whose next step it was, and what came before it is shown', async ({ open }) => {
    const { at, imagine, finish } = await begin(open);
    const handle = await imagine('first step');
    await eventually(() => at.freepik.billed === 1);
    const step = { option: 'image', input: {}, tier: '2x', price: 2 };
    await withStore(at, async (store) => {
      const [row] = await store.jobs.unsent(1);
      expect(row).toBeUndefined();
      const posts = await store.sql('select id from posts', []);
      const id = String(Object.values(posts[0] ?? {})[0]);
      await store.posts.plan(id, {
        kind: 'steps',
        steps: [
          { ...step, operation: 'imagine' },
          { ...step, operation: 'sketch' },
        ],
      });
    });
    finish();
    await shows(handle);
    await said(handle, english.failures['provider-gone'].happened);
    await at.app.stop();
    expect(await readBooks(at.env)).toMatchObject({ phases: ['done', 'failed'], spent: 1, unbalanced: [] });
  });
});

test('a button, a step or a menu that this version no longer knows is answered in words', { timeout: 60_000 }, async ({
  open,
}) => {
  const { at, imagine, finish, press } = await begin(open);
  const handle = await imagine('a fox');
  await eventually(() => at.freepik.billed === 1);
  finish();
  const message = await finished(handle);
  const job = jobOf(message);
  const gone = [
    `v1:sketch:${job}:1`,
    `v1:sketch-preset:${job}:1`,
    `v1:again-form:${job}:1`,
    `v0:again:${job}:1`,
    `v2:again:${job}:1`,
    `v1:again:${job}`,
    `v1:again:${job}:1:2`,
    'v1:page:albums:1',
    'v1:mod:albums:list::1',
    'v1:mod:limits:dance::1',
    'v1:batch:album:usual',
    'v1:ping:albums',
    'imagine-again',
    `v1:pick:${job}:2`,
    `v1:words:${job}:2`,
  ];
  for (const customId of gone) {
    const click = await press(message, customId);
    const answer = await eventually(() => click.message());
    expect(textOf(answer).length).toBeGreaterThan(20);
    expect(textOf(answer)).not.toMatch(/broke on our side/);
  }
  // a menu of before that still has an entry for what is gone
  const chosen = await press(message, `v1:choose:${job}:1`, [`v1:sketch:${job}:1`]);
  await said(chosen, english.notices.unknownButton);
  expect(at.freepik.billed).toBe(1);
});

test('a model that this version no longer knows ends what waits in line in words, and old cards say what there is', {
  timeout: 60_000,
}, async ({ open }) => {
  const { at, imagine, finish, press } = await begin(open);
  const done = await imagine('done');
  await eventually(() => at.freepik.billed === 1);
  finish();
  const message = await finished(done);
  const sent = await imagine('sent');
  await eventually(() => at.freepik.billed === 2);
  const inLine = await imagine('in line');
  await withStore(at, async (store) => {
    await store.sql(`update jobs set input = replace(input, '"prompt"', '"model":"daguerre","prompt"')`, []);
  });
  finish();
  await shows(sent);
  await said(inLine, /model`\*\* cannot be .*daguerre/);
  expect(wordsOf(inLine)).toMatch(/credit.* back/i);
  await said(await press(message, `v1:again:${jobOf(message)}:1`), /model`\*\* cannot be .*daguerre/);
  expect(at.freepik.billed).toBe(2);
  await at.app.stop();
  expect(await readBooks(at.env)).toMatchObject({
    phases: ['done', 'done', 'failed'],
    spent: 2,
    unbalanced: [],
    unknown: 0,
  });
});

describe('a provider whose key was taken away', { timeout: 90_000 }, () => {
  const NO_KEY = { APIFRAME_API_KEY: '' };

  async function withFlux(open: Open) {
    const clock = createMovableClock();
    const at = await open({
      clock,
      discord: { clock },
      freepik: { clock },
      apiframe: { clock, taskMs: TASK_MS },
      env: ENV,
    });
    const scene = createScene(at);
    const flux = async (prompt: string) => {
      const handle = await at.discord.runCommand({ ...scene, name: 'flux', options: { prompt } });
      await handle.acknowledged;
      return handle;
    };
    return { at, clock, scene, flux };
  }

  test('leaves nobody waiting: what was in line ends with its credits back, what was ordered comes when the key is back', async ({
    open,
  }) => {
    const { at, clock, scene, flux } = await withFlux(open);
    const sent = await flux('sent');
    await eventually(() => at.apiframe.billed === 1);
    const inLine = await flux('in line');
    await at.restart(NO_KEY);
    await said(inLine, english.failures['provider-gone'].happened);
    await said(sent, english.failures['other-api'].happened);
    for (const handle of [inLine, sent]) expect(wordsOf(handle)).toMatch(/credit.* back/i);
    const retry = buttonOf(inLine.message(), 'retry') ?? '';
    const message = inLine.message();
    if (!message) throw new Error('no message');
    const click = at.discord.click({ user: scene.user, message, customId: retry });
    await said(click, /Not offered here/);
    await at.restart();
    clock.advance(TASK_MS);
    clock.advance(HOUR_MS);
    await shows(sent);
    expect(wordsOf(sent)).toContain('so it is free');
    expect(at.apiframe.billed).toBe(1);
    await at.app.stop();
    expect(await readBooks(at.env)).toMatchObject({ phases: ['done', 'failed'], spent: 0, unbalanced: [] });
  });

  test('charges nothing for a picture that was not fetched yet', async ({ open }) => {
    const { at, clock, flux } = await withFlux(open);
    const back = at.apiframe.misbehave({ on: 'download', as: '500' });
    const handle = await flux('a fox');
    await eventually(() => at.apiframe.billed === 1);
    clock.advance(TASK_MS);
    await eventually(() => {
      clock.advance(5000);
      return at.logged.some((line) => line.includes('result not fetched yet'));
    });
    await at.restart(NO_KEY);
    await said(handle, english.failures['other-api'].happened);
    back();
    await at.restart();
    clock.advance(HOUR_MS);
    await shows(handle);
    await at.app.stop();
    expect(await readBooks(at.env)).toMatchObject({ phases: ['done'], spent: 0, unbalanced: [] });
  });
});

test('a result whose host is no longer listed after a restart is held, and comes when it is listed again', {
  timeout: 60_000,
}, async ({ open }) => {
  const { at, imagine, finish } = await begin(open);
  const back = at.freepik.misbehave({ on: 'download', as: '500' });
  const handle = await imagine('a fox');
  await eventually(() => at.freepik.billed === 1);
  finish();
  await eventually(() => at.logged.some((line) => line.includes('result not fetched yet')));
  await at.restart({ FREEPIK_RESULT_HOSTS: 'results.example' });
  back();
  await said(handle, 'finished and safe');
  await at.restart();
  await shows(handle);
  expect(at.freepik.billed).toBe(1);
  await at.app.stop();
  expect(await readBooks(at.env)).toMatchObject({ phases: ['done'], spent: 1, unbalanced: [] });
});
