import { mkdir } from 'node:fs/promises';
import { createInterface } from 'node:readline/promises';
import { systemClock } from '../src/core/clock.ts';
import { startBot } from './bot-process.ts';
import { openStage } from './stage.ts';
import { completions, parseCommandLine, readOptions } from './terminal/command-line.ts';
import { createScreen } from './terminal/screen.ts';

const HELP = `Type a command: /imagine prompt:a red fox in the snow model:zen resolution:1k
  You are a moderator here: /limits set daily:5, /words add word:mushroom, /settings show, /stats, /doctor
  Tab completes names, options and choices. An attachment is a path: style_reference:./photo.jpg
  A number presses that button of the last message. "help" shows this, "quit" ends.`;
const LONGEST_WAIT_MS = 120_000;

const write = (text: string) => void process.stdout.write(text);
const stage = await openStage({ freepik: { taskMs: (ordinal) => 2500 + (ordinal % 3) * 700 } });
const { discord } = stage;
const guild = discord.addGuild({ name: 'Darkroom sandbox', locale: 'en-US' });
const channel = discord.addChannel(guild, { name: 'pictures' });
const user = discord.addUser({ name: 'you', locale: process.env['LANG']?.startsWith('vi') ? 'vi' : 'en-US' });
// at home everybody is a moderator
discord.setMember(guild, user, { permissions: ['MANAGE_GUILD'] });
const screen = createScreen(discord, write, () => systemClock.now());
await mkdir(stage.dataDir, { recursive: true });
const bot = await startBot({ ...stage.env, LOG_LEVEL: 'info' });
write(`The bot is ready in #${channel.name}: a local Discord, local providers, no account, no key.\n${HELP}\n`);

async function press(number: number): Promise<void> {
  const found = screen.button(number);
  if (!found) return write('There is no such button.\n');
  if (!found.button.customId) return write(`Open it: ${found.button.url ?? ''}\n`);
  await discord.click({ user, message: found.message, customId: found.button.customId }).acknowledged;
}

async function act(line: string): Promise<void> {
  const text = line.trim();
  if (text === '') return;
  if (text === 'help') return write(`${HELP}\n`);
  if (/^\d+$/.test(text)) return press(Number(text));
  const typed = parseCommandLine(text, discord.commandsFor({ user, channel }));
  if (typeof typed === 'string') return write(`${typed}\n`);
  const options = await readOptions(typed);
  const handle = await discord.runCommand({ user, channel, name: typed.name, options });
  await handle.acknowledged;
}

async function settled(): Promise<void> {
  const until = systemClock.now() + LONGEST_WAIT_MS;
  while (screen.open().length > 0 && systemClock.now() < until) {
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
}

const lines = createInterface({
  input: process.stdin,
  output: process.stdout,
  terminal: process.stdin.isTTY === true,
  prompt: process.stdin.isTTY === true ? '> ' : '',
  completer: (line: string): [string[], string] => [completions(line, discord.commandsFor({ user, channel })), line],
});
void bot.ended.then((code) => {
  if (code !== 0 && code !== null) write(`The bot ended:\n${bot.output().slice(-1500)}\n`);
  lines.close();
});
let isClosed = false;
lines.once('close', () => {
  isClosed = true;
});
lines.prompt();
for await (const line of lines) {
  if (line.trim() === 'quit') break;
  await act(line).catch((error: unknown) =>
    write(`${error instanceof Error ? error.message : 'That did not work.'}\n`),
  );
  if (process.stdin.isTTY !== true) await settled();
  if (!isClosed) lines.prompt();
}
lines.close();
await settled();
screen.close();
await bot.stop();
await stage.close();
