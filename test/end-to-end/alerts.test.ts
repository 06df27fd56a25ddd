import { describe, expect } from 'vitest';
import { createMovableClock } from '../../sandbox/movable-clock.ts';
import { type Bench, createScene, eventually, textOf } from './bench.ts';
import { type Open, worldTest as test } from './own-world.ts';

/** Every request that carries the key, until it is called off. */
function refuse(freepik: Bench['freepik'], as: '401' | '402'): () => void {
  const rules = (['submit', 'poll', 'list', 'loras'] as const).map((on) => freepik.misbehave({ on, as }));
  return () => {
    for (const back of rules) back();
  };
}

const SECOND_MS = 1000;
const MINUTE_MS = 60_000;

async function begin(open: Open, env: Record<string, string> = {}) {
  const clock = createMovableClock();
  const at = await open({ clock, discord: { clock }, freepik: { clock, taskMs: 100 }, env });
  const { discord, freepik } = at;
  const { channel } = createScene(at);
  let members = 0;
  const letters = () => discord.messages(discord.openDm(discord.owner).id).map(textOf);
  const ask = (options: Record<string, string> = {}) =>
    discord.runCommand({
      user: discord.addUser({ name: `member${members++}` }),
      channel,
      name: 'imagine',
      options: { prompt: 'a fox', resolution: '1k', ...options },
    });
  /** Time goes by in steps, as it does for timers. */
  const pass = async (ms: number) => {
    for (let left = ms; left > 0; left -= 10 * SECOND_MS) {
      clock.advance(Math.min(left, 10 * SECOND_MS));
      await new Promise((resolve) => setTimeout(resolve, 40));
    }
  };
  /** What is held back for a while goes on as time goes by. */
  const ended = async (handle: Awaited<ReturnType<typeof ask>>) => {
    await handle.acknowledged;
    return eventually(async () => {
      if (/v1:(again|retry):|at the moment|later/.test(textOf(handle.message()))) return true;
      await pass(SECOND_MS);
      return undefined;
    });
  };
  const passUntil = async (read: () => boolean) => {
    for (const end = Date.now() + 30_000; !read() && Date.now() < end; ) await pass(10 * SECOND_MS);
    expect(read()).toBe(true);
  };
  return { at, discord, freepik, letters, ask, ended, pass, passUntil };
}

describe('whoever runs the bot is told once that it began, and once that it is over:', { timeout: 60_000 }, () => {
  test.for([
    ['401', 'refuses the key'],
    ['402', 'is used up'],
  ] as const)('a provider that answers %s', async ([as, words], { open }) => {
    const { at, freepik, letters, ask, ended, pass, passUntil } = await begin(open);
    const back = refuse(freepik, as);
    await ended(await ask());
    await passUntil(() => letters().length > 0);
    await ended(await ask());
    await at.restart();
    await pass(2 * MINUTE_MS);
    expect(letters()).toHaveLength(1);
    expect(letters()[0]).toContain(
      `**Freepik ${words}`.replace('Freepik is used up', 'The account at Freepik is used up'),
    );
    back();
    // of credits an order is the only proof
    await pass(6 * MINUTE_MS);
    await ended(await ask());
    await passUntil(() => letters().length > 1);
    expect(letters()[1]).toContain('Freepik is back');
    await pass(3 * MINUTE_MS);
    expect(letters()).toHaveLength(2);
  });

  test('a model that is retired and comes back', async ({ open }) => {
    const { at, freepik, letters, ask, ended, pass, passUntil } = await begin(open);
    const back = freepik.misbehave({ on: 'submit', as: '404' });
    for (let member = 0; member < 3; member++) await ended(await ask());
    await passUntil(() => letters().length > 0);
    expect(letters()[0]).toMatch(/Freepik seems to have retired \/imagine.*DISABLED_OPERATIONS/);
    await at.restart();
    await pass(MINUTE_MS);
    expect(letters()).toHaveLength(1);
    back();
    await pass(3 * MINUTE_MS);
    await ended(await ask());
    await passUntil(() => letters().length > 1);
    expect(letters()[1]).toContain('Freepik offers /imagine');
  });

  test('a file service that takes nothing for ten minutes', async ({ open }) => {
    const { at, letters, ask, pass, passUntil } = await begin(open);
    await at.files?.down();
    const handle = await ask();
    await eventually(() => handle.message()?.attachments.length, 30_000);
    await pass(9 * MINUTE_MS);
    expect(letters()).toEqual([]);
    await pass(2 * MINUTE_MS);
    await eventually(() => letters().length);
    expect(letters()[0]).toMatch(/The file service has taken nothing since <t:\d+:R>.*1 picture waits/);
    await at.files?.up();
    await passUntil(() => letters().length > 1);
    expect(letters()[1]).toContain('takes pictures again');
    expect(letters()).toHaveLength(2);
  });
});

test('an operator who takes no direct messages stops nothing, and the log says so once', {
  timeout: 60_000,
}, async ({ open }) => {
  const { at, discord, freepik, letters, ask, ended, pass } = await begin(open);
  discord.owner.acceptsDirectMessages = false;
  const back = refuse(freepik, '401');
  await ended(await ask());
  await pass(MINUTE_MS);
  back();
  await pass(4 * MINUTE_MS);
  expect(letters()).toEqual([]);
  expect(at.logged.filter((line) => line.includes('takes no direct messages'))).toHaveLength(1);
  const handle = await ask();
  await eventually(() => handle.message()?.attachments.length);
});

test('of a team its owner is told, in the language that the owner used last', { timeout: 60_000 }, async ({ open }) => {
  const { at, discord, freepik, letters, ask, ended, passUntil } = await begin(open);
  const head = discord.addUser({ name: 'head', locale: 'vi' });
  const application = { id: discord.applicationId, owner: { id: discord.ownerId }, team: { owner_user_id: head.id } };
  discord.fault(({ path }) => (path === '/oauth2/applications/@me' ? { status: 200, body: application } : undefined));
  const { channel } = createScene(at, 'another');
  const handle = await discord.runCommand({ user: head, channel, name: 'imagine', options: { prompt: 'một con cáo' } });
  await eventually(() => handle.message()?.attachments.length);
  refuse(freepik, '401');
  await ended(await ask());
  const direct = () => discord.messages(discord.openDm(head).id).map(textOf);
  await passUntil(() => direct().length > 0);
  expect(direct()[0]).toContain('Freepik từ chối khóa API');
  expect(letters()).toEqual([]);
});
