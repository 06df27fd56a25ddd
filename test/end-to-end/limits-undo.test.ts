import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { StoredMessage } from '../../sandbox/discord/messages.ts';
import { ulid } from '../../src/core/ulid.ts';
import { english } from './bench.ts';
import { idsIn, type LimitsServer, nameModerators, openLimits, required } from './limits-bench.ts';
import { wordsOf } from './moderating.ts';

let stage: Awaited<ReturnType<typeof openLimits>>;
let server: () => LimitsServer;
beforeAll(async () => {
  stage = await openLimits();
  server = stage.server;
});
afterAll(() => stage.bench.close());

const undoOf = (message: StoredMessage): string => required(idsIn(message, 'undo')[0]);

test('the log tells who changed what, page by page, from what to what', async () => {
  const { run, press, mod, other } = server();
  expect(wordsOf(await run('log'))).toContain('Nobody has changed anything yet');
  for (let n = 1; n <= 7; n++) await run('set', { daily: n }, n % 2 === 0 ? other : mod);
  await run('set', { daily: 7 });
  const first = await run('log');
  expect(wordsOf(first)).toContain('page 1 of 2');
  expect(wordsOf(first)).toMatch(/6 credits a day → \*\*7 credits a day\*\*\n-# <@(\d+)> · <t:\d+:R>/);
  expect(wordsOf(first).match(new RegExp(`<@${other.id}>`, 'g'))).toHaveLength(3);
  expect(idsIn(first, 'undo')).toHaveLength(6);
  const second = await press(first, required(idsIn(first, 'log')[0]));
  expect(second.id).toBe(first.id);
  expect(wordsOf(second)).toContain('nothing set → **1 credit a day**');
  expect(wordsOf(await run('log', { page: 2 }))).toBe(wordsOf(second));
  expect(wordsOf(await run('log', { page: 1_000_000_000 }))).toContain('the last one is 2');
});

test('an undo puts back what was, is in the log, shows as undone, and can be undone', async () => {
  const { run, press } = server();
  await run('set', { daily: 5, cooldown: 9 });
  const changed = await run('set', { daily: 50, until: '3d' });
  const undone = await press(changed, undoOf(changed));
  expect(wordsOf(undone)).toContain('Undone · Limit for everyone');
  expect(wordsOf(undone)).toContain('Now: **5 credits a day · 9 seconds between requests**');
  const log = wordsOf(await run('log'));
  expect(log.match(/\*\*undone\*\*/g)).toHaveLength(1);
  expect(log).toContain(english.limitDesk.log.undid);
  expect(wordsOf(await press(changed, undoOf(changed)))).toContain('This has been undone already');

  const redone = await press(undone, undoOf(undone));
  expect(wordsOf(redone)).toContain('Now: **50 credits a day · 9 seconds between requests · until');
  expect(wordsOf(await run('log')).match(/\*\*undone\*\*/g)).toHaveLength(1);
  // what it took back stands again, and can be taken back again
  expect(wordsOf(await press(changed, undoOf(changed)))).toContain('Now: **5 credits a day');
});

test.each([
  ['set', { daily: 5 }],
  ['grant', { member: 'ann', credits: 5 }],
  ['block', { member: 'ann', until: '1w', reason: 'spam' }],
  ['pause', { command: 'flux' }],
  ['budget', { credits: 5 }],
] as const)('%s is undone to the table as it was', async (subcommand, given) => {
  const { run, press, ann } = server();
  await run('set', { role: required((await run('show')).guildId), monthly: 77 });
  const before = wordsOf(await run('show'));
  const changed = await run(subcommand, { ...given, ...('member' in given && { member: ann.id }) });
  expect(wordsOf(await run('show'))).not.toBe(before);
  await press(changed, undoOf(changed));
  expect(wordsOf(await run('show'))).toBe(before);
});

test.each([
  ['clear', {}, 'set', { daily: 5 }],
  ['unblock', { member: 'ann' }, 'block', { member: 'ann', reason: 'spam' }],
  ['resume', {}, 'pause', {}],
] as const)('%s is undone as well', async (subcommand, given, earlier, first) => {
  const { run, press, ann } = server();
  const who = (options: object) => ({ ...options, ...('member' in options && { member: ann.id }) });
  await run(earlier, who(first));
  const before = wordsOf(await run('show'));
  const changed = await run(subcommand, who(given));
  await press(changed, undoOf(changed));
  expect(wordsOf(await run('show'))).toBe(before);
});

describe('what was changed since', () => {
  test('is overwritten only when the moderator says so, knowing how it stands', async () => {
    const { run, press, other } = server();
    const first = await run('set', { daily: 5 });
    const second = await run('set', { daily: 6 });
    await run('set', { daily: 7 }, other);
    const asked = await press(second, undoOf(second));
    expect(wordsOf(asked)).toContain('Now: **7 credits a day**. Undo would make it: **5 credits a day**');
    expect(wordsOf(await run('show'))).toContain('7 credits a day');
    const sure = required(idsIn(asked, 'undo-sure')[0]);
    expect(sure.length).toBeLessThanOrEqual(100);

    // somebody is faster once more: what was confirmed is not what stands there
    await run('set', { daily: 8 }, other);
    const again = await press(asked, sure);
    expect(again.id).toBe(asked.id);
    expect(wordsOf(again)).toContain('Now: **8 credits a day**');
    const done = await press(again, required(idsIn(again, 'undo-sure')[0]));
    expect(wordsOf(done)).toContain('Now: **5 credits a day**\nBefore: 8 credits a day');
    expect(wordsOf(await press(second, undoOf(second)))).toContain('undone already');
    expect(wordsOf(await press(first, undoOf(first)))).toMatch(/Now: \*\*nothing set\*\*/);
  });

  test('by hand to what it was needs no undo', async () => {
    const { run, press, ann } = server();
    const blocked = await run('block', { member: ann.id });
    await run('unblock', { member: ann.id });
    expect(wordsOf(await press(blocked, undoOf(blocked)))).toContain(english.limitDesk.problems.asBefore);
  });
});

test('of two moderators at once the last wins, and the log shows both', async () => {
  const { run, mod, other } = server();
  await Promise.all([run('set', { daily: 11 }, mod), run('set', { daily: 22 }, other)]);
  const table = wordsOf(await run('show'));
  const log = wordsOf(await run('log'));
  const [, last] = /(11|22) credits a day/.exec(table) ?? [];
  const [, newest] = /→ \*\*(11|22) credits a day\*\*/.exec(log) ?? [];
  expect(newest).toBe(last);
  for (const user of [mod, other]) expect(log).toContain(`<@${user.id}>`);
  expect(log).toMatch(/(11|22) credits a day → \*\*(?!\1)(11|22) credits a day\*\*/);
  expect(log).toContain('nothing set → ');
});

test('of two who undo the same at once one does', async () => {
  const { run, press, mod, other } = server();
  const changed = await run('set', { daily: 5 });
  const answers = await Promise.all([mod, other].map((user) => press(changed, undoOf(changed), user)));
  const texts = answers.map(wordsOf).join('\n');
  expect(texts).toMatch(/Undone ·|Đã hoàn tác ·/);
  expect(texts).toMatch(/undone already|đã được hoàn tác/);
  expect(wordsOf(await run('show'))).toContain(english.limitDesk.table.none);
});

describe('a forged click', () => {
  test('undoes nothing of another server, nothing unknown, and nothing for a member', async () => {
    const here = server();
    const there = server();
    const changed = await there.run('set', { daily: 5 });
    const mine = await here.run('set', { daily: 6 });
    const [before, beforeThere] = [await here.books(), await there.books()];
    const [id, own] = [undoOf(changed), undoOf(mine)];
    expect(wordsOf(await here.press(mine, id))).toContain('This server has no such change');
    const forged = [
      `v1:mod:limits:undo:${ulid(1)}:1`,
      'v1:mod:limits:undo::1',
      'v1:mod:limits:undo:nothing:1',
      `v1:mod:limits:undo-sure:${id.split(':')[4]}.000000000000:1`,
    ];
    for (const each of forged)
      expect(wordsOf(await here.press(mine, each))).toContain('This server has no such change');
    for (const each of ['v1:mod:limits:show:role.x:1', 'v1:mod:limits:nothing::1']) {
      expect(wordsOf(await here.press(mine, each))).toContain(english.notices.unknownButton);
    }
    for (const each of [own, 'v1:mod:limits:show::1', 'v1:mod:limits:log::1']) {
      expect(wordsOf(await here.press(mine, each, here.ann))).toContain(english.notices.moderatorsOnly);
    }
    expect(await here.books()).toBe(before);
    expect(await there.books()).toBe(beforeThere);
  });

  test('of who was a moderator when the message came is refused', async () => {
    const { run, press, ann, artists, discord, guild, books, showCommandsTo } = server();
    await nameModerators(stage.bench, guild.id, artists.id);
    discord.setMember(guild, ann, { roles: [artists] });
    showCommandsTo(ann);
    const changed = await run('set', { daily: 5 }, ann);
    discord.setMember(guild, ann, { roles: [] });
    const before = await books();
    expect(wordsOf(await press(changed, undoOf(changed), ann))).toContain(english.notices.moderatorsOnly);
    expect(await books()).toBe(before);
    discord.setMember(guild, ann, { roles: [artists] });
    expect(wordsOf(await press(changed, undoOf(changed), ann))).toContain('Undone');
  });

  test('a page is not put in place of a message that all see', async () => {
    const { press, discord, channel, mod, ann } = server();
    const options = { prompt: 'a red fox' };
    const handle = await discord.runCommand({ user: ann, channel, name: 'imagine', options });
    await handle.acknowledged;
    const card = required(handle.message());
    const page = await press(card, 'v1:mod:limits:show::1');
    expect(page.id).not.toBe(card.id);
    expect(page.ephemeralFor).toBe(mod.id);
  });
});
