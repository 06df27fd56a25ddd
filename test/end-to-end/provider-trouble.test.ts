import { describe, expect } from 'vitest';
import { createMovableClock, type MovableClock } from '../../sandbox/movable-clock.ts';
import type { LocalApiframeOptions } from '../../sandbox/providers/local-apiframe.ts';
import { type Bench, createScene, eventually, textOf } from './bench.ts';
import { readBooks } from './books.ts';
import { type Open, test } from './own-world.ts';
import { type Given, pictureFile } from './pictures.ts';

const SECOND_MS = 1000;
const MINUTE_MS = 60_000;
const FOX = { prompt: 'a fox', resolution: '1k' };

type Options = Readonly<Record<string, Given>>;

async function begin(open: Open, env: Record<string, string> = {}, apiframe: LocalApiframeOptions = {}) {
  const clock = createMovableClock();
  const at = await open({
    clock,
    discord: { clock },
    freepik: { clock, taskMs: 100 },
    apiframe: { clock, taskMs: 100, ...apiframe },
    env,
  });
  const { discord } = at;
  const { channel } = createScene(at);
  let members = 0;
  const member = () => discord.addUser({ name: `member${members++}` });
  const ask = async (options: Options = FOX, name = 'imagine', user = member()) => {
    const handle = await discord.runCommand({ user, channel, name, options });
    await handle.acknowledged;
    return handle;
  };
  type Handle = Awaited<ReturnType<typeof ask>>;
  const says = (handle: Handle, words: string | RegExp) =>
    eventually(() => textOf(handle.message()).match(words) !== null, 25_000);
  return {
    at,
    clock,
    member,
    ask,
    says,
    letters: () => discord.messages(discord.openDm(discord.owner).id).map(textOf),
    /** To its end, whatever that is. */
    async run(...order: Parameters<typeof ask>): Promise<string> {
      const handle = await ask(...order);
      await says(handle, /v1:(again|retry):|at the moment|is used up/);
      return textOf(handle.message());
    },
  };
}

/** In steps, as time goes by for timers, until it is so. */
async function passUntil(clock: MovableClock, isTrue: () => boolean, mostMs: number): Promise<void> {
  for (let left = mostMs; left > 0 && !isTrue(); left -= 10 * SECOND_MS) {
    clock.advance(10 * SECOND_MS);
    await new Promise((resolve) => setTimeout(resolve, 30));
  }
  await eventually(isTrue);
}

const pass = async (clock: MovableClock, ms: number) => {
  const until = clock.now() + ms;
  await passUntil(clock, () => clock.now() >= until, ms + 10 * SECOND_MS);
};

const posts = ({ requests }: Bench['freepik'], path: string) =>
  requests.filter((request) => request.method === 'POST' && request.path === path).length;
const isPrompt = (words: string) => (context: { body?: unknown }) => JSON.stringify(context.body ?? {}).includes(words);

describe('a firewall in front of a provider', { timeout: 90_000 }, () => {
  test('that dislikes the words of one order fails that order alone, after it was sent twice', async ({ open }) => {
    const { at, clock, ask, run, says, letters } = await begin(open);
    at.freepik.misbehave({ on: 'submit', as: 'firewall', when: isPrompt('forbidden') });
    const disliked = await ask({ ...FOX, prompt: 'a forbidden fox' });
    await eventually(() => posts(at.freepik, '/v1/ai/mystic') === 1);
    expect(await run()).toContain('v1:again:');
    await passUntil(clock, () => textOf(disliked.message()).includes('v1:retry:'), 3 * MINUTE_MS);
    await says(disliked, 'firewall keeps turning this order away');
    expect(posts(at.freepik, '/v1/ai/mystic')).toBe(3);
    expect(await run()).toContain('v1:again:');
    await pass(clock, 2 * MINUTE_MS);
    expect(letters()).toEqual([]);
    await at.app.stop();
    expect(await readBooks(at.env)).toMatchObject({ spent: 2, unbalanced: [], phases: ['failed', 'done', 'done'] });
  });

  test('that turns everything away lets the host rest, while jobs wait in line and their cards say so', async ({
    open,
  }) => {
    const { at, clock, ask, says } = await begin(open);
    at.freepik.misbehave({ on: 'submit', as: 'firewall', punishMs: 9.5 * MINUTE_MS, times: 1 });
    const first = await ask();
    await eventually(() => at.logged.some((line) => line.includes('provider rests')));
    const second = await ask();
    for (const handle of [first, second]) {
      await passUntil(clock, () => textOf(handle.message()).includes('firewall'), MINUTE_MS);
      expect(textOf(handle.message())).toMatch(/keeps its place in line and goes on by itself <t:\d+:R>/);
    }
    const sent = at.freepik.requests.length;
    await pass(clock, 7 * MINUTE_MS);
    expect(at.freepik.requests.length).toBe(sent);
    await passUntil(clock, () => at.freepik.billed === 2, 5 * MINUTE_MS);
    for (const handle of [first, second]) await says(handle, 'v1:again:');
    await at.app.stop();
    expect(await readBooks(at.env)).toMatchObject({ spent: 2, unbalanced: [], phases: ['done', 'done'] });
  });

  test('that turns polls away fails nobody', async ({ open }) => {
    const { at, clock, ask, says } = await begin(open);
    const handle = await ask();
    at.freepik.misbehave({ on: 'poll', as: 'firewall', punishMs: 5 * MINUTE_MS, times: 1 });
    await eventually(() => at.logged.some((line) => line.includes('provider rests')));
    await passUntil(clock, () => textOf(handle.message()).includes('v1:again:'), 12 * MINUTE_MS);
    await says(handle, 'v1:again:');
    expect(at.freepik.billed).toBe(1);
  });
});

describe('an order that the provider does not allow', { timeout: 90_000 }, () => {
  test('is refused alone: the key is not blamed, and others go on', async ({ open }) => {
    const { at, clock, run, letters } = await begin(open);
    at.freepik.misbehave({ on: 'submit', as: '403', when: isPrompt('luxury') });
    expect(await run({ ...FOX, prompt: 'a luxury fox' })).toContain("not part of the bot's plan");
    expect(await run()).toContain('v1:again:');
    expect(at.logged.some((line) => line.includes('provider paused'))).toBe(false);
    await pass(clock, 2 * MINUTE_MS);
    expect(letters().filter((text) => text.includes('refuses the key'))).toEqual([]);
  });

  test('counts against its endpoint, of which the operator is told once, and not by one member alone', async ({
    open,
  }) => {
    const { at, clock, run, letters, member } = await begin(open);
    const image = { file: await pictureFile(320, 240) };
    at.freepik.misbehave({ on: 'submit', as: '403', when: ({ path }) => path.endsWith('image-relight') });
    const one = member();
    for (let n = 0; n < 4; n++) {
      expect(await run({ image, prompt: `light ${n}` }, 'relight', one)).toContain("not part of the bot's plan");
    }
    await passUntil(clock, () => letters().length > 0, 2 * MINUTE_MS);
    expect(letters()[0]).toMatch(/\/relight.*plan/);
    expect(await run({ image, prompt: 'light' }, 'relight')).toContain("not part of the bot's plan");
    expect(await run({ image, prompt: 'light' }, 'relight')).toContain('at the moment');
    expect(await run()).toContain('v1:again:');
    await pass(clock, 2 * MINUTE_MS);
    expect(letters()).toHaveLength(1);
    expect(at.freepik.billed).toBe(1);
  });

  test('as if for its key is its own trouble while the key is taken elsewhere', async ({ open }) => {
    const { at, clock, run, letters } = await begin(open);
    at.freepik.misbehave({ on: 'submit', as: '401', times: 1 });
    expect(await run()).not.toContain("the bot's key");
    expect(await run()).toContain('v1:again:');
    await pass(clock, 2 * MINUTE_MS);
    expect(letters()).toEqual([]);
  });
});

describe('what was paid for is not given up', { timeout: 90_000 }, () => {
  test('for some seconds of 404', async ({ open }) => {
    const { at, clock, ask, says } = await begin(open);
    at.freepik.misbehave({ on: 'poll', as: '404', forMs: 2 * MINUTE_MS });
    const handle = await ask();
    await passUntil(clock, () => textOf(handle.message()).includes('v1:again:'), 5 * MINUTE_MS);
    await says(handle, 'v1:again:');
  });

  test('and what the provider lost is asked for hourly, and delivered free when it is found', async ({ open }) => {
    const { at, clock, ask, says } = await begin(open);
    const found = at.freepik.misbehave({ on: 'poll', as: '404' });
    const handle = await ask();
    await passUntil(clock, () => textOf(handle.message()).includes('lost track'), 15 * MINUTE_MS);
    found();
    await passUntil(clock, () => textOf(handle.message()).includes('v1:again:'), 65 * MINUTE_MS);
    await says(handle, 'free');
    await at.app.stop();
    expect(await readBooks(at.env)).toMatchObject({ spent: 0, unbalanced: [], phases: ['done'] });
  });

  test.for(['400-flat', 'lacks-one', '500'] as const)(
    'when a question for several is answered with %s',
    async (as, { open }) => {
      const { at, ask, says } = await begin(open);
      at.apiframe.misbehave({ on: 'poll-many', as });
      const handles = await Promise.all(
        Array.from({ length: 5 }, (_, n) => ask({ prompt: `a fox ${n}`, model: 'flux-schnell' }, 'flux')),
      );
      for (const handle of handles) await says(handle, 'v1:again:');
      expect(at.apiframe.requests.filter(({ path }) => path === '/fetch-many').length).toBeGreaterThan(0);
    },
  );

  test('when it is said to be done before its links are told', async ({ open }) => {
    const { at, run } = await begin(open);
    at.freepik.misbehave({ on: 'submit', as: 'links-later' });
    at.apiframe.misbehave({ on: 'submit', as: 'links-later' });
    expect(await run()).toContain('v1:again:');
    expect(await run({ prompt: 'a fox', model: 'flux-schnell' }, 'flux')).toContain('v1:again:');
    expect(at.freepik.tasks[0]?.polls).toBeGreaterThan(3);
  });
});

describe('an empty account', { timeout: 120_000 }, () => {
  test('is tried by one order after 5, 10 ... minutes, and the operator hears of its begin and of its end', async ({
    open,
  }) => {
    const { at, clock, run, letters } = await begin(open);
    const paid = at.freepik.misbehave({ on: 'submit', as: '402' });
    const orders = () => posts(at.freepik, '/v1/ai/mystic');
    const refused = async () => {
      for (let n = 0; n < 3; n++) expect(await run()).toMatch(/is used up/);
      return orders();
    };
    expect(await refused()).toBe(1);
    await pass(clock, 4 * MINUTE_MS);
    expect(await refused()).toBe(1);
    await pass(clock, 1.5 * MINUTE_MS);
    expect(await refused()).toBe(2);
    await pass(clock, 9 * MINUTE_MS);
    expect(await refused()).toBe(2);
    await pass(clock, 1.5 * MINUTE_MS);
    expect(await refused()).toBe(3);
    expect(letters()).toHaveLength(1);
    expect(letters()[0]).toContain('used up (402)');
    paid();
    await pass(clock, 21 * MINUTE_MS);
    expect(letters()).toHaveLength(1);
    expect(await run()).toContain('v1:again:');
    expect(await run()).toContain('v1:again:');
    await passUntil(clock, () => letters().length === 2, 3 * MINUTE_MS);
    expect(letters()[1]).toContain('Freepik is back');
    await at.app.stop();
    expect(await readBooks(at.env)).toMatchObject({ spent: 2, unbalanced: [] });
  });

  test.for([
    ['v1', '/flux-imagine'],
    ['v2', '/v2/images/generate'],
  ] as const)(
    'is left alone while it says that it has nothing, and tried as soon as it has more: APIFRAME %s',
    async ([api, path], { open }) => {
      const { at, clock, run } = await begin(open, {}, { api, credits: 1 });
      const flux = () => run({ prompt: 'a fox' }, 'flux');
      expect(await flux()).toContain('v1:again:');
      expect(await flux()).toContain('is used up');
      await pass(clock, 12 * MINUTE_MS);
      expect(await flux()).toContain('is used up');
      expect(at.apiframe.requests.filter((request) => request.path === path)).toHaveLength(2);
      at.apiframe.buyCredits(5);
      await pass(clock, 6 * MINUTE_MS);
      expect(await flux()).toContain('v1:again:');
      expect(await flux()).toContain('v1:again:');
      expect(at.apiframe.billed).toBe(3);
    },
  );

  test('may be tried by another order when the one that was to try it never left', async ({ open }) => {
    const { at, clock, ask, run } = await begin(open);
    const paid = at.freepik.misbehave({ on: 'submit', as: '402' });
    expect(await run()).toContain('is used up');
    paid();
    await pass(clock, 5.5 * MINUTE_MS);
    const unknown = { code: 10062, message: 'Unknown interaction' };
    const heard = at.discord.fault(({ path }) =>
      path.includes('/callback') ? { status: 404, body: unknown } : undefined,
    );
    const unheard = ask().catch(() => undefined);
    await eventually(() =>
      at.discord.exchanges.some(({ path, status }) => path.includes('/callback') && status === 404),
    );
    heard();
    await eventually(async () => (await run()).includes('v1:again:'), 10_000);
    expect(await run()).toContain('v1:again:');
    expect(posts(at.freepik, '/v1/ai/mystic')).toBe(3);
    await unheard;
  });

  test('is no reason not to ask for what was paid for', async ({ open }) => {
    const { at, clock, ask, run, says } = await begin(open);
    const stuck = at.freepik.misbehave({ on: 'poll', as: 'stuck' });
    const handle = await ask();
    await eventually(() => at.freepik.billed === 1);
    at.freepik.misbehave({ on: 'submit', as: '402' });
    expect(await run()).toContain('is used up');
    stuck();
    await passUntil(clock, () => textOf(handle.message()).includes('v1:again:'), 2 * MINUTE_MS);
    await says(handle, 'v1:again:');
  });
});

test('what no question can show to be back is tried by an order, stays within reach, and is never sent empty', {
  timeout: 60_000,
}, async ({ open }) => {
  const { at, clock, run } = await begin(open);
  const bodies: string[] = [];
  const back = at.freepik.misbehave({
    on: 'submit',
    as: '404',
    when: ({ body }) => bodies.push(JSON.stringify(body)) > 0,
  });
  for (let n = 0; n < 3; n++) expect(await run()).toContain('no longer offers this');
  expect(await run()).toContain('at the moment');
  await pass(clock, 3 * MINUTE_MS);
  expect(at.discord.commands().map(({ name }) => name)).toContain('imagine');
  expect(await run()).toContain('no longer offers this');
  expect(await run()).toContain('at the moment');
  back();
  await pass(clock, 9 * MINUTE_MS);
  expect(await run()).toContain('v1:again:');
  expect(await run()).toContain('v1:again:');
  expect(bodies).toHaveLength(4);
  expect(bodies.every((body) => body.includes('a fox'))).toBe(true);
});

test('while nobody could be asked nothing was learned of how long tasks take: the next picture is looked for as early as ever', {
  timeout: 60_000,
}, async ({ open }) => {
  const { at, clock, ask } = await begin(open);
  const stop = at.freepik.misbehave({ on: 'poll', as: '500' });
  const held = await ask();
  await eventually(() => at.freepik.billed === 1);
  await pass(clock, 10 * MINUTE_MS);
  stop();
  await passUntil(clock, () => held.message()?.attachments.length === 1, 2 * MINUTE_MS);
  const next = await ask();
  await eventually(() => at.freepik.billed === 2);
  // what took ten minutes would be looked for after eight
  await passUntil(clock, () => next.message()?.attachments.length === 1, 2 * MINUTE_MS);
});
