import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { GivenOptions } from '../../sandbox/discord/command-options.ts';
import type { Channel, Guild, Role, StoredMessage, User } from '../../sandbox/discord/types.ts';
import { type Bench, eventually, openBench, textOf } from './bench.ts';

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
const shown = async () => textOf(await told('settings show'));

async function painted(options: GivenOptions = {}, where = channel): Promise<StoredMessage> {
  const handle = await run('imagine', { prompt: 'a red fox', resolution: '1k', ...options }, ann, where);
  return eventually(() => (/v1:again:/.test(textOf(handle.message())) ? handle.message() : undefined));
}
const lastBody = () => JSON.stringify(bench.freepik.tasks.at(-1)?.body ?? {});

describe('/settings show', () => {
  test('tells every setting, what it means and the command that changes it, privately', async () => {
    const message = await told('settings show');
    expect(message.ephemeralFor).toBe(mod.id);
    for (const name of ['language', 'consent', 'moderator_role', 'log_channel', 'default_model', 'spoiler'])
      expect(textOf(message)).toContain(`\`/settings set ${name}:\``);
    expect(textOf(message)).toContain('the server’s Discord language');
  });

  test('speaks the language of whoever asks', async () => {
    const linh = bench.discord.addUser({ name: 'linh', locale: 'vi' });
    bench.discord.setMember(guild, linh, { permissions: ['MANAGE_GUILD'] });
    const text = textOf(await told('settings show', {}, linh));
    expect(text).toContain('người điều hành');
    expect(text).toContain('`/cài_đặt đổi ngôn_ngữ:`');
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
    expect(textOf(await set({ language: 'vi' }))).toContain('nothing has changed');
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

describe('who may', () => {
  test('a member without the right changes nothing and learns nothing', async () => {
    guild.opensCommandsTo.add(ann.id);
    for (const name of ['settings set', 'settings show']) {
      const options = name === 'settings set' ? { language: 'vi' } : {};
      const message = await told(name, options, ann);
      expect(textOf(message)).toContain('This is for moderators');
      expect(message.ephemeralFor).toBe(ann.id);
    }
    expect(await shown()).not.toContain('Vietnamese');
  });

  test('the role of the settings is enough for everything but the role itself, and only while a member has it', async () => {
    const { discord } = bench;
    expect(textOf(await set({ moderator_role: role.id }))).toContain('Server Settings → Integrations');
    discord.setMember(guild, ann, { roles: [role] });
    guild.opensCommandsTo.add(ann.id);
    expect(textOf(await set({ language: 'vi' }, ann))).toContain('Saved');
    const mine = discord.addRole(guild, { name: 'friends' });
    for (const options of [{ moderator_role: mine.id }, { reset: 'moderator_role' }, { reset: 'everything' }])
      expect(textOf(await set({ ...options, spoiler: true }, ann))).toContain('Only members with Manage Server');
    expect(await shown()).toContain(`<@&${role.id}>`);
    expect(await shown()).toMatch(/spoiler.*Now: \*\*off\*\*/);
    discord.setMember(guild, ann, { roles: [] });
    expect(textOf(await set({ language: 'en' }, ann))).toContain('This is for moderators');
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
    expect(textOf(message)).toContain('This works in servers');
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
