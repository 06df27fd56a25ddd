import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { type Browser, chromium, type Locator, type Page } from 'playwright-core';
import { CHROMIUM, CHROMIUM_FLAGS } from '../../../sandbox/page/chromium.ts';
import { startPageServer } from '../../../sandbox/page/server.ts';
import type { RealApi } from '../../../sandbox/real-apis.ts';
import { openSitting } from '../../../sandbox/sitting.ts';

export { CHROMIUM };

if (CHROMIUM === undefined)
  process.stderr.write('No Chromium here: the page is not tried in a browser. CHROMIUM says where one is.\n');

const LOCAL = /^(?:http:\/\/(?:127\.0\.0\.1|localhost):|blob:|data:)/;

type Opened = Awaited<ReturnType<typeof openPage>>;

/** The sandbox with its bot, and somebody who looks at it. */
export async function openPage({ real = [] }: { readonly real?: readonly RealApi[] } = {}) {
  const sitting = await openSitting({ real });
  sitting.pace.ms = 700;
  const server = await startPageServer({ sitting, port: 0 });
  sitting.bot.start();
  const browser: Browser = await chromium.launch({ executablePath: CHROMIUM ?? '', args: CHROMIUM_FLAGS });
  const complaints: string[] = [];

  interface Visit {
    readonly width?: number;
    readonly colorScheme?: 'light' | 'dark';
    readonly hasTouch?: boolean;
  }

  async function visit({ width = 1280, colorScheme = 'light', hasTouch = false }: Visit = {}): Promise<Page> {
    const context = await browser.newContext({
      viewport: { width, height: 860 },
      colorScheme,
      hasTouch,
      reducedMotion: 'reduce',
    });
    const page = await context.newPage();
    page.setDefaultTimeout(20_000);
    page.on('pageerror', (error) => complaints.push(`broken: ${error.message}`));
    page.on('console', (message) => {
      if (message.type() === 'error') complaints.push(`console: ${message.text()} ${message.location().url}`);
    });
    context.on('request', (request) => {
      if (!LOCAL.test(request.url())) complaints.push(`asked elsewhere: ${request.url()}`);
    });
    await page.goto(server.url);
    await page.getByRole('status').getByText('running').waitFor();
    return page;
  }

  return {
    sitting,
    complaints,
    visit,
    async close(): Promise<void> {
      await browser.close();
      await server.close();
      await sitting.close();
    },
  };
}

export const composer = (page: Page, channel = 'pictures') =>
  page.getByRole('combobox', { name: `Message #${channel}` });
export const newest = (page: Page) => page.getByRole('log').getByRole('article').last();

/** By the keyboard alone: a command that begins so, its first option, and whatever is typed. */
export async function type(page: Page, command: string, words: string): Promise<void> {
  await composer(page).fill(command);
  await page.keyboard.press('Tab');
  await page.keyboard.type(words);
  await page.keyboard.press('Enter');
  await newest(page).getByText(words).first().waitFor();
}

/** Whatever stands on a card for a deed: its button, or its entry in a menu. */
const deedIn = (article: Locator, deed: string) => ({
  button: article.getByRole('button', { name: deed, exact: true }),
  entry: article.locator('select option').filter({ hasText: deed }),
});

export async function offers(article: Locator, deed: string): Promise<void> {
  const { button, entry } = deedIn(article, deed);
  const there = button.or(entry).first().waitFor({ state: 'attached' });
  await there.catch(async (error: unknown) => {
    throw new Error(`No “${deed}”, but: ${await article.innerText()}`, { cause: error });
  });
}

export async function press(article: Locator, deed: string): Promise<void> {
  await offers(article, deed);
  const { button, entry } = deedIn(article, deed);
  if (await button.count()) return button.first().click();
  const value = (await entry.first().getAttribute('value')) ?? '';
  const menu = article.locator('select').filter({ has: article.page().locator('option', { hasText: deed }) });
  await menu.first().selectOption(value);
}

export const finished = (page: Page): Promise<void> => offers(newest(page), 'Again');

/** A command as it stands, without choosing from what is offered. */
export async function say(page: Page, line: string, channel = 'pictures'): Promise<void> {
  await composer(page, channel).fill(line);
  await page.keyboard.press('Escape');
  await page.keyboard.press('Enter');
}

export async function openControls(page: Page): Promise<Locator> {
  const controls = page.getByRole('region', { name: 'Controls' });
  if ((await controls.count()) === 0) await page.getByRole('button', { name: 'Controls', exact: true }).click();
  return controls;
}

/** Pastes or drops a picture, as the browser tells of it. */
export async function give(target: Locator, how: 'paste' | 'drop', name: string, bytes: Uint8Array): Promise<void> {
  await target.evaluate(
    (element, [kind, fileName, base64]) => {
      const file = new File([Uint8Array.from(atob(base64), (letter) => letter.charCodeAt(0))], fileName, {
        type: 'image/png',
      });
      const data = new DataTransfer();
      data.items.add(file);
      const given = { bubbles: true, cancelable: true };
      element.dispatchEvent(
        kind === 'paste'
          ? new ClipboardEvent('paste', { ...given, clipboardData: data })
          : new DragEvent('drop', { ...given, dataTransfer: data }),
      );
    },
    [how, name, Buffer.from(bytes).toString('base64')] as const,
  );
}

export async function speakAs({ sitting }: Opened, page: Page, name: string): Promise<void> {
  const id = sitting.people.find(({ user }) => user.name === name)?.user.id ?? '';
  await page.getByRole('combobox', { name: 'Speak as' }).selectOption(id);
  await page.getByText(`as ${name}`, { exact: true }).waitFor();
}

const AXE = createRequire(import.meta.url).resolve('axe-core/axe.min.js');

/** What would keep people out, by axe-core's serious and critical rules. */
export async function barriers(page: Page): Promise<readonly string[]> {
  await page.evaluate(await readFile(AXE, 'utf8'));
  const found: unknown = await page.evaluate(
    "axe.run().then((told) => told.violations.filter((each) => /serious|critical/.test(each.impact)).map((each) => each.id + ': ' + each.nodes.map((node) => node.html).join(' ')))",
  );
  return Array.isArray(found) ? found.map(String) : ['axe did not run'];
}
