import { AttachmentBuilder, Client, GatewayIntentBits } from 'discord.js';
import { z } from 'zod';

/** What most bots do: ask every two seconds from the submit on, then edit the reply. For comparison only. */
const POLL_MS = 2000;
const task = z.object({ data: z.object({ task_id: z.string(), status: z.string(), generated: z.array(z.string()) }) });
const env = (name: string): string => process.env[name] ?? '';
const url = `${env('FREEPIK_API_URL')}/v1/ai/mystic`;
const headers = { 'x-freepik-api-key': env('FREEPIK_API_KEY'), 'content-type': 'application/json' };

const client = new Client({ intents: [GatewayIntentBits.Guilds], rest: { api: env('DISCORD_API_URL') } });
client.on('interactionCreate', async (interaction) => {
  if (!interaction.isChatInputCommand()) return;
  await interaction.deferReply();
  const body = JSON.stringify({ prompt: interaction.options.getString('prompt'), resolution: '1k' });
  const { data } = task.parse(await (await fetch(url, { method: 'POST', headers, body })).json());
  const timer = setInterval(async () => {
    const now = task.parse(await (await fetch(`${url}/${data.task_id}`, { headers })).json()).data;
    if (now.status !== 'COMPLETED') return;
    clearInterval(timer);
    const picture = Buffer.from(await (await fetch(now.generated[0] ?? '')).arrayBuffer());
    await interaction.editReply({ files: [new AttachmentBuilder(picture, { name: 'picture.png' })] });
  }, POLL_MS);
});
client.once('clientReady', () => process.stdout.write('{"msg":"ready"}\n'));
await client.login(env('DISCORD_TOKEN'));
