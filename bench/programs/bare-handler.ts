import { Client, GatewayIntentBits } from 'discord.js';

/** The least that can answer: what every comparison is made with. */
const client = new Client({
  intents: [GatewayIntentBits.Guilds],
  rest: { api: process.env['DISCORD_API_URL'] ?? '', globalRequestsPerSecond: Number.POSITIVE_INFINITY },
});
client.on('interactionCreate', async (interaction) => {
  if (interaction.isChatInputCommand() || interaction.isMessageComponent())
    await interaction.reply({ content: 'In line' });
});
client.once('clientReady', () => process.stdout.write('{"msg":"ready"}\n'));
process.once('SIGTERM', () => void client.destroy().then(() => process.exit(0)));
await client.login(process.env['DISCORD_TOKEN'] ?? '');
