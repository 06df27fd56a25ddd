import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { systemClock } from '../src/core/clock.ts';
import { startBot } from './bot-process.ts';
import type { GivenOptions } from './discord/command-options.ts';
import type { InteractionHandle } from './discord/interactions.ts';
import type { StoredMessage } from './discord/messages.ts';
import { contactSheet } from './pictures/contact-sheet.ts';
import { makePicture } from './pictures/make-picture.ts';
import { openStage } from './stage.ts';
import { createFileTeller, lookOf } from './terminal/saved-pictures.ts';
import { createScreen } from './terminal/screen.ts';

const OUT = 'demo-out';
const PICTURE_MS = 20_000;

const write = (text: string) => void process.stdout.write(text);
const stage = await openStage({ freepik: { taskMs: 1800 } });
const { discord } = stage;
const guild = discord.addGuild({ name: 'Darkroom demo', locale: 'en-US' });
const channel = discord.addChannel(guild, { name: 'pictures' });
const ann = discord.addUser({ name: 'Ann', locale: 'en-US' });
const binh = discord.addUser({ name: 'Bình', locale: 'vi' });
const look = lookOf(process.stdout, process.env);
const names = {
  user: (id: string) => [ann, binh].find((user) => user.id === id)?.name ?? 'Darkroom',
  role: () => 'role',
  channel: () => channel.name,
  locale: () => ann.locale,
  now: () => systemClock.now(),
};
const screen = createScreen({
  discord,
  write,
  card: { names, look, choosable: () => [] },
  sees: () => true,
  about: () => [],
  tell: createFileTeller({
    // at the end, all at once
    folder: undefined,
    look,
    env: process.env,
    bytesAt: async (url) => discord.attachmentBytes(url),
  }),
});
const bot = await startBot({ ...stage.env, LOG_LEVEL: 'info' });
write('A local Discord, local providers and the real bot are running.\n');

async function say(user: typeof ann, options: GivenOptions): Promise<InteractionHandle> {
  const words = Object.entries(options).map(
    ([name, value]) => `${name}:${typeof value === 'object' ? value.file.name : value}`,
  );
  write(`\n>>> ${user.name}: /imagine ${words.join(' ')}\n`);
  const handle = await discord.runCommand({ user, channel, name: 'imagine', options });
  await handle.acknowledged;
  return handle;
}

const finished = (handle: InteractionHandle, pictures: number): Promise<StoredMessage> =>
  discord.until(() => {
    const message = handle.message();
    return message && message.attachments.length >= pictures ? message : undefined;
  }, PICTURE_MS);

const reference = await makePicture({ prompt: 'warm sunset over dunes', width: 512, height: 512, seed: 7 });

const fox = await finished(
  await say(ann, { prompt: 'a red fox in the snow', resolution: '1k', aspect: 'widescreen_16_9' }),
  1,
);
const refused = await say(ann, { prompt: 'a lighthouse', model: 'fluid', aspect: 'horizontal_2_1' });
const styled = await finished(
  await say(ann, {
    prompt: 'a harbour at night',
    style_reference: { file: { name: 'dunes.png', bytes: reference } },
    adherence: 40,
  }),
  1,
);
const many = await finished(
  await say(binh, { prompt: 'con mèo ngủ trên mái nhà', count: 2, colors: '#ff8800:0.6, #0aa' }),
  2,
);

write(`\n>>> ${binh.name} presses "Again" on the fox\n`);
const again = /v1:again:[^"]+/.exec(JSON.stringify(discord.payload(fox)))?.[0] ?? '';
const click = discord.click({ user: binh, message: fox, customId: again });
await click.acknowledged;
const second = await finished(click, 1);

const shown = [fox, styled, many, second].flatMap((message) => message.attachments);
await mkdir(OUT, { recursive: true });
const pictures = shown.flatMap(({ bytes, filename }) => (bytes ? [{ bytes, filename }] : []));
for (const [at, { bytes }] of pictures.entries()) await writeFile(join(OUT, `${at + 1}.png`), bytes);
await writeFile(join(OUT, 'contact-sheet.png'), await contactSheet(pictures));

screen.close();
const code = await bot.stop();
const isRight =
  pictures.length === 5 &&
  stage.freepik.billed === 5 &&
  refused.message() !== undefined &&
  stage.freepik.complaints.length === 0;
await stage.close();
write(`\n${pictures.length} pictures and contact-sheet.png are in ${OUT}/. Tasks paid for: ${stage.freepik.billed}.\n`);
process.exitCode = isRight && code === 0 ? 0 : 1;
