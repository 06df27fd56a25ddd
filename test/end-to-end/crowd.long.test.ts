import { afterEach, expect, test } from 'vitest';
import { type BotProcess, startBot } from '../../sandbox/bot-process.ts';
import { openStage, type Stage } from '../../sandbox/stage.ts';
import { long } from '../support/long.ts';
import { eventually } from './bench.ts';
import { readBooks } from './books.ts';
import { inspect } from './inspect.ts';

let stage: Stage | undefined;
let bot: BotProcess | undefined;
afterEach(async () => {
  await bot?.stop('SIGKILL');
  await stage?.close();
});

const CROWD = long(300, 30);
const AT_ONCE = long(8, 3);

test(`${CROWD} at once are all answered and delivered, at most ${AT_ONCE} at the provider, and no server is starved`, {
  timeout: 120_000,
}, async () => {
  // how soon so many are answered is the machine's matter, and measured by the bench
  const discordOptions = { firstResponseMs: 60_000, limits: { channelMinute: 'off' } } as const;
  stage = await openStage({ freepik: { taskMs: 60 }, discord: discordOptions });
  const env = {
    ...stage.env,
    PROVIDER_CONCURRENCY: String(AT_ONCE),
    DEFAULT_CONCURRENT_JOBS: '1000',
    DEFAULT_DAILY_CREDITS: '1000',
    PROVIDER_REQUESTS_PER_MINUTE: '60000',
  };
  // a process of its own, as in life: so many at once are work for both sides
  bot = await startBot(env);
  const { discord, freepik } = stage;
  const busy = Array.from({ length: long(10, 4) }, (_, n) => ({
    guild: discord.addGuild({ name: `busy ${n}` }),
    size: n === 0 ? (CROWD * 2) / 3 : long(11, 3),
  }));
  const small = discord.addGuild({ name: 'small' });
  const asks = busy.flatMap(({ guild, size }, n) => {
    const channel = discord.addChannel(guild, { name: 'pictures' });
    const user = discord.addUser({ name: `user ${n}` });
    return Array.from({ length: size }, (_, k) => ({ user, channel, prompt: `server ${n} picture ${k}` }));
  });
  const alone = {
    user: discord.addUser({ name: 'lone' }),
    channel: discord.addChannel(small, { name: 'pictures' }),
    prompt: 'the only one',
  };
  const all = [...asks, alone];
  expect(all).toHaveLength(CROWD);

  const handles = await Promise.all(
    all.map(({ user, channel, prompt }) =>
      discord.runCommand({ user, channel, name: 'imagine', options: { prompt, resolution: '1k' } }),
    ),
  );
  await Promise.all(handles.map(({ acknowledged }) => acknowledged));
  const startedBefore = freepik.billed;
  await eventually(() => handles.every((handle) => handle.message()?.attachments.length), 90_000);

  expect(freepik.billed).toBe(CROWD);
  expect(freepik.peakInFlight).toBeLessThanOrEqual(AT_ONCE);
  const order = freepik.tasks.findIndex(({ body }) => JSON.stringify(body).includes('the only one'));
  expect(order - startedBefore).toBeLessThan(3 * AT_ONCE);
  await bot.stop();
  await inspect(stage, bot.output());
  const books = await readBooks(env);
  expect(books.unbalanced).toEqual([]);
  expect(books.spent).toBe(CROWD);
});
