import { Routes } from 'discord.js';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { WebSocket } from 'ws';
import { isObject, type JsonObject, parseJson } from '../../../sandbox/discord/json.ts';
import { type Bench, createScene, openCommand, startBench } from './bot.ts';

let bench: Bench;
beforeEach(async () => {
  bench = await startBench();
});
afterEach(() => bench.stop());

test('a snowflake may come as a number with all of its digits', async () => {
  const { discord } = bench;
  const { user } = createScene(bench);
  const answer = await fetch(`${discord.apiUrl}/v10/users/@me/channels`, {
    method: 'POST',
    headers: { authorization: `Bot ${discord.token}`, 'content-type': 'application/json' },
    body: `{"recipient_id": ${user.id}}`,
  });
  expect(await answer.json()).toMatchObject({ id: discord.openDm(user).id });
  expect(parseJson('{"n":[1,1.5,123456789012345678],"e":1e17}')).toEqual({
    n: [1, 1.5, '123456789012345678'],
    e: 1e17,
  });
});

test('the answer to a command says whose it is in the older way too, that to a click does not', async () => {
  const scene = createScene(bench);
  const opened = await openCommand(bench, scene);
  const row = { type: 1, components: [{ type: 2, style: 1, custom_id: 'go', label: 'Go' }] };
  await opened.answer({ type: 4, data: { content: 'a', components: [row] } });
  expect(await opened.read()).toMatchObject({
    interaction: { id: opened.handle.id, type: 2, name: 'imagine', user: { id: scene.user.id } },
    interaction_metadata: { id: opened.handle.id },
  });
  const message = opened.handle.message();
  if (!message) throw new Error('no message');
  const click = bench.discord.click({ user: scene.user, message, customId: 'go' });
  const { rest } = bench;
  await rest.post(Routes.interactionCallback(click.id, click.token), {
    body: { type: 4, data: { content: 'b' } },
    auth: false,
  });
  expect(bench.discord.payload(message)).toHaveProperty('interaction');
  const second = click.message();
  expect(second && bench.discord.payload(second)).not.toHaveProperty('interaction');
});

test('a session that is declared invalid is replaced on the same socket', async () => {
  const { discord } = bench;
  const address = `${discord.apiUrl.replace(/^http/, 'ws').replace(/\/api$/, '')}/gateway?v=10&encoding=json`;
  const socket = new WebSocket(address);
  const frames: JsonObject[] = [];
  const closed: number[] = [];
  socket.on('message', (raw) => {
    const frame = parseJson(String(raw));
    if (isObject(frame)) frames.push(frame);
  });
  socket.on('close', (code) => closed.push(code));
  const said = (wanted: (frame: JsonObject) => boolean, times = 1) =>
    vi.waitUntil(() => frames.filter(wanted).length >= times || closed.length > 0, 5000);
  const isReady = ({ t }: JsonObject) => t === 'READY';
  const identify = () =>
    socket.send(JSON.stringify({ op: 2, d: { token: discord.token, intents: 1, properties: {} } }));

  await said(({ op }) => op === 10);
  identify();
  await said(isReady);
  discord.gateway.invalidate();
  await said(({ op }) => op === 9);
  identify();
  await said(isReady, 2);
  expect(closed).toEqual([]);
  expect(discord.gateway.sessions).toHaveLength(1);
  socket.terminate();
});

test('the owner of a server is one of its members', async () => {
  const { guild } = createScene(bench);
  expect(await bench.rest.get(Routes.guildMember(guild.id, bench.discord.ownerId))).toMatchObject({
    user: { id: bench.discord.ownerId },
  });
});

test('embeds and emoji come back as Discord keeps them', async () => {
  const opened = await openCommand(bench, createScene(bench));
  const embed = { title: 'a', footer: {}, author: {}, fields: [{ name: 'b', value: 'c' }] };
  const options = [{ label: 'a', value: 'a', emoji: { id: null, name: '🦊' } }];
  const row = { type: 1, components: [{ type: 3, custom_id: 'pick', options }] };
  await opened.answer({ type: 4, data: { embeds: [embed], components: [row] } });
  const read = await opened.read();
  expect(read).toMatchObject({ embeds: [{ title: 'a', fields: [{ name: 'b', value: 'c', inline: false }] }] });
  const text = JSON.stringify(read);
  expect(text).not.toMatch(/"(footer|author)":\{\}/);
  expect(text).toContain('"emoji":{"name":"🦊"}');
});
