import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { makePicture } from '../../../sandbox/pictures/make-picture.ts';
import { onlyWhere } from '../../support/only-where.ts';
import { CHROMIUM, composer, finished, newest, offers, openPage, press } from './browser.ts';

describe('in a browser', onlyWhere(CHROMIUM !== undefined, 'Chromium'), () => {
  let opened: Awaited<ReturnType<typeof openPage>>;
  beforeAll(async () => {
    opened = await openPage();
  });
  afterAll(() => opened.close());

  test('a newcomer makes a picture, varies it, edits its words, and does more with it', {
    timeout: 60_000,
  }, async () => {
    const page = await opened.visit();
    const hint = page.getByText('Make your first picture');
    await hint.waitFor();
    await composer(page).fill('/ima');
    await page.getByRole('listbox').getByRole('option', { name: '/imagine' }).click();
    await page.keyboard.type('a lighthouse at night');
    const bytes = await makePicture({ prompt: 'dunes', width: 256, height: 256, seed: 3 });
    await page
      .locator('.composer input[type=file]')
      .setInputFiles({ name: 'dunes.png', mimeType: 'image/png', buffer: bytes });
    await page.getByRole('list', { name: 'Attached' }).getByText('style_reference').waitFor();
    await page.keyboard.press('Enter');
    await finished(page);
    await hint.waitFor({ state: 'detached' });
    await newest(page)
      .getByRole('img', { name: /a lighthouse at night/ })
      .waitFor();

    const count = await page.getByRole('article').count();
    await press(newest(page), 'Variation');
    await page.getByRole('article').nth(count).waitFor();
    await finished(page);
    await press(newest(page), 'Edit prompt');
    const form = page.getByRole('dialog', { name: 'Edit prompt' });
    await form.getByRole('textbox').fill('a lighthouse at noon');
    await form.getByRole('button', { name: 'Submit' }).click();
    await form.waitFor({ state: 'detached' });
    await newest(page).getByText('a lighthouse at noon').waitFor();
    await finished(page);

    await newest(page).getByRole('button', { name: 'More' }).click();
    await page.getByRole('menuitem', { name: 'Remove background' }).click();
    await newest(page).getByText('Remove background').first().waitFor();
    await offers(newest(page), 'Compare');
    expect(opened.complaints).toEqual([]);
  });
});
