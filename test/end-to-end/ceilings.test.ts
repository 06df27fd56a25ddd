import { describe, expect } from 'vitest';
import { type Bench, buttonOf, createScene, english, eventually, textOf } from './bench.ts';
import { type Open, test } from './own-world.ts';

const ALLOWED = '100000000000000001';
const OTHER = '100000000000000002';
const options = { prompt: 'a red fox', resolution: '1k' };

async function begin(open: Open, env: Record<string, string>, taskMs = 200) {
  const at = await open({ freepik: { taskMs }, env });
  const user = at.discord.addUser({ name: 'ann', locale: 'en-US' });
  const server = (id: string) => {
    const guild = at.discord.addGuild({ name: id, id });
    return at.discord.addChannel(guild, { name: 'pictures' });
  };
  return { at, user, server };
}

type Handle = Awaited<ReturnType<Bench['discord']['runCommand']>>;
const isPrivate = (handle: Handle) => handle.message()?.ephemeralFor !== undefined;
const pictures = (handle: Handle) => handle.message()?.attachments.length ?? 0;

describe('ALLOWED_GUILDS', () => {
  test('a server that is not named is told whom to ask, by command, suggestion and button; a named one is served', async ({
    open,
  }) => {
    const { at, user, server } = await begin(open, { ALLOWED_GUILDS: `${ALLOWED},100000000000000003` });
    const [here, there] = [server(ALLOWED), server(OTHER)];
    const refused = await at.discord.runCommand({ user, channel: there, name: 'imagine', options });
    await refused.acknowledged;
    expect(textOf(refused.message())).toContain(english.operator.otherServer);
    expect(isPrivate(refused)).toBe(true);
    const listed = await at.discord.runCommand({ user, channel: there, name: 'history' });
    await listed.acknowledged;
    expect(textOf(listed.message())).toContain(english.operator.otherServer);
    const made = await at.discord.runCommand({ user, channel: here, name: 'imagine', options });
    await eventually(() => pictures(made));
    const focused = { user, name: 'reimagine', options: { from: 'fox' }, focused: 'from' };
    expect(await at.discord.autocomplete({ ...focused, channel: here })).toHaveLength(1);
    expect(await at.discord.autocomplete({ ...focused, channel: there })).toEqual([]);
    const direct = await at.discord.runCommand({ user, channel: at.discord.openDm(user), name: 'imagine', options });
    await eventually(() => pictures(direct));
    expect(at.freepik.billed).toBe(2);
  });

  test('what was started before is delivered, its buttons order nothing more, and it may still be deleted', async ({
    open,
  }) => {
    const { at, user, server } = await begin(open, {}, 2500);
    const channel = server(OTHER);
    const handle = await at.discord.runCommand({ user, channel, name: 'imagine', options });
    await handle.acknowledged;
    await eventually(() => at.freepik.billed);
    await at.restart({ ALLOWED_GUILDS: ALLOWED });
    await eventually(() => pictures(handle));
    const press = async (action: string) => {
      const message = handle.message();
      const customId = buttonOf(message, action);
      if (!message || !customId) throw new Error(`no button ${action}`);
      const click = at.discord.click({ user, message, customId });
      await click.acknowledged;
      return textOf(click.message());
    };
    expect(await press('again')).toContain(english.operator.otherServer);
    expect(await press('delete')).toContain('v1:delete-sure:');
    expect(at.freepik.billed).toBe(1);
  });
});

describe('ALLOW_USER_INSTALL=no', () => {
  const command = (at: Bench) => at.discord.commands().find(({ name }) => name === 'imagine');

  test('commands are registered for servers and direct messages with the bot alone, menus too', async ({ open }) => {
    const { at } = await begin(open, { ALLOW_USER_INSTALL: 'no' });
    for (const each of at.discord.commands()) {
      expect(each).toMatchObject({ integration_types: [0] });
      expect(each['contexts']).not.toContain(2);
    }
    expect(command(at)).toMatchObject({ contexts: [0, 1] });
    await at.restart({ ALLOW_USER_INSTALL: 'yes' });
    expect(command(at)).toMatchObject({ integration_types: [0, 1], contexts: [0, 1, 2] });
  });

  test('what members made by their own installation is theirs, and nothing new is made', async ({ open }) => {
    const { at, user } = await begin(open, {});
    const bob = at.discord.addUser({ name: 'bob', locale: 'vi' });
    const channel = at.discord.openGroup([user, bob]);
    const made = await at.discord.runCommand({
      user,
      channel,
      name: 'imagine',
      options: { ...options, private: true },
    });
    await eventually(() => pictures(made));
    await at.restart({ ALLOW_USER_INSTALL: 'no' });
    const press = async (action: string, who = user) => {
      const message = made.message();
      const customId = buttonOf(message, action) ?? buttonOf(message, 'again')?.replace('again', action);
      if (!message || !customId) throw new Error(`no button ${action}`);
      const click = at.discord.click({ user: who, message, customId, force: true });
      await click.acknowledged;
      await eventually(() => click.message());
      return textOf(click.message());
    };
    expect(await press('again')).toContain(english.operator.userInstall);
    expect(await press('again', bob)).toContain('Người vận hành');
    expect(await press('share')).not.toContain('only where');
    expect(await press('get')).toContain('v1:again:');
    expect(await press('delete')).toContain('v1:delete-sure:');
    expect(at.freepik.billed).toBe(1);
    const scene = createScene(at);
    const served = await at.discord.runCommand({ ...scene, name: 'imagine', options });
    await eventually(() => pictures(served));
  });
});
