import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { GivenOptions } from '../../sandbox/discord/command-options.ts';
import type { StoredMessage } from '../../sandbox/discord/messages.ts';
import type { Channel, Guild, Role, User } from '../../sandbox/discord/world.ts';
import { type Bench, english, eventually, openBench, textOf } from './bench.ts';

let bench: Bench;
let guild: Guild;
let channel: Channel;
let ann: User;
let mod: User;
let role: Role;
beforeAll(async () => {
  bench = await openBench({
    freepik: { taskMs: 50 },
    env: { DEFAULT_DAILY_CREDITS: '1000', DEFAULT_CONCURRENT_JOBS: '50' },
  });
});
afterAll(() => bench.close());
/** Each test has a server of its own, so that none depends on what another said. */
beforeEach(() => {
  const { discord } = bench;
  guild = discord.addGuild({ name: 'a server', locale: 'en-US' });
  channel = discord.addChannel(guild, { name: 'pictures' });
  ann = discord.addUser({ name: 'ann' });
  mod = discord.addUser({ name: 'mod' });
  role = discord.addRole(guild, { name: 'keepers' });
  discord.setMember(guild, mod, { permissions: ['MANAGE_GUILD'] });
});

const run = async (name: string, options: GivenOptions = {}, user = mod, where = channel) => {
  const handle = await bench.discord.runCommand({ user, channel: where, name, options });
  await handle.acknowledged;
  return handle;
};
const told = async (...given: Parameters<typeof run>): Promise<StoredMessage> => {
  const handle = await run(...given);
  return eventually(() => (textOf(handle.message()).length > 10 ? handle.message() : undefined));
};
const set = (options: GivenOptions, user = mod) => told('settings set', options, user);
/** What the page says, without what its menus offer. */
const shown = async () =>
  [...textOf(await told('settings show')).matchAll(/"content":"((?:[^"\\]|\\.)*)"/g)]
    .map(([, text]) => text)
    .join('\n');

async function painted(options: GivenOptions = {}, where = channel): Promise<StoredMessage> {
  const handle = await run('imagine', { prompt: 'a red fox', resolution: '1k', ...options }, ann, where);
  return eventually(() => (/v1:again:/.test(textOf(handle.message())) ? handle.message() : undefined));
}
const lastBody = () => JSON.stringify(bench.freepik.tasks.at(-1)?.body ?? {});

describe('/settings show', () => {
  test('tells every setting and what it means, with a menu that changes it, privately', async () => {
    const message = await told('settings show');
    expect(message.ephemeralFor).toBe(mod.id);
    for (const name of ['language', 'consent', 'moderator_role', 'log_channel', 'default_model', 'spoiler'])
      expect(textOf(message)).toContain(`"v1:mod:settings:set:${name}:1"`);
    expect(textOf(message)).toContain(english.settings.unset.language);
  });

  test('speaks the language of whoever asks', async () => {
    const linh = bench.discord.addUser({ name: 'linh', locale: 'vi' });
    bench.discord.setMember(guild, linh, { permissions: ['MANAGE_GUILD'] });
    const text = textOf(await told('settings show', {}, linh));
    expect(text).toContain('người điều hành');
    expect(text).toContain('`/cài_đặt đổi đặt_lại:`');
  });
});

describe('/settings set', () => {
  test('says before and after, and only what differs; show then tells it', async () => {
    const message = await set({ language: 'vi', spoiler: true, consent: 'own' });
    expect(message.ephemeralFor).toBe(mod.id);
    expect(textOf(message)).toContain('**language**: the server’s Discord language → **Vietnamese**');
    expect(textOf(message)).toContain('**spoiler**: off → **on**');
    expect(textOf(message)).not.toContain('consent');
    expect(await shown()).toContain('Now: **Vietnamese**');
    expect(textOf(await set({ language: 'vi' }))).toContain(english.settings.unchanged);
    expect(textOf(await set({}))).toContain('`/settings show`');
  });

  test('each setting can be taken back: by its own word, by reset, or all at once', async () => {
    await set({ language: 'vi', default_model: 'zen', log_channel: channel.id, moderator_role: role.id });
    expect(await shown()).toContain(`<#${channel.id}>`);
    expect(textOf(await set({ language: 'automatic', default_model: 'none' }))).toContain(
      'Vietnamese → **the server’s Discord language',
    );
    expect(textOf(await set({ reset: 'log_channel' }))).toContain(`<#${channel.id}> → **none**`);
    expect(textOf(await set({ reset: 'everything' }))).toContain(`<@&${role.id}> → **none**`);
    expect(await shown()).not.toMatch(/<@&|<#|Zen|Vietnamese/);
  });

  test('a channel in which the bot may not write is refused, and says what is missing', async () => {
    const { discord } = bench;
    const closed = discord.addChannel(guild, { name: 'closed' });
    discord.setBotPermissions(closed, { deny: ['SEND_MESSAGES'] });
    const refused = await set({ log_channel: closed.id, language: 'vi' });
    expect(textOf(refused)).toContain('**Send Messages** is missing there');
    expect(await shown()).not.toMatch(/<#|Vietnamese/);
    const category = discord.addChannel(guild, { name: 'a category', type: 4 });
    expect(textOf(await set({ log_channel: category.id }))).toContain('takes no messages');
  });

  test('two at once lose nothing of each other', async () => {
    await Promise.all([set({ language: 'vi' }), set({ default_model: 'zen' }), set({ spoiler: true })]);
    expect(await shown()).toMatch(/Vietnamese.*Zen.*Now: \*\*on/s);
  });
});

const press = async (message: StoredMessage, customId: string, values?: readonly string[], user = mod) => {
  const click = bench.discord.click({ user, message, customId, force: user !== mod, ...(values && { values }) });
  await click.acknowledged;
  return click;
};
/** What is said beside the page, when it is. */
const besides = (page: StoredMessage, words: RegExp) =>
  eventually(() =>
    bench.discord.messages(page.channelId).find((each) => each.id !== page.id && words.test(textOf(each))),
  );
const menu = (name: string) => `v1:mod:settings:set:${name}:1`;
const now = (page: StoredMessage) => textOf(bench.discord.message(page.channelId, page.id));

describe('the menus of /settings show', () => {
  test('each changes its setting in that very message, and says what changed with Undo', async () => {
    const page = await told('settings show');
    for (const [name, value, expected] of [
      ['language', 'vi', '**language**: the server’s Discord language → **Vietnamese**'],
      ['consent', 'anyone', '**consent**: Their own, and those I made → '],
      ['moderator_role', role.id, `**moderator role**: none → **<@&${role.id}>**`],
      ['log_channel', channel.id, `**log channel**: none → **<#${channel.id}>**`],
      ['default_model', 'zen', '**default model**: none → **Zen'],
      ['spoiler', 'true', '**spoiler**: off → **on**'],
    ] as const) {
      await press(page, menu(name), [value]);
      const said = await besides(page, new RegExp(expected.replace(/[*|&]/g, '\\$&')));
      expect(said.ephemeralFor).toBe(mod.id);
      expect(textOf(said)).toMatch(/v1:mod:limits:undo:/);
    }
    await eventually(() => /Vietnamese.*<@&.*<#.*Zen.*Now: \*\*on/s.test(now(page)));
    const said = await besides(page, /spoiler\*\*: off/);
    const [undo = ''] = /v1:mod:limits:undo:[^"]+/.exec(textOf(said)) ?? [];
    await press(said, undo);
    expect(await shown()).toMatch(/covers every picture.{1,80}Now: \*\*off/s);
  });

  test('an emptied one puts its setting back', async () => {
    await set({ log_channel: channel.id });
    const page = await told('settings show');
    await press(page, menu('log_channel'), []);
    await besides(page, /→ \*\*none/);
    expect(await shown()).not.toContain('<#');
  });

  test('what cannot be is refused in words, and the page shows what is so', async () => {
    const closed = bench.discord.addChannel(guild, { name: 'closed' });
    bench.discord.setBotPermissions(closed, { deny: ['SEND_MESSAGES'] });
    const page = await told('settings show');
    await press(page, menu('log_channel'), [closed.id]);
    await besides(page, /Send Messages/);
    await press(page, menu('moderator_role'), [guild.id]);
    await besides(page, /all members would be moderators/);
    const before = now(page);
    for (const [id, values] of [
      [menu('language'), ['xx']],
      [menu('spoiler'), ['perhaps']],
      [menu('nothing'), ['x']],
      ['v1:mod:settings:other::1', []],
    ] as const) {
      const click = bench.discord.click({ user: mod, message: page, customId: id, values, force: true });
      await click.acknowledged;
    }
    expect(await shown()).not.toMatch(/<@&|<#|Vietnamese/);
    expect(now(page)).toBe(before);
  });

  test('whoever lost the right changes nothing by an old message, and the role makes no moderators', async () => {
    const page = await told('settings show');
    const refused = await press(page, menu('language'), ['vi'], ann);
    expect(textOf(refused.message())).toContain(english.notices.moderatorsOnly);
    await set({ moderator_role: role.id });
    guild.opensCommandsTo.add(role.id);
    bench.discord.setMember(guild, ann, { roles: [role] });
    const own = await told('settings show', {}, ann);
    const click = bench.discord.click({ user: ann, message: own, customId: menu('moderator_role'), values: [] });
    await click.acknowledged;
    await besides(own, /the role itself makes no moderators/);
    expect(await shown()).toContain(`<@&${role.id}>`);
  });
});

describe('Set up', () => {
  const SET_UP = 'v1:mod:settings:setup::1';
  const FORM = 'v1:mod:settings:form::1';
  const send = async (fields: Parameters<Bench['discord']['submitModal']>[0]['fields']) => {
    const sent = await bench.discord.submitModal({ user: mod, customId: FORM, fields });
    await sent.acknowledged;
    return eventually(() => (textOf(sent.message()).length > 10 ? sent.message() : undefined));
  };
  const openForm = async (user = mod) => {
    const page = await told('settings show');
    const click = bench.discord.click({ user, message: page, customId: SET_UP, force: true });
    await click.acknowledged;
    return click;
  };

  test('asks for channel, credits and language at once, and each can be taken back', async () => {
    const click = await openForm();
    expect(JSON.stringify(click.modal)).toContain('"value":"1000"');
    const said = await send({ channel: [channel.id], daily: '20', language: ['vi'] });
    expect(said.ephemeralFor).toBe(mod.id);
    expect(textOf(said)).toContain(`none → **<#${channel.id}>**`);
    expect(textOf(said)).toContain('→ **Vietnamese**');
    expect(textOf(said)).toContain('**Limit for everyone**: nothing set → **20 credits a day**');
    expect(textOf(said).match(/v1:mod:limits:undo:/g)).toHaveLength(3);
    expect(textOf(await told('limits show'))).toContain('20 credits a day');
    expect(JSON.stringify((await openForm()).modal)).toContain('"value":"20"');
  });

  test('left as it is changes nothing', async () => {
    await openForm();
    expect(textOf(await send({ daily: '1000', language: ['automatic'] }))).toContain(english.settings.unchanged);
    expect(textOf(await told('limits show'))).toContain(english.limitDesk.table.none);
  });

  test('with one thing wrong changes nothing at all', async () => {
    await openForm();
    const said = await send({ channel: [channel.id], daily: 'lots', language: ['vi'] });
    expect(textOf(said)).toContain('“lots” is not a number of credits');
    expect(await shown()).not.toMatch(/<#|Vietnamese/);
  });

  test('is for moderators', async () => {
    const click = await openForm(ann);
    expect(click.modal).toBeUndefined();
    expect(textOf(click.message())).toContain(english.notices.moderatorsOnly);
  });
});

describe('who may', () => {
  test('a member without the right changes nothing and learns nothing', async () => {
    guild.opensCommandsTo.add(ann.id);
    for (const name of ['settings set', 'settings show']) {
      const options = name === 'settings set' ? { language: 'vi' } : {};
      const message = await told(name, options, ann);
      expect(textOf(message)).toContain(english.notices.moderatorsOnly);
      expect(message.ephemeralFor).toBe(ann.id);
    }
    expect(await shown()).not.toContain('Vietnamese');
  });

  test('the role of the settings is enough for everything but the role itself, and only while a member has it', async () => {
    const { discord } = bench;
    expect(textOf(await set({ moderator_role: role.id }))).toContain(english.settings.roleHint);
    discord.setMember(guild, ann, { roles: [role] });
    guild.opensCommandsTo.add(ann.id);
    expect(textOf(await set({ language: 'vi' }, ann))).toContain('Saved');
    const mine = discord.addRole(guild, { name: 'friends' });
    for (const options of [{ moderator_role: mine.id }, { reset: 'moderator_role' }, { reset: 'everything' }])
      expect(textOf(await set({ ...options, spoiler: true }, ann))).toContain('Only members with Manage Server');
    expect(await shown()).toContain(`<@&${role.id}>`);
    expect(await shown()).toMatch(/spoiler.*Now: \*\*off\*\*/);
    discord.setMember(guild, ann, { roles: [] });
    expect(textOf(await set({ language: 'en' }, ann))).toContain(english.notices.moderatorsOnly);
  });

  test('everybody cannot be made a moderator', async () => {
    expect(textOf(await set({ moderator_role: guild.id }))).toContain('cannot be everyone');
    expect(await shown()).not.toContain('<@&');
  });

  test('there are none in a direct message, also where an older version has left the command', async () => {
    const { discord } = bench;
    const dm = discord.openDm(mod);
    await expect(run('settings show', {}, mod, dm)).rejects.toThrow('does not see the command settings here');
    const { name, description, options } = discord.commands().find((each) => each['name'] === 'settings') ?? {};
    const body = JSON.stringify({ name, description, options, integration_types: [0], contexts: [0, 1] });
    const headers = { authorization: `Bot ${discord.token}`, 'content-type': 'application/json' };
    const commands = `${discord.apiUrl}/v10/applications/${discord.applicationId}/commands`;
    expect((await fetch(commands, { method: 'POST', headers, body })).status).toBe(200);
    const message = await told('settings show', {}, mod, dm);
    expect(textOf(message)).toContain(english.notices.serversOnly);
  });
});

describe('what is set counts', () => {
  test('language: of what everybody sees, not of what one member sees, and of no other server', async () => {
    await set({ language: 'vi' });
    expect(textOf(await painted())).toContain('Mở ảnh gốc');
    expect(textOf(await painted({ private: true }))).not.toContain('ảnh gốc');
    const elsewhere = bench.discord.addChannel(bench.discord.addGuild({ name: 'another' }), { name: 'art' });
    expect(textOf(await painted({}, elsewhere))).not.toContain('ảnh gốc');
  });

  test('default_model: where none is named, and never so that a request fails', async () => {
    await set({ default_model: 'fluid' });
    await painted();
    expect(lastBody()).toContain('"model":"fluid"');
    await painted({ model: 'zen' });
    expect(lastBody()).toContain('"model":"zen"');
    // which fluid does not take
    await painted({ aspect: 'horizontal_2_1' });
    expect(lastBody()).not.toContain('"model"');
    await painted({}, bench.discord.openDm(ann));
    expect(lastBody()).not.toContain('"model"');
  });

  test('spoiler: unless the member says no', async () => {
    await set({ spoiler: true });
    expect(textOf(await painted())).toContain('"spoiler":true');
    expect(textOf(await painted({ spoiler: false }))).toContain('"spoiler":false');
  });
});
