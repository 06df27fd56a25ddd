import { DiscordAPIError } from '@discordjs/rest';
import { pino } from 'pino';
import { expect, test } from 'vitest';
import { systemClock } from '../../../src/core/clock.ts';
import type { Post } from '../../../src/core/job.ts';
import { createTakeDown } from '../../../src/services/delivery/take-down.ts';
import { somePost } from '../jobs/some-post.ts';

const error = (code: number, status: number) =>
  new DiscordAPIError({ code, message: 'no' }, code, status, 'DELETE', 'https://discord.com', {});

function takingDown(answers: { readonly byToken?: Error; readonly asBot?: Error }) {
  const tried: string[] = [];
  const way = (name: string, problem: Error | undefined) => async () => {
    tried.push(name);
    if (problem) throw problem;
  };
  const api = { deleteOriginal: way('token', answers.byToken), deleteMessage: way('bot', answers.asBot) };
  const looks: (number | null)[] = [];
  const store = { posts: { checkAt: async (_: string, at: number | null) => void looks.push(at) } };
  const takeDown = createTakeDown({ api, clock: systemClock, log: pino({ level: 'silent' }), store });
  return { tried, looks, takeDown };
}

const late: Partial<Post> = { tokenExpiresAt: 0 };

test.each([
  ['by the token while it lives', {}, {}, ['token'], true],
  ['as the bot when the token has ended', late, {}, ['bot'], true],
  ['as the bot when the token is refused', {}, { byToken: error(50027, 401) }, ['token', 'bot'], true],
  ['not again what is gone already', {}, { byToken: error(10008, 404) }, ['token'], true],
  ['not where the bot may not write', late, { asBot: error(50013, 403) }, ['bot'], false],
  ['not a private one without its token', { ...late, isPrivate: true }, {}, [], false],
  ['not one that was never seen', { ...late, messageId: undefined }, {}, [], false],
] as const)('takes a message down %s', async (_, over, answers, ways, isDown) => {
  const { tried, looks, takeDown } = takingDown(answers);
  expect(await takeDown(somePost(over))).toBe(isDown);
  expect(tried).toEqual(ways);
  expect(looks).toEqual([null]);
});

test('tries again by itself while Discord is in the way', async () => {
  const { looks, takeDown } = takingDown({ asBot: error(0, 503) });
  expect(await takeDown(somePost(late))).toBe(false);
  expect(looks[0]).toBeGreaterThan(Date.now());
});
