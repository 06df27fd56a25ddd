import { mkdir, readFile, stat, writeFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { type Browser, chromium, type Page } from 'playwright-core';
import sharp from 'sharp';
import type { GivenOptions } from '../sandbox/discord/command-options.ts';
import type { StoredMessage } from '../sandbox/discord/messages.ts';
import type { User } from '../sandbox/discord/world.ts';
import { CHROMIUM, CHROMIUM_FLAGS } from '../sandbox/page/chromium.ts';
import { startPageServer } from '../sandbox/page/server.ts';
import { openSitting } from '../sandbox/sitting.ts';

const OUT = fileURLToPath(new URL('pictures/', import.meta.url));
/** The same hour each time. */
const NOON = Date.parse('2027-06-01T12:00:00Z');
const PATIENCE_MS = 60_000;
const MOST_BYTES = 300_000;
/** Shares of the pixels that differ: below it the old picture is as good (ids and minutes change each time). */
const SAME = 0.01;
const VISIBLE = 24;

const write = (text: string) => void process.stdout.write(`${text}\n`);

type Sitting = Awaited<ReturnType<typeof openSitting>>;

/** The conversation that the pictures show; each answer once its picture is there. */
function createConversation({ stage: { discord }, pictures: channel }: Sitting) {
  const jobIn = (message: StoredMessage) =>
    /v1:\w+:([0-9A-Z]{26})/.exec(JSON.stringify(discord.payload(message)))?.[1] ?? '';
  return {
    async ask(user: User, name: string, options: GivenOptions): Promise<{ message: StoredMessage; job: string }> {
      const handle = await discord.runCommand({ user, channel, name, options });
      const message = await discord.until(() => {
        const shown = handle.message();
        return shown && shown.attachments.length > 0 ? shown : undefined;
      }, PATIENCE_MS);
      return { message, job: jobIn(message) };
    },
  };
}

interface Look {
  readonly width: number;
  readonly height: number;
  readonly colorScheme: 'light' | 'dark';
}

/** What somebody sees whose page is that large; the newest message is at its end. */
async function lookAt(browser: Browser, url: string, person: User, { width, height, colorScheme }: Look) {
  const context = await browser.newContext({
    viewport: { width, height },
    colorScheme,
    deviceScaleFactor: 1.5,
    reducedMotion: 'reduce',
    timezoneId: 'UTC',
    locale: 'en-US',
  });
  const page: Page = await context.newPage();
  await page.addInitScript(`sessionStorage.setItem('person', ${JSON.stringify(person.id)})`);
  await page.goto(url);
  await page.getByRole('status').getByText('running').waitFor();
  await page.getByRole('log').getByRole('article').last().getByRole('img').first().waitFor();
  await page.evaluate('Promise.all([...document.images].map((image) => image.decode().catch(() => undefined)))');
  await page.evaluate(`document.activeElement?.blur()`);
  await page.mouse.move(0, 0);
  const shot = await page.screenshot();
  await context.close();
  return shot;
}

const small = (bytes: Uint8Array, colors: number): Promise<Buffer> =>
  sharp(bytes).png({ palette: true, colors, dither: 0.6, effort: 10, compressionLevel: 9 }).toBuffer();

async function isSame(before: Buffer, after: Buffer): Promise<boolean> {
  const [one, two] = await Promise.all(
    [before, after].map((bytes) => sharp(bytes).removeAlpha().raw().toBuffer({ resolveWithObject: true })),
  );
  if (!one || !two || one.info.width !== two.info.width || one.info.height !== two.info.height) return false;
  const differing = one.data.reduce(
    (sum, value, at) => sum + Number(Math.abs(value - (two.data[at] ?? 0)) > VISIBLE),
    0,
  );
  return differing / one.data.length < SAME;
}

/** With as many colors as fit; a picture that nobody could tell from the old one is not written again. */
async function keep(name: string, bytes: Uint8Array): Promise<void> {
  const path = `${OUT}${name}.png`;
  let picture = await small(bytes, 256);
  for (const colors of [128, 64, 32]) if (picture.length > MOST_BYTES) picture = await small(bytes, colors);
  if (picture.length > MOST_BYTES)
    throw new Error(`${name}.png has ${picture.length} bytes: more than a README may have`);
  const before = await readFile(path).catch(() => undefined);
  if (before && (await isSame(before, picture))) {
    write(`${name}.png is as it was.`);
    return;
  }
  await writeFile(path, picture);
  write(`${name}.png: ${Math.round((await stat(path)).size / 1000)} kB`);
}

async function takeAll(executablePath: string): Promise<void> {
  const sitting = await openSitting();
  const { clock, bot, people, pace } = sitting;
  const [ann] = people.map(({ user }) => user);
  if (!ann) throw new Error('Nobody is there to speak');
  pace.ms = 300;
  clock.advance(NOON - clock.now());
  const server = await startPageServer({ sitting, port: 0 });
  bot.start();
  await bot.hasBegun();
  const browser = await chromium.launch({ executablePath, args: CHROMIUM_FLAGS });
  try {
    await mkdir(OUT, { recursive: true });
    const { ask } = createConversation(sitting);
    const wide = { aspect: 'widescreen_16_9', resolution: '1k' } as const;
    const fox = await ask(ann, 'imagine', { prompt: 'a red fox in the snow, forest, sunset', ...wide });
    for (const colorScheme of ['light', 'dark'] as const)
      await keep(
        `card-${colorScheme}`,
        await lookAt(browser, server.url, ann, { width: 1120, height: 760, colorScheme }),
      );

    const light = await ask(ann, 'relight', { from: fox.job, prompt: 'golden light from the left' });
    const night = await ask(ann, 'relight', { from: light.job, prompt: 'blue moonlight from the right' });
    const large = await ask(ann, 'upscale', { from: night.job });
    const { message } = await ask(ann, 'show', { job: large.job });
    const strip = message.attachments.find(({ filename }) => /strip|chain/.test(filename))?.bytes;
    if (!strip) throw new Error('The history of the picture has no film strip');
    await keep('film-strip', await sharp(strip).resize({ width: 1600, withoutEnlargement: true }).png().toBuffer());
  } finally {
    await browser.close();
    await server.close();
    await sitting.close();
  }
}

if (CHROMIUM === undefined) {
  write(
    'No Chromium here, and the pictures are taken in one. Install it, or say by CHROMIUM=/path/to/chromium where it is.',
  );
  process.exitCode = 1;
} else {
  await takeAll(CHROMIUM);
}
