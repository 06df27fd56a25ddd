import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { GivenOptions } from '../../sandbox/discord/command-options.ts';
import type { Channel, User } from '../../sandbox/discord/world.ts';
import { createMovableClock } from '../../sandbox/movable-clock.ts';
import { EVERYONE, type Rule } from '../../src/core/limits/rules.ts';
import { writeServerSettings } from '../../src/services/settings.ts';
import { type Bench, createScene, eventually, openBench, textOf } from './bench.ts';
import { readBooks } from './books.ts';
import { pictureFile } from './pictures.ts';
import { withStore } from './with-store.ts';

let bench: Bench;
let scene: ReturnType<typeof createScene>;
let closed: Channel;
let notices: Channel;
let red: User;
let blocked: User;
let elsewhere: ReturnType<typeof createScene>;
const clock = createMovableClock();
const by = { setBy: 'mod', setAt: 1 };

beforeAll(async () => {
  bench = await openBench({ clock, freepik: { taskMs: 50 }, env: { DEFAULT_CONCURRENT_JOBS: '50' } });
  scene = createScene(bench);
  const { discord } = bench;
  const scope = scene.guild.id;
  closed = discord.addChannel(scene.guild, { name: 'no-pictures' });
  notices = discord.addChannel(scene.guild, { name: 'moderators' });
  elsewhere = createScene(bench, 'another server');
  red = discord.addUser({ name: 'red', locale: 'vi' });
  blocked = discord.addUser({ name: 'spammer' });
  const role = discord.addRole(scene.guild, { name: 'reds' });
  discord.setMember(scene.guild, red, { roles: [role] });
  const rule = (fields: Partial<Rule>): Rule => ({
    scope,
    whom: EVERYONE,
    command: undefined,
    until: undefined,
    ...by,
    ...fields,
  });
  await withStore(bench, async (store) => {
    const { limits } = store;
    await limits.putRule(rule({ daily: 4, resolution: '2k' }));
    await limits.putRule(rule({ command: 'style', allowed: false }));
    await limits.putRule(rule({ whom: { kind: 'role', id: role.id }, daily: 100, monthly: 9 }));
    await limits.putRule(rule({ whom: { kind: 'channel', id: closed.id }, allowed: false }));
    const grant = { id: 'g', scope, memberId: scene.user.id, credits: 2, until: Date.now() + 3_600_000 };
    await limits.putGrant({ ...grant, ...by });
    await limits.putBlock({ scope, memberId: blocked.id, until: Date.now() + 60_000, reason: '**ads** @here', ...by });
    await limits.putPause({ scope, command: 'edit', cause: 'moderator', ...by });
    await limits.putBudget({ scope, credits: 20, channelId: notices.id });
    await limits.putBudget({ scope: elsewhere.guild.id, credits: 2, channelId: elsewhere.channel.id });
    await writeServerSettings(store, scope, { consent: 'own', spoiler: false, language: 'vi' });
  });
});
afterAll(async () => {
  await bench.app.stop();
  // some are still in the works: what is added up must be right all the same
  expect((await readBooks(bench.env)).unbalanced.filter((line) => line.startsWith('{'))).toEqual([]);
  await bench.close();
});

async function run(options: GivenOptions, { name = 'imagine', user = scene.user, channel = scene.channel } = {}) {
  const handle = await bench.discord.runCommand({ user, channel, name, options });
  await handle.acknowledged;
  return handle;
}
const answer = async (...asked: Parameters<typeof run>) => textOf((await run(...asked)).message());
const fox = { prompt: 'a fox', resolution: '1k' };

describe('limits that moderators set', () => {
  test('a size beyond the rule is turned down, and says which is not', async () => {
    expect(await answer({ prompt: 'a fox', resolution: '4k' })).toMatch(/would be 4K, and you may ask for up to 2K/);
    expect(await answer({ prompt: 'a fox', resolution: '4k' }, { user: red })).toMatch(/cỡ 4K.*đến 2K/);
  });

  test('an upscale that would become too large is turned down by what Discord says of its size', async () => {
    const image = { file: await pictureFile(1600, 1600) };
    expect(await answer({ image, mode: 'precision_v2', scale: 4 }, { name: 'upscale' })).toMatch(/would be 8K/);
  });

  test('a command that is paused, one that is not allowed, and a channel without pictures each say so', async () => {
    expect(await answer({ prompt: 'a fox' }, { name: 'edit' })).toMatch(/<\/edit:\d+> is paused in this server/);
    const styled = { image: { file: await pictureFile(300, 300) }, reference: { file: await pictureFile(301, 300) } };
    expect(await answer(styled, { name: 'style' })).toMatch(/may not use <\/style:\d+>/);
    expect(await answer(fox, { channel: closed })).toMatch(/not allowed in this channel/);
  });

  test('whoever is blocked reads until when and why, without the markup of the reason', async () => {
    const text = await answer(fox, { user: blocked });
    expect(text).toMatch(/stopped your pictures here until <t:\d+:f>/);
    expect(text).toContain(String.raw`\\*\\*ads\\*\\*`);
    expect(text).toContain('Ask a moderator');
  });

  test('what the rule and the grant leave stands on the card, and then nothing more is let through', async () => {
    for (const left of [5, 4, 3, 2, 1, 0]) {
      const handle = await run(fox);
      expect(textOf(handle.message())).toContain(`hôm nay còn ${left}`);
      await bench.discord.until(() => (/v1:again:/.test(textOf(handle.message())) ? true : undefined), 20_000);
    }
    expect(await answer(fox)).toMatch(/costs 1 credit, and you have 0 of 4 left today.*\/limits grant/);
  });

  test('/quota tells it all, to the member alone', async () => {
    const handle = await run({}, { name: 'quota' });
    const text = textOf(handle.message());
    expect(handle.message()?.ephemeralFor).toBe(scene.user.id);
    for (const words of [
      /\*\*0 credits\*\* left/,
      /Today: 4 of 4 credits/,
      /Largest picture: 2K/,
      /Paused by a moderator: <\/edit:\d+>/,
    ]) {
      expect(text).toMatch(words);
    }
    expect(text).toMatch(/server's budget: 6 of 20/);
    expect(text).toMatch(/<\/style:\d+>: not allowed here/);
    expect(text).toMatch(/<\/imagine:\d+> 1-3/);
    const vietnamese = await answer({}, { name: 'quota', user: red });
    expect(vietnamese).toMatch(/Tháng này: 0\/9 điểm/);
    expect(vietnamese).toMatch(/Ảnh lớn nhất: 2K/);
  });

  test('/quota in a direct message tells what the operator allows, and nothing of a server', async () => {
    const channel = bench.discord.openDm(scene.user);
    const text = await answer({}, { name: 'quota', channel });
    expect(text).toMatch(/Today: 0 of 50 credits/);
    expect(text).not.toMatch(/budget|Paused|Largest/);
  });

  test('the budget is told once at each level, in the server’s language, also over a restart', async () => {
    const said = () => bench.discord.messages(notices.id).map((message) => textOf(message));
    expect(said()).toEqual([]);
    for (let n = 0; n < 4; n += 1) await run(fox, { user: red });
    const [first] = await eventually(() => (said().length > 0 ? said() : undefined));
    expect(first).toMatch(/Đã dùng 50% ngân sách tháng này\*\*: 10\/20/);
    await bench.restart();
    // each look is at every budget: when another's second notice is there, this one has been looked at
    const others = () => bench.discord.messages(elsewhere.channel.id).map((message) => textOf(message));
    for (const level of [/50%/, /100%/]) {
      await run(fox, elsewhere);
      await eventually(() => {
        clock.advance(500);
        return others().some((text) => level.test(text));
      });
    }
    expect(said()).toHaveLength(1);
  });

  test('near its end the dearest commands stop by themselves, and the cheap ones go on', async () => {
    const photo = { image: { file: await pictureFile(300, 300) } };
    const others = Array.from({ length: 3 }, (_, n) => bench.discord.addUser({ name: `other ${n}` }));
    for (const user of others)
      await Promise.all([run(photo, { name: 'rmbg', user }), run(photo, { name: 'rmbg', user })]);
    expect(await answer(fox, { user: others[0] })).toMatch(/<\/imagine:\d+> is paused because little is left/);
    expect(await answer(photo, { name: 'rmbg', user: others[0] })).not.toMatch(/paused/);
    const said = () => bench.discord.messages(notices.id).map((message) => textOf(message));
    await eventually(() => said().some((text) => /80%.*<\/imagine:\d+>/.test(text)) || undefined);
  });

  test('a moderator’s resume of one holds, and a raised budget ends the other pauses', async () => {
    const moderator = bench.discord.addUser({ name: 'moderator' });
    const role = bench.discord.addRole(scene.guild, { name: 'mods', permissions: ['MANAGE_GUILD'] });
    bench.discord.setMember(scene.guild, moderator, { roles: [role] });
    const user = bench.discord.addUser({ name: 'late' });
    await run({ command: 'imagine' }, { name: 'limits resume', user: moderator });
    expect(await answer(fox, { user })).not.toMatch(/paused/);
    expect(await answer({ prompt: 'a fox', model: 'flux-schnell' }, { name: 'flux', user })).toMatch(
      /<\/flux:\d+> is paused/,
    );
    await run({ credits: 100 }, { name: 'limits budget', user: moderator });
    expect(await answer({ prompt: 'a fox', model: 'flux-schnell' }, { name: 'flux', user })).not.toMatch(/paused/);
  });
});
