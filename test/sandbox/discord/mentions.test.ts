import { Routes } from 'discord.js';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { type Bench, createScene, openCommand, startBench } from './bot.ts';

const V2 = 32768;
let bench: Bench;
let scene: ReturnType<typeof createScene>;
beforeEach(async () => {
  bench = await startBench({ limits: { channelMessages: 'off' } });
  scene = createScene(bench);
});
afterEach(() => bench.stop());

const send = (body: object) => bench.rest.post(Routes.channelMessages(scene.channel.id), { body });
const nobody = { mentions: [], mention_roles: [], mention_everyone: false };

describe('a message', () => {
  test('calls whom its text names unless it says that it calls nobody', async () => {
    const { user } = scene;
    expect(await send({ content: `<@${user.id}>` })).toMatchObject({ ...nobody, mentions: [{ id: user.id }] });
    expect(await send({ content: `<@!${user.id}>`, allowed_mentions: { parse: [] } })).toMatchObject(nobody);
    const spoken = { flags: V2, components: [{ type: 17, components: [{ type: 10, content: `<@${user.id}>` }] }] };
    expect(await send(spoken)).toMatchObject({ mentions: [{ id: user.id }] });
    expect(await send({ ...spoken, allowed_mentions: { parse: [] } })).toMatchObject(nobody);
  });

  test('calls those alone whom it lists and names', async () => {
    const eve = bench.discord.addUser({ name: 'eve' });
    const content = `<@${scene.user.id}> <@${eve.id}>`;
    expect(await send({ content, allowed_mentions: { parse: [], users: [eve.id] } })).toMatchObject({
      mentions: [{ id: eve.id }],
    });
    expect(await send({ content: 'hello', allowed_mentions: { users: [eve.id] } })).toMatchObject(nobody);
  });

  test('calls everyone and roles only with the permission for it', async () => {
    const { guild, channel } = scene;
    const role = bench.discord.addRole(guild, { name: 'painters' });
    const content = `@everyone <@&${role.id}>`;
    expect(await send({ content })).toMatchObject(nobody);
    bench.discord.setBotPermissions(channel, { allow: ['MENTION_EVERYONE'] });
    expect(await send({ content })).toMatchObject({ mentions: [], mention_roles: [role.id], mention_everyone: true });
    expect(await send({ content, allowed_mentions: { parse: ['roles'] } })).toMatchObject({
      mention_roles: [role.id],
      mention_everyone: false,
    });
    expect(await send({ content, allowed_mentions: { parse: [] } })).toMatchObject(nobody);
  });

  test('names nobody in code, nor anybody who is not there', async () => {
    expect(await send({ content: `\`<@${scene.user.id}>\` <@1100000000000000009>` })).toMatchObject(nobody);
  });

  test('that answers another calls its author only where that is wished', async () => {
    const asked = await bench.discord.post({ ...scene, content: 'how?' });
    const answer = { content: 'so', message_reference: { message_id: asked.id } };
    const called = { mentions: [{ id: scene.user.id }] };
    expect(await send(answer)).toMatchObject(called);
    expect(await send({ ...answer, allowed_mentions: { parse: [] } })).toMatchObject(nobody);
    expect(await send({ ...answer, allowed_mentions: { parse: [], replied_user: true } })).toMatchObject(called);
  });

  test('that is edited without a word on it calls whom it names now', async () => {
    const { handle, answer, edit } = await openCommand(bench, scene);
    await answer({ type: 4, data: { content: `<@${scene.user.id}>`, allowed_mentions: { parse: [] } } });
    expect(handle.message()?.mentions).toEqual({ users: [], roles: [], isEveryone: false });
    await edit({ content: `again <@${scene.user.id}>` });
    expect(handle.message()?.mentions.users).toEqual([scene.user.id]);
  });
});
