import { MessageFlags, Routes } from 'discord.js';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { onlyWhere } from '../../support/only-where.ts';
import { type Bench, createScene, loadContract, openCommand, refusalOf, startBench } from './bot.ts';

const contract = await loadContract();
const withChecker = onlyWhere(contract !== undefined, 'the OpenAPI checker beside the project');

let bench: Bench;
beforeEach(async () => {
  bench = await startBench();
});
afterEach(() => bench.stop());

/** Not in Discord's document although bots may use it, or not in its cut. */
const isUndocumented = (path: string) => /refresh-urls|\/oauth2\/|guilds\/\d+\/channels/.test(path);

function verdicts() {
  const exchanges = bench.discord.exchanges.filter(({ path }) => !isUndocumented(path));
  return exchanges.flatMap((exchange) => {
    const { method, path, status, response: body } = exchange;
    const asked = contract?.validateRequest(exchange);
    // The checker cannot tell a 404 by the document's 4XX: refusals have a test of their own.
    const answered = status < 400 ? contract?.validateResponse({ method, path, status, body }) : undefined;
    const errors = [asked, answered].flatMap((verdict) => (verdict?.ok === false ? verdict.errors : []));
    return errors.length > 0 ? [{ call: `${method} ${path.replace(/[\w-]{60,}/, '<token>')} ${status}`, errors }] : [];
  });
}

test('what a real client sends and hears is in Discord’s own document', withChecker, async () => {
  const { discord } = bench;
  const { guild, channel, user } = createScene(bench);
  const client = await bench.connect(async (interaction) => {
    if (interaction.isAutocomplete()) return interaction.respond([{ name: 'a', value: 'b' }]);
    if (interaction.isButton()) {
      await interaction.deferUpdate({ withResponse: true });
      return interaction.editReply({ components: [{ type: 10, content: 'clicked' }] });
    }
    if (!interaction.isChatInputCommand()) return undefined;
    await interaction.deferReply({ withResponse: true });
    const media = { url: 'attachment://a.png' };
    const button = { type: 2, style: 1, label: 'Go', custom_id: 'go' } as const;
    return interaction.editReply({
      flags: MessageFlags.IsComponentsV2,
      files: [{ attachment: Buffer.from('x'), name: 'a.png', description: 'A fox' }],
      components: [
        {
          type: 17,
          accent_color: 1,
          components: [
            { type: 10, content: 'here' },
            { type: 12, items: [{ media }] },
          ],
        },
        { type: 9, components: [{ type: 10, content: 'and' }], accessory: { type: 11, media } },
        { type: 13, file: media },
        { type: 14, spacing: 2 },
        { type: 1, components: [button] },
      ],
    });
  });
  const handle = await discord.runCommand({ user, channel, name: 'imagine', options: { prompt: 'a fox' } });
  const message = await discord.until(() => (handle.message()?.edits.length ? handle.message() : undefined));
  await discord.autocomplete({ user, channel, name: 'imagine', options: { look: 'a' }, focused: 'look' });
  const click = discord.click({ user, message, customId: 'go' });
  await click.acknowledged;
  await discord.until(() => (message.edits.length > 1 ? true : undefined));
  await client.rest.patch(Routes.channelMessage(channel.id, message.id), { body: { attachments: [] } });
  const sent = await (await client.users.fetch(user.id)).send('hello');
  await sent.edit('changed');
  await sent.delete();
  const fetched = await client.guilds.fetch(guild.id);
  await fetched.members.fetch(user.id);
  await client.application.fetch();
  await client.channels.fetch(channel.id, { force: true });
  await client.rest.get(Routes.channelMessages(channel.id));
  expect(verdicts()).toEqual([]);
  expect(discord.exchanges.length).toBeGreaterThan(12);
});

test('what Discord refuses is refused with its code and a sentence', async () => {
  const { answer, edit, handle } = await openCommand(bench, createScene(bench));
  await refusalOf(edit({ content: 'early' }));
  await answer({ type: 4, data: { content: 'a' } });
  await refusalOf(answer({ type: 4, data: { content: 'a' } }));
  const original = `${bench.discord.apiUrl}/v10${Routes.webhookMessage(bench.discord.applicationId, handle.token)}`;
  const change = { method: 'PATCH', body: '{"content":"b"}', headers: { 'content-type': 'application/json' } };
  for (let edits = 0; edits < 5; edits++) await fetch(original, change);
  await refusalOf(bench.rest.get(Routes.channel('100000000000000001')));
  const refused = bench.discord.exchanges.filter(({ status }) => status >= 400);
  expect(refused.map(({ status }) => status)).toEqual([404, 400, 429, 404]);
  const shape = { code: expect.any(Number), message: expect.any(String) };
  for (const { response } of refused) expect(response).toMatchObject(shape);
});
