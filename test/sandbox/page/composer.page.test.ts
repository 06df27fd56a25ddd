import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { type JsonObject, objectOf, objectsOf, textOf } from '../../../sandbox/discord/json.ts';
import { makePicture } from '../../../sandbox/pictures/make-picture.ts';
import { onlyWhere } from '../../support/only-where.ts';
import { CHROMIUM, composer, finished, give, newest, openPage, say, speakAs } from './browser.ts';

describe('in a browser', onlyWhere(CHROMIUM !== undefined, 'Chromium'), () => {
  let opened: Awaited<ReturnType<typeof openPage>>;
  let bytes: Buffer;
  beforeAll(async () => {
    [opened, bytes] = await Promise.all([
      openPage(),
      makePicture({ prompt: 'dunes', width: 256, height: 256, seed: 3 }),
    ]);
  });
  afterAll(() => opened.close());
  afterEach(() => expect(opened.complaints.splice(0)).toEqual([]));

  test('what is offered fits where the caret stands, and the rest of the line stays', async () => {
    const page = await opened.visit();
    await composer(page).fill('/imagine prompt:a fox resolution:1K');
    await composer(page).evaluate((area) => {
      if (area instanceof HTMLTextAreaElement) area.setSelectionRange(21, 21);
    });
    await page.keyboard.type(' mod');
    await page.getByRole('option', { name: /^model/ }).click();
    await page.keyboard.type('zen');
    await page.keyboard.press('Enter');
    expect(await composer(page).inputValue()).toMatch(/^\/imagine prompt:a fox model:Zen.* resolution:1K$/);
    await page.close();
  });

  test('what a command needs is marked, asked for in words, and the caret goes there', async () => {
    const page = await opened.visit();
    await composer(page).fill('/edit ');
    await page.keyboard.press('Enter');
    await page.getByRole('alert').getByText('prompt is needed.').waitFor();
    await page.keyboard.type('make it snow');
    expect(await composer(page).inputValue()).toBe('/edit prompt:make it snow');
    await composer(page).fill('/style ');
    await page.keyboard.press('Enter');
    await page.getByRole('alert').getByText('reference is needed: attach a picture.').waitFor();
    await page.getByRole('button', { name: 'attach reference needed' }).waitFor();
    expect(opened.sitting.stage.freepik.billed).toBe(0);
    await page.close();
  });

  test('a picture is attached by the keyboard alone', async () => {
    const page = await opened.visit();
    // the browser has to be told in time that nobody is there to choose
    const choosing = page.waitForEvent('filechooser');
    await composer(page).focus();
    await page.keyboard.type('/rmb');
    await page.keyboard.press('Tab');
    await page.keyboard.press('Tab');
    await page.getByRole('option', { name: /^image/ }).waitFor();
    await page.keyboard.press('Enter');
    await (await choosing).setFiles({ name: 'dunes.png', mimeType: 'image/png', buffer: bytes });
    await expect.poll(() => composer(page).inputValue()).toBe('/rmbg image:dunes.png ');
    await page.keyboard.press('Enter');
    await newest(page).getByText('Remove background').first().waitFor();
    await page.close();
  });

  test('names and values are those of the person’s language', { timeout: 60_000 }, async () => {
    const page = await opened.visit();
    await speakAs(opened, page, 'Bình');
    const inVietnamese = (entry: JsonObject | undefined) =>
      textOf(objectOf(entry ?? {}, 'name_localizations') ?? {}, 'vi') ?? '';
    const command = opened.sitting.stage.discord.commands().find(({ name }) => name === 'imagine');
    const optionOf = (name: string) => objectsOf(command ?? {}, 'options').find((option) => option['name'] === name);
    const [prompt, resolution] = [optionOf('prompt'), optionOf('resolution')].map(inVietnamese);
    const orientation = objectsOf(optionOf('aspect') ?? {}, 'choices').find((choice) => inVietnamese(choice) !== '');
    await composer(page).fill(`/${inVietnamese(command)} ${prompt}:một con cáo ${inVietnamese(optionOf('aspect'))}:`);
    await page
      .getByRole('option', { name: inVietnamese(orientation) })
      .first()
      .click();
    expect(await composer(page).inputValue()).toContain(inVietnamese(orientation));
    await page.keyboard.type(`${resolution}:1K`);
    await page.keyboard.press('Escape');
    await page.keyboard.press('Enter');
    await newest(page).getByText('một con cáo').first().waitFor();
    await finished(page);
    await page.close();
  });

  test('pictures are pasted and dropped; the last command comes back with its pictures', {
    timeout: 60_000,
  }, async () => {
    const page = await opened.visit();
    await composer(page).fill('/rmbg ');
    await give(composer(page), 'paste', 'pasted.png', bytes);
    await page.getByRole('list', { name: 'Attached' }).getByText('pasted.png').waitFor();
    await page.keyboard.press('Enter');
    await newest(page).getByText('Remove background').first().waitFor();
    await finished(page);
    await expect.poll(() => composer(page).inputValue(), { timeout: 20_000 }).toBe('');
    await composer(page).press('ArrowUp');
    expect(await composer(page).inputValue()).toBe('/rmbg image:pasted.png');
    await page.getByRole('list', { name: 'Attached' }).getByText('pasted.png').waitFor();
    await composer(page).fill('');
    await page.getByRole('button', { name: 'Remove pasted.png' }).click();
    await give(page.getByRole('log'), 'drop', 'dropped.png', bytes);
    await page.getByRole('list', { name: 'Attached' }).getByText('dropped.png').waitFor();
    await page.keyboard.press('Enter');
    await newest(page).getByRole('img', { name: 'dropped.png' }).waitFor();
    await page.close();
  });

  test('the bot’s own suggestions come while one types', { timeout: 60_000 }, async () => {
    const page = await opened.visit();
    await say(page, '/imagine prompt:a heron');
    await newest(page).getByText('a heron').first().waitFor();
    await finished(page);
    await composer(page).fill('/show ');
    await page.keyboard.press('Tab');
    await page
      .getByRole('option', { name: /a heron/ })
      .first()
      .click();
    await page.keyboard.press('Enter');
    await newest(page).getByText('used /show').waitFor();
    await page.close();
  });

  test('a finger that stays opens the menu, and a reaction is given and taken back', {
    timeout: 60_000,
  }, async () => {
    const page = await opened.visit({ hasTouch: true });
    await say(page, '/imagine prompt:a kite');
    await newest(page).getByText('a kite').first().waitFor();
    await finished(page);
    await newest(page)
      .locator('header')
      .first()
      .dispatchEvent('pointerdown', { pointerType: 'touch', isPrimary: true });
    await page.getByRole('menuitem', { name: 'Show JSON' }).waitFor();
    await page.getByRole('menuitem', { name: 'React with 🔥' }).click();
    await newest(page).getByRole('button', { name: '🔥 1' }).click();
    await newest(page).getByRole('button', { name: '🔥 1' }).waitFor({ state: 'detached' });
    await page.close();
  });

  test('older messages come as one scrolls up, and whoever reads stays where they were', {
    timeout: 60_000,
  }, async () => {
    const { discord } = opened.sitting.stage;
    const user = opened.sitting.moderator;
    const [, , late] = opened.sitting.places[0]?.channels ?? [];
    if (!late) throw new Error('no channel');
    for (let at = 1; at <= 130; at += 1) await discord.post({ user, channel: late, content: `note ${at}.` });
    const page = await opened.visit();
    await page.getByRole('link', { name: 'after-dark' }).click();
    await page.getByText('note 130.').waitFor();
    expect(await page.getByRole('article').count()).toBe(50);
    await page.getByText('note 82.').scrollIntoViewIfNeeded();
    await expect.poll(() => page.getByRole('article').count(), { timeout: 20_000 }).toBe(100);
    await page.getByText('note 82.').waitFor();
    const box = await page.getByText('note 82.').boundingBox();
    expect(box?.y).toBeGreaterThan(0);
    await page.getByRole('log').evaluate((list) => {
      list.scrollTop = 0;
    });
    await expect.poll(() => page.getByRole('article').count(), { timeout: 20_000 }).toBe(130);
    expect(await page.getByRole('button', { name: 'Show earlier messages' }).count()).toBe(0);
    await page.close();
  });
});
