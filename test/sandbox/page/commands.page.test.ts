import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { makePicture } from '../../../sandbox/pictures/make-picture.ts';
import { onlyWhere } from '../../support/only-where.ts';
import { CHROMIUM, composer, finished, give, newest, offers, openPage, press, say, speakAs } from './browser.ts';

/** Each command of the project once; `+` takes a picture with it. */
const LINES = [
  ...['/imagine prompt:a fox resolution:1K', '+/reimagine ', '/flux prompt:a fox', '+/edit prompt:make it snow '],
  ...['+/expand left:64 ', '+/relight prompt:at dusk ', '+/upscale ', '+/rmbg ', '+/style '],
  ...['/jobs', '/history', '/show job:', '/batch', '/quota', '/help', '/privacy export', '/privacy edits allow:yes'],
  ...['/privacy delete', '/stats', '/doctor', '/words add word:mushroom', '/words list', '/words test text:mushroom'],
  ...['/words remove word:mushroom', '/limits set daily:40', '/limits show', '/limits why member:@Ann'],
  ...['/limits grant member:@Ann credits:5', '/limits block member:@Sam', '/limits unblock member:@Sam'],
  ...['/limits pause', '/limits resume', '/limits budget credits:900', '/limits log', '/limits clear'],
  ...['/settings show', '/settings set language:en'],
];

describe('in a browser', onlyWhere(CHROMIUM !== undefined, 'Chromium'), () => {
  let opened: Awaited<ReturnType<typeof openPage>>;
  beforeAll(async () => {
    opened = await openPage();
    opened.sitting.pace.ms = 300;
  });
  afterAll(() => opened.close());
  afterEach(() => expect(opened.complaints.splice(0)).toEqual([]));

  test('every command of the project is run once, and answered', { timeout: 120_000 }, async () => {
    const bytes = await makePicture({ prompt: 'dunes', width: 256, height: 256, seed: 3 });
    const page = await opened.visit();
    await speakAs(opened, page, 'Mo');
    const { discord } = opened.sitting.stage;
    const known = discord.commands().filter(({ type }) => type === 1);
    const tried = new Set(LINES.map((line) => /\/(\S+)/.exec(line)?.[1]));
    expect(known.map(({ name }) => name).filter((name) => !tried.has(String(name)))).toEqual([]);
    for (const line of LINES) {
      const before = page.getByRole('log').getByRole('article');
      const count = await before.count();
      const text = line.replace('+', '');
      if (text.startsWith('/show')) {
        await composer(page).fill(text);
        await page.getByRole('listbox').getByRole('option').first().click();
      } else await composer(page).fill(text);
      if (line.startsWith('+')) await give(composer(page), 'paste', 'dunes.png', bytes);
      await page.keyboard.press('Escape');
      await page.keyboard.press('Enter');
      if (text === '/batch') {
        await page.getByRole('dialog').getByRole('button', { name: 'Cancel' }).click();
        continue;
      }
      await before.nth(count).waitFor();
      await expect.poll(() => composer(page).inputValue(), { timeout: 20_000 }).toBe('');
      expect(await page.getByRole('alert').count(), text).toBe(0);
    }
    await expect.poll(() => page.getByText('Darkroom is thinking').count(), { timeout: 20_000 }).toBe(0);
    await page.close();
  });

  test('a picture is upscaled, freed of its background, compared and opened whole', { timeout: 90_000 }, async () => {
    const page = await opened.visit();
    await page.getByRole('link', { name: 'night-pictures' }).click();
    await say(page, '/imagine prompt:a lighthouse', 'night-pictures');
    await newest(page).getByText('a lighthouse').first().waitFor();
    await finished(page);
    const original = newest(page).getByRole('link', { name: /full size/ });
    expect(await original.getAttribute('href')).toContain(opened.sitting.stage.files?.linkHost);
    for (const deed of ['Upscale', 'Remove background']) {
      const count = await page.getByRole('article').count();
      await press(page.getByRole('article').first(), deed);
      await page.getByRole('article').nth(count).waitFor();
      await offers(newest(page), 'Compare');
    }
    const count = await page.getByRole('article').count();
    await press(newest(page), 'Compare');
    await page.getByRole('article').nth(count).getByRole('img').first().waitFor();
    await page.close();
  });
});
