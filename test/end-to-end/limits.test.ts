import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { limits } from '../../src/commands/limits.ts';
import { memberCommandBody } from '../../src/views/command-body.ts';
import { english } from './bench.ts';
import { idsIn, type LimitsServer, nameModerators, openLimits, required } from './limits-bench.ts';
import { wordsOf } from './moderating.ts';

let stage: Awaited<ReturnType<typeof openLimits>>;
let server: () => LimitsServer;
beforeAll(async () => {
  stage = await openLimits({ SERVER_MONTHLY_CREDITS: '9000' });
  server = stage.server;
});
afterAll(() => stage.bench.close());

const block = required(limits.subcommands.find(({ name }) => name === 'block'));
const UNCHANGED = 'Nothing was changed';

describe('/limits set', () => {
  test('puts what is given into the rule that is there, and says what it was', async () => {
    const { run, artists } = server();
    const role = artists.id;
    const first = wordsOf(await run('set', { role, daily: 20, concurrent: 2 }));
    expect(first).toContain(`Limit for members with <@&${role}>`);
    expect(first).toContain('Now: **20 credits a day · 2 requests at once**\nBefore: nothing set');
    expect(first).toContain('This concerns everyone with');
    const second = await run('set', { role, daily: 30, cooldown: 60 });
    expect(wordsOf(second)).toContain('Now: **30 credits a day · 2 requests at once · 60 seconds between requests**');
    expect(wordsOf(second)).toContain('Before: 20 credits a day · 2 requests at once');
    expect(idsIn(second, 'undo')).toHaveLength(1);
    const again = await run('set', { role, daily: 30 });
    expect(wordsOf(again)).toContain('It is already like that');
    expect(idsIn(again, 'undo')).toEqual([]);
  });

  test('keeps everyone, a role, a member, a channel and each command apart', async () => {
    const { run, guild, artists, ann, channel } = server();
    await run('set', { daily: 1 });
    await run('set', { role: artists.id, monthly: 2 });
    await run('set', { member: ann.id, resolution: '2k', command: 'imagine' });
    await run('set', { channel: channel.id, allowed: false });
    // the role that all have is everyone
    expect(wordsOf(await run('set', { role: guild.id, cooldown: 5 }))).toContain('Before: 1 credit a day');
    const table = wordsOf(await run('show'));
    const lines = [
      '**Limit for everyone**: 1 credit a day · 5 seconds between requests',
      `**Limit for everyone in <#${channel.id}>**: not allowed`,
      `**Limit for members with <@&${artists.id}>**: 2 credits a month`,
      `**Limit for <@${ann.id}> · /imagine**: up to 2K`,
    ];
    expect(lines.map((line) => table.indexOf(line)).every((at, n, all) => at > (all[n - 1] ?? 0))).toBe(true);
    expect(wordsOf(await run('show', { member: ann.id }))).not.toContain('everyone');
    expect(wordsOf(await run('show', { role: artists.id }))).toContain('2 credits a month');
    expect(wordsOf(await run('show', { channel: channel.id }))).toContain('not allowed');
  });

  test('ends when it is said to, and is without an end again', async () => {
    const { run } = server();
    const at = Math.floor(Date.now() / 1000);
    const [, end] = /until <t:(\d+):f> \(<t:\1:R>\)/.exec(wordsOf(await run('set', { daily: 5, until: '2h' }))) ?? [];
    expect(Math.abs(Number(end) - at - 7200)).toBeLessThan(10);
    expect(wordsOf(await run('set', { until: '2099-12-31' }))).toContain(`<t:${Date.UTC(2100, 0, 1) / 1000}:f>`);
    expect(wordsOf(await run('set', { until: 'never' }))).toContain('Now: **5 credits a day**');
  });

  test.each([
    ['two at once', { role: 'role', channel: 'channel', daily: 5 }, english.limitDesk.problems.severalWhoms],
    ['nothing', {}, '`daily`, `monthly`, `concurrent`, `cooldown`, `resolution`, `allowed`'],
    ['an end of nothing', { until: '3d' }, 'Give at least one limit'],
    ['an unknown end', { daily: 1, until: '<@1> soon' }, '`2026-12-31`'],
    ['no day', { daily: 1, until: '2026-02-30' }, 'is not a time I understand'],
    ['what is over', { daily: 1, until: '2020-01-01' }, 'has passed'],
    ['an unknown command', { daily: 1, command: '`@everyone`' }, 'is not a command with limits'],
    ['none at once', { concurrent: 0 }, 'allowed:False'],
    ['a bot', { member: 'bot', daily: 1 }, english.limitDesk.problems.bot],
    ['a category', { channel: 'category', daily: 1 }, english.limitDesk.problems.category],
  ])('%s is refused in words, and changes nothing', async (_, given, words) => {
    const { discord, run, artists, channel, guild, books } = server();
    const category = discord.addChannel(guild, { name: 'art', type: 4 });
    const ids: Record<string, string> = {
      role: artists.id,
      channel: channel.id,
      bot: discord.bot.id,
      category: category.id,
    };
    const before = await books();
    const options = Object.entries(given).map(([name, value]) => [name, ids[String(value)] ?? value] as const);
    const answer = wordsOf(await run('set', Object.fromEntries(options)));
    expect(answer).toContain(words);
    expect(answer).not.toMatch(/<@1>|[^\\]@everyone/);
    expect(await books()).toBe(before);
  });

  test('what Discord would not send is refused as well', async () => {
    const { run } = server();
    for (const options of [{ daily: -1 }, { daily: 1_000_001 }, { concurrent: 1001 }, { cooldown: 86_401 }]) {
      await expect(run('set', options)).rejects.toThrow(/outside/);
    }
    await expect(run('set', { resolution: '16k' })).rejects.toThrow(/takes one of/);
  });
});

test('/limits clear takes one rule away, and names those that there are', async () => {
  const { run, artists } = server();
  const none = wordsOf(await run('clear'));
  expect(none).toContain('There is no “Limit for everyone”');
  expect(none).toContain('No limits are set');
  await run('set', { daily: 5 });
  await run('set', { role: artists.id, daily: 9, command: 'flux' });
  const other = wordsOf(await run('clear', { command: 'flux' }));
  expect(other).toContain(UNCHANGED);
  expect(other).toContain('**Limit for everyone**: 5 credits a day');
  expect(other).toContain(`<@&${artists.id}>`);
  expect(wordsOf(await run('clear', { role: artists.id, command: '/flux' }))).toContain('Now: **nothing set**');
  expect(wordsOf(await run('show'))).not.toContain('flux');
});

describe('/limits show', () => {
  test('of a server that set nothing tells the defaults and three lines to copy', async () => {
    const { run, other } = server();
    const shown = wordsOf(await run('show'));
    expect(shown).toContain('50 credits a day, 3 requests at once');
    expect(shown).toContain('9,000 credits a month for the whole server');
    expect(shown.match(/`\/limits (set|grant) [^`]+`/g)).toHaveLength(3);
    const inVietnamese = wordsOf(await run('show', {}, other));
    expect(inVietnamese).toContain('`/giới_hạn đặt mỗi_ngày:20 cùng_lúc:2`');
    expect(inVietnamese).toContain('50 điểm mỗi ngày');
  });

  test('turns its pages in place', async () => {
    const { run, press, discord, guild } = server();
    for (let n = 1; n <= 10; n++) {
      await run('set', { role: discord.addRole(guild, { name: `role ${n}` }).id, daily: n });
    }
    const first = await run('show');
    expect(wordsOf(first)).toContain('page 1 of 2');
    expect(wordsOf(first).match(/credits? a day$/gm)).toHaveLength(8);
    const [next = ''] = idsIn(first, 'show');
    const second = await press(first, next);
    expect(second.id).toBe(first.id);
    expect(wordsOf(second).match(/credits? a day$/gm)).toHaveLength(2);
    const beyond = await press(first, 'v1:mod:limits:show::77');
    expect(wordsOf(beyond)).toContain('the last one is 2');
    expect(idsIn(beyond, 'show')).toEqual(['v1:mod:limits:show::2']);
  });
});

describe('members', () => {
  test('are given credits, and may have several gifts', async () => {
    const { run, ann, discord } = server();
    await run('grant', { member: ann.id, credits: 50, until: '1w' });
    const second = wordsOf(await run('grant', { member: ann.id, credits: 1 }));
    expect(second).toContain('Now: **1 credit extra**');
    expect(second).toContain('2 grants, 51 credits in all');
    expect(wordsOf(await run('show'))).toContain('2 grants of 51 credits to 1 member');
    expect(wordsOf(await run('show', { member: ann.id }))).toMatch(/50 credits extra · until <t:\d+:f>/);
    expect(wordsOf(await run('grant', { member: discord.bot.id, credits: 1 }))).toContain(
      english.limitDesk.problems.bot,
    );
    await expect(run('grant', { member: ann.id, credits: 0 })).rejects.toThrow(/outside/);
  });

  test('are blocked for a while and with a reason, and are told of what they have in the works', async () => {
    const { run, ann, mod, other, discord, channel } = server();
    const options = { prompt: 'a red fox' };
    await (await discord.runCommand({ user: ann, channel, name: 'imagine', options })).acknowledged;
    const blocked = wordsOf(await run('block', { member: ann.id, until: '3d', reason: '**spam** @everyone' }));
    expect(blocked).toMatch(
      /blocked · until <t:\d+:f> \(<t:\d+:R>\) · because: \\\*\\\*spam\\\*\\\* \\@\u2060everyone/,
    );
    expect(blocked).toContain('1 request in the works: what has begun is finished');
    expect(wordsOf(await run('show'))).toContain('1 member blocked');
    await expect(run('unblock', { member: ann.id, until: '2h' })).rejects.toThrow('unknown option until');
    expect(wordsOf(await run('unblock', { member: ann.id }))).toContain('Now: **not blocked**');
    expect(wordsOf(await run('unblock', { member: ann.id }))).toContain('is not blocked');
    expect(wordsOf(await run('block', { member: mod.id }))).toContain(english.limitDesk.problems.blockSelf);
    expect(wordsOf(await run('block', { member: ann.id, reason: 'x'.repeat(301) }))).toContain('300 characters');
    expect(wordsOf(await run('block', { member: mod.id }, other))).toContain('Người này không có gì đang làm');
  });

  test('are unblocked as before by clients that still know the command of an earlier version', async () => {
    const { run, ann, discord, guild } = server();
    const former = {
      ...limits,
      subcommands: limits.subcommands.map((each) =>
        each.name === 'unblock' ? { ...each, options: block.options } : each,
      ),
    };
    const registered = await fetch(
      `${discord.apiUrl}/v10/applications/${discord.applicationId}/guilds/${guild.id}/commands`,
      {
        method: 'POST',
        headers: { authorization: `Bot ${discord.token}`, 'content-type': 'application/json' },
        body: JSON.stringify(memberCommandBody(former, 'guild')),
      },
    );
    expect(registered.ok).toBe(true);
    await run('block', { member: ann.id });
    expect(wordsOf(await run('unblock', { member: ann.id, until: '2h' }))).toContain('Now: **blocked · until');
    expect(wordsOf(await run('unblock', { member: ann.id, reason: 'sorry' }))).toContain('Now: **not blocked**');
    expect(wordsOf(await run('log'))).toContain('because: sorry');
  });
});

describe('the server', () => {
  test('is paused and resumed, in part or whole', async () => {
    const { run } = server();
    expect(wordsOf(await run('resume'))).toContain(english.limitDesk.problems.nothingPaused);
    await run('pause', { command: 'flux' });
    expect(wordsOf(await run('pause'))).toContain('Now: **paused**');
    expect(wordsOf(await run('pause'))).toContain('It is already like that');
    expect(wordsOf(await run('show'))).toMatch(/Paused: (all commands, <\/flux:\d+>|<\/flux:\d+>, all commands)/);
    const resumed = wordsOf(await run('resume'));
    expect(resumed).toMatch(/Still paused: <\/flux:\d+>\. Resume with `\/limits resume command:flux`/);
    expect(wordsOf(await run('resume'))).toMatch(/Still paused: <\/flux:\d+>/);
    expect(wordsOf(await run('resume', { command: 'flux' }))).toContain('Now: **not paused**');
  });

  test('has a budget, with notices where I may write', async () => {
    const { run, channel, discord, guild } = server();
    const silent = discord.addChannel(guild, { name: 'rules', appPermissions: ['VIEW_CHANNEL'] });
    expect(wordsOf(await run('budget', { credits: 100, channel: silent.id }))).toContain(
      `cannot write in <#${silent.id}>`,
    );
    expect(wordsOf(await run('budget', { credits: 0 }))).toContain('It is already like that: **no budget**');
    await run('budget', { credits: 100, channel: channel.id });
    const raised = wordsOf(await run('budget', { credits: 500 }));
    expect(raised).toContain(`500 credits a month for all members together, notices in <#${channel.id}>`);
    expect(wordsOf(await run('show'))).toContain('500 credits a month for all');
    expect(wordsOf(await run('budget', { credits: 0 }))).toContain('Now: **no budget**');
  });
});

test('/limits why names the rule that decides for a member, and those that it beat', async () => {
  const { run, ann, artists, discord, guild } = server();
  discord.setMember(guild, ann, { roles: [artists] });
  await run('set', { daily: 5 });
  await run('set', { role: artists.id, daily: 9 });
  await run('set', { member: ann.id, daily: 7, command: 'flux' });
  const why = wordsOf(await run('why', { member: ann.id }));
  expect(why).toContain(`**Today: 0 of 9 credits** · the rule for <@&${artists.id}> (all commands)`);
  expect(why).toContain("stronger than: the rule for everyone (all commands); the operator's default");
  const ofFlux = wordsOf(await run('why', { member: ann.id, command: 'flux' }));
  expect(ofFlux).toContain(`**Today: 0 of 7 credits** · the rule for <@${ann.id}> (\`/flux\`)`);
  expect(ofFlux).toContain(`**What <@${ann.id}> may do here with /flux**`);
  expect(ofFlux).not.toMatch(/no limit|nobody set|Allowed/);
  expect(wordsOf(await run('why', { member: ann.id, command: 'nothing' }))).toContain('is not a command');
});

test('the commands are suggested while they are typed, to moderators only', async () => {
  const { discord, channel, mod, ann, showCommandsTo } = server();
  showCommandsTo(ann);
  const suggest = (user: typeof mod) =>
    discord.autocomplete({ user, channel, name: 'limits set', options: { command: 'fl' }, focused: 'command' });
  expect((await suggest(mod)).map(({ value }) => value)).toContain('flux');
  expect(await suggest(ann)).toEqual([]);
});

describe('who may', () => {
  test('a plain member is refused, whatever they ask, and nothing changes', async () => {
    const { run, ann, books, artists, showCommandsTo } = server();
    showCommandsTo(ann);
    const before = await books();
    const deeds = [
      ['show', {}],
      ['set', { daily: 1 }],
      ['clear', {}],
      ['why', { member: ann.id }],
      ['grant', { member: ann.id, credits: 500 }],
      ['block', { member: artists.id }],
      ['unblock', { member: ann.id }],
      ['pause', {}],
      ['resume', {}],
      ['budget', { credits: 1 }],
      ['log', {}],
    ] as const;
    for (const [subcommand, options] of deeds) {
      expect(wordsOf(await run(subcommand, options, ann))).toContain(english.notices.moderatorsOnly);
    }
    expect(await books()).toBe(before);
  });

  test('the role of the settings may, as long as a member has it', async () => {
    const { run, ann, artists, discord, guild, showCommandsTo } = server();
    showCommandsTo(ann);
    await nameModerators(stage.bench, guild.id, artists.id);
    discord.setMember(guild, ann, { roles: [artists] });
    expect(wordsOf(await run('set', { daily: 4 }, ann))).toContain('Now: **4 credits a day**');
    discord.setMember(guild, ann, { roles: [] });
    expect(wordsOf(await run('set', { daily: 9 }, ann))).toContain(english.notices.moderatorsOnly);
    expect(wordsOf(await run('show'))).toContain('4 credits a day');
  });
});
