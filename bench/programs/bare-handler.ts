import { Client, GatewayIntentBits } from 'discord.js';

/** The least that can answer: what every comparison is made with. */
const client = new Client({
  intents: [GatewayIntentBits.Guilds],
  rest: { api: process.env['DISCORD_API_URL'] ?? '', globalRequestsPerSecond: Number.POSITIVE_INFINITY },
});
client.on('interactionCreate', async (interaction) => {
  if (!interaction.isChatInputCommand() && !interaction.isMessageComponent()) return;
  // one that came too late is not the end of all others
  await interaction.reply({ content: 'In line' }).catch(() => undefined);
});
client.once('clientReady', () => process.stdout.write('{"msg":"ready"}\n'));
process.once('SIGTERM', () => void client.destroy().then(() => process.exit(0)));
await client.login(process.env['DISCORD_TOKEN'] ?? '');
