import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { everyCard } from '../../../sandbox/cards/every-card.ts';
import { languages } from '../../../src/core/language.ts';
import { onlyWhere } from '../../support/only-where.ts';
import { barriers, CHROMIUM, openPage } from './browser.ts';

const PATIENT = { timeout: 20_000 };

describe('the gallery of cards, in a browser', {
  timeout: 60_000,
  ...onlyWhere(CHROMIUM !== undefined, 'Chromium'),
}, () => {
  let opened: Awaited<ReturnType<typeof openPage>>;
  beforeAll(async () => {
    opened = await openPage();
  }, 60_000);
  afterAll(async () => {
    expect(opened.complaints).toEqual([]);
    await opened.close();
  });

  async function gallery(look: string, width = 1280): Promise<Page> {
    const page = await opened.visit({ width });
    await page.goto(new URL(`/cards?${look}`, page.url()).href);
    await page.getByRole('heading', { name: 'To whoever runs the bot' }).waitFor();
    return page;
  }
  const overflowing = (page: Page): Promise<unknown> =>
    page.evaluate(`[...document.querySelectorAll('.sample')].flatMap((sample) =>
      [...sample.querySelectorAll('*')]
        .filter((part) => part.getBoundingClientRect().right > sample.getBoundingClientRect().right + 1)
        .filter((part) => part.closest('pre') === null && part.closest('.unseen') === null)
        .map((part) => sample.id + ': ' + part.outerHTML.slice(0, 200)))`);

  test.each(languages)('has every card and form, each with an address of its own, in %s', async (language) => {
    const page = await gallery(`language=${language}`);
    const all = Object.values(everyCard(language)).flat();
    await expect.poll(() => page.getByRole('article').count(), PATIENT).toBe(all.length);
    const ids = await page.getByRole('article').evaluateAll((articles) => articles.map(({ id }) => id));
    expect(new Set(ids).size).toBe(all.length);
    expect(await page.locator('.unknown').count()).toBe(0);
    expect(await page.locator('.picture.gone').count()).toBe(0);
    expect(await overflowing(page)).toEqual([]);
    await page.close();
  });

  test.each([
    ['language=vi&width=phone', 1280],
    ['language=vi&width=desktop', 390],
  ])('keeps everything within its card: %s at %i', async (look, width) => {
    const page = await gallery(look, width);
    expect(await overflowing(page)).toEqual([]);
    expect(await page.evaluate('document.documentElement.scrollWidth - innerWidth')).toBeLessThanOrEqual(0);
    await page.close();
  });

  test('keeps nobody out, light and dark', async () => {
    for (const colors of ['light', 'dark']) {
      const page = await gallery(`colors=${colors}`);
      expect(await barriers(page)).toEqual([]);
      await page.close();
    }
  }, 120_000);

  test('leads to one card by its address, shows its JSON, and finds others by their words', async () => {
    const page = await gallery('');
    await page.goto(`${page.url()}#card=quota-quota-no-rules`);
    await page.reload();
    const card = page.getByRole('article', { name: 'Quota, no rules' });
    await expect.poll(() => card.evaluate((each) => each === document.activeElement), PATIENT).toBe(true);
    expect((await card.boundingBox())?.y).toBeLessThan(860);
    await page.keyboard.press('Tab');
    await page.keyboard.press('Tab');
    await page.keyboard.press('Enter');
    await page.getByRole('dialog', { name: 'JSON' }).getByText('"components"').waitFor();
    await page.keyboard.press('Escape');
    await page.getByRole('searchbox', { name: 'Find' }).fill('welcome');
    await expect.poll(() => page.getByRole('article').count(), PATIENT).toBeLessThan(5);
    await page.close();
  });

  test('opens a menu with what each choice means, shows what is chosen already, and tells times as the reader does', async () => {
    const page = await gallery('language=vi');
    const menu = page.getByRole('article', { name: 'How to expand', exact: true }).getByRole('combobox');
    await menu.click();
    await menu.locator('option .description').first().waitFor({ state: 'visible' });
    await page.keyboard.press('Escape');
    await menu.selectOption('more');
    const settings = page.getByRole('article', { name: 'Settings, all of them', exact: true });
    for (const chosen of ['artists', '#pictures'])
      await settings.getByRole('combobox').filter({ hasText: chosen }).first().waitFor();
    await page
      .getByRole('article', { name: 'Quota, rules, grants and a budget' })
      .getByText('9 ngày nữa', { exact: false })
      .first()
      .waitFor();
    await page.close();
  });

  test('changes language, width and colors, and the address says so', async () => {
    const page = await gallery('');
    await page.getByRole('combobox', { name: 'Language', exact: true }).selectOption('vi');
    await page
      .getByRole('article', { name: 'Quota, no rules' })
      .getByText('hôm nay', { exact: false })
      .first()
      .waitFor();
    await page.getByRole('combobox', { name: 'Width' }).selectOption('phone');
    await page.getByRole('combobox', { name: 'Colors' }).selectOption('dark');
    expect(page.url()).toMatch(/\?language=vi&width=phone&colors=dark/);
    const box = await page.getByRole('article').first().boundingBox();
    expect(box?.width).toBeLessThanOrEqual(390);
    await page.close();
  });
});
