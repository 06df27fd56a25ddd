import { afterAll, afterEach, beforeAll, describe, expect, onTestFinished, test } from 'vitest';
import { onlyWhere } from '../../support/only-where.ts';
import {
  barriers,
  CHROMIUM,
  composer,
  finished,
  newest,
  offers,
  openControls,
  openPage,
  press,
  say,
  speakAs,
  type,
} from './browser.ts';

describe('in a browser', onlyWhere(CHROMIUM !== undefined, 'Chromium'), () => {
  let opened: Awaited<ReturnType<typeof openPage>>;
  beforeAll(async () => {
    opened = await openPage();
  });
  afterAll(() => opened.close());
  afterEach(() => expect(opened.complaints.splice(0)).toEqual([]));

  test('all of it can be done by the keyboard alone', { timeout: 60_000 }, async () => {
    const page = await opened.visit();
    await type(page, '/imag', 'a green hill');
    await finished(page);
    await newest(page).getByRole('button', { name: 'Open picture' }).press('Enter');
    const viewer = page.getByRole('dialog', { name: 'Picture' });
    await viewer.getByRole('img', { name: /a green hill/ }).waitFor();
    await page.keyboard.press('Escape');
    await viewer.waitFor({ state: 'detached' });
    await newest(page).getByRole('button', { name: 'More' }).press('Enter');
    await page.keyboard.press('End');
    await page.keyboard.press('Enter');
    await page.getByRole('dialog', { name: 'JSON' }).getByText('"channel_id"').first().waitFor();
    await page.keyboard.press('Escape');
    await page.getByRole('dialog', { name: 'JSON' }).waitFor({ state: 'detached' });
    await newest(page).getByRole('button', { name: 'Variation' }).press('Enter');
    await page.getByRole('article').nth(1).waitFor();
    await finished(page);
    await composer(page).press('ArrowUp');
    expect(await composer(page).inputValue()).toBe('/imagine prompt:a green hill');
    await page.close();
  });

  test('what is wrong is said, and the draft stays', async () => {
    const page = await opened.visit();
    await composer(page).fill('/imagine prompt:a fox count:lots');
    await page.keyboard.press('Escape');
    await page.keyboard.press('Enter');
    await page.getByRole('alert').getByText('Option count takes a number.').waitFor();
    expect(await composer(page).inputValue()).toBe('/imagine prompt:a fox count:lots');
    await page.close();
  });

  test('killed in the middle and started again, the bot finishes the message', { timeout: 60_000 }, async () => {
    const page = await opened.visit();
    opened.sitting.pace.ms = 4000;
    await type(page, '/imag', 'a long way home');
    const controls = await openControls(page);
    await controls.getByRole('button', { name: 'Kill' }).click();
    await controls.getByText('killed').waitFor();
    await controls.getByRole('button', { name: 'Restart' }).click();
    await controls.getByText('running').waitFor();
    opened.sitting.pace.ms = 700;
    await finished(page);
    await page.close();
  });

  test('a private answer is for one person, and only a moderator has the commands of moderators', async () => {
    const page = await opened.visit();
    await say(page, '/help');
    await page.getByText('Only you can see this').first().waitFor();
    await composer(page).fill('/lim');
    expect(await page.getByRole('listbox').getByRole('option').count()).toBe(0);
    await speakAs(opened, page, 'Mo');
    expect(await page.getByText('Only you can see this').count()).toBe(0);
    await composer(page).fill('/lim');
    await page.getByRole('option', { name: '/limits show' }).waitFor();
    await speakAs(opened, page, 'Bình');
    await composer(page).fill('/v');
    await page.getByRole('option', { name: /^\/vẽ / }).waitFor();
    await page.close();
  });

  test('a stranger who presses a button of somebody else is told in words', { timeout: 60_000 }, async () => {
    const page = await opened.visit();
    await page.getByRole('link', { name: 'general' }).click();
    await composer(page, 'general').fill('/imagine prompt:a shy fox');
    await page.keyboard.press('Enter');
    await newest(page).getByText('a shy fox').waitFor();
    await finished(page);
    await speakAs(opened, page, 'Sam');
    await press(newest(page), 'Delete');
    await page.getByText('Only you can see this').waitFor();
    await page.close();
  });

  test('sixteen minutes later, where the bot may not edit any more, the result is got by a button', {
    timeout: 60_000,
  }, async () => {
    // of its own: the bot learns how long pictures take
    const late = await openPage();
    onTestFinished(() => late.close());
    const page = await late.visit();
    await page.getByRole('link', { name: 'general' }).click();
    late.sitting.pace.ms = 1_200_000;
    await composer(page, 'general').fill('/imagine prompt:a patient fox');
    await page.keyboard.press('Enter');
    await newest(page).getByText('a patient fox').waitFor();
    const controls = await openControls(page);
    await controls.getByRole('button', { name: 'Jump 15 minutes' }).click();
    await offers(newest(page), 'Get result');
    for (const _ of [1, 2, 3]) {
      await controls.getByRole('heading', { name: 'Clock', exact: true }).waitFor();
      await controls.getByRole('button', { name: 'Jump 15 minutes' }).click();
      await controls.getByRole('heading', { name: 'time is running' }).waitFor();
    }
    await controls.getByRole('heading', { name: 'Clock', exact: true }).waitFor();
    late.sitting.pace.ms = 700;
    await expect.poll(() => late.sitting.stage.freepik.tasks.at(-1)?.downloads, { timeout: 20_000 }).toBeGreaterThan(0);
    await press(newest(page), 'Get result');
    await finished(page);
    expect(late.complaints).toEqual([]);
  });

  test.each([
    { width: 1280, colorScheme: 'light' },
    { width: 1280, colorScheme: 'dark' },
    { width: 390, colorScheme: 'light' },
    { width: 390, colorScheme: 'dark' },
  ] as const)('nothing keeps anybody out: $colorScheme, $width px', { timeout: 60_000 }, async (options) => {
    const page = await opened.visit(options);
    expect(await barriers(page)).toEqual([]);
    await type(page, '/imag', 'a small boat');
    await finished(page);
    expect(await barriers(page)).toEqual([]);
    await press(newest(page), 'Edit prompt');
    await page.getByRole('dialog').waitFor();
    expect(await barriers(page)).toEqual([]);
    await page.keyboard.press('Escape');
    await newest(page).getByRole('button', { name: 'Open picture' }).click();
    expect(await barriers(page)).toEqual([]);
    await page.keyboard.press('Escape');
    await openControls(page);
    expect(await barriers(page)).toEqual([]);
    const wide = await page.evaluate(() => document.documentElement.scrollWidth);
    expect(wide).toBeLessThanOrEqual(options.width);
    await page.close();
  });
});
