import { readFile } from 'node:fs/promises';
import { afterAll, afterEach, beforeAll, describe, expect, onTestFinished, test } from 'vitest';
import { startLocalFreepik } from '../../../sandbox/providers/local-freepik.ts';
import { onlyWhere } from '../../support/only-where.ts';
import { CHROMIUM, composer, finished, newest, openControls, openPage, say, speakAs } from './browser.ts';

describe('in a browser', onlyWhere(CHROMIUM !== undefined, 'Chromium'), () => {
  let opened: Awaited<ReturnType<typeof openPage>>;
  beforeAll(async () => {
    opened = await openPage();
    opened.sitting.pace.ms = 300;
  });
  afterAll(() => opened.close());
  afterEach(() => expect(opened.complaints.splice(0)).toEqual([]));

  test('each thing that goes wrong can be switched on and off, and the member is told or served', {
    timeout: 90_000,
  }, async () => {
    const page = await opened.visit();
    const controls = await openControls(page);
    const faults = await controls.locator('.faults label').allTextContents();
    expect(faults.length).toBeGreaterThan(8);
    for (const label of faults) {
      await controls.getByRole('checkbox', { name: label }).check();
      await controls.getByRole('checkbox', { name: label }).uncheck();
    }
    await controls.getByRole('checkbox', { name: 'The next picture fails' }).check();
    await say(page, '/imagine prompt:an unlucky fox');
    await newest(page).getByText('an unlucky fox').first().waitFor();
    await newest(page).getByRole('button', { name: 'Try again' }).waitFor();
    await controls.getByRole('checkbox', { name: 'The next picture fails' }).uncheck();
    await controls.getByRole('checkbox', { name: 'The file service is away' }).check();
    await say(page, '/imagine prompt:a homeless fox');
    await newest(page).getByText('a homeless fox').first().waitFor();
    await newest(page)
      .getByRole('img', { name: /homeless/ })
      .waitFor();
    await controls.getByRole('checkbox', { name: 'The file service is away' }).uncheck();
    await page.close();
  });

  test('people join, become moderators and leave, and a thread is opened', { timeout: 60_000 }, async () => {
    const page = await opened.visit();
    const controls = await openControls(page);
    await controls.getByRole('checkbox', { name: 'Sam is a member' }).check();
    await controls.getByRole('checkbox', { name: 'Sam is a moderator' }).check();
    await controls.getByRole('textbox', { name: 'Name of the thread' }).fill('side-pictures');
    await controls.getByRole('button', { name: 'Open thread' }).click();
    await page.getByRole('link', { name: 'side-pictures' }).waitFor();
    await speakAs(opened, page, 'Sam');
    await page.getByRole('link', { name: 'pictures', exact: true }).click();
    await composer(page).fill('/lim');
    await page.getByRole('option', { name: '/limits show' }).waitFor();
    await controls.getByRole('checkbox', { name: 'Sam is a member' }).uncheck();
    await page.getByRole('link', { name: 'pictures', exact: true }).waitFor({ state: 'detached' });
    await page.close();
  });

  test('what happened hangs below the press that caused it, and is saved and played again', {
    timeout: 90_000,
  }, async () => {
    const page = await opened.visit();
    await speakAs(opened, page, 'Ann');
    await say(page, '/imagine prompt:a traced fox');
    await newest(page).getByText('a traced fox').first().waitFor();
    await finished(page);
    const controls = await openControls(page);
    const press = controls.getByRole('listitem').filter({ hasText: 'Ann ran imagine' }).first();
    await press.getByText('POST /v1/ai/mystic').waitFor();
    await press.getByText('POST /api/v1/file/uploads').waitFor();
    await press.getByText('POST /v1/ai/mystic').click();
    const dialog = page.getByRole('dialog', { name: 'JSON' });
    await dialog.getByText('"prompt": "a traced fox"').waitFor();
    await dialog.getByRole('button', { name: 'Close' }).click();

    const [download] = await Promise.all([
      page.waitForEvent('download'),
      controls.getByRole('link', { name: 'Save recording' }).click(),
    ]);
    const text = await readFile(await download.path(), 'utf8');
    const recording: { steps: { act: { kind: string; line?: string } }[] } = JSON.parse(text);
    const steps = recording.steps.filter(({ act }) => act.line === '/imagine prompt:a traced fox');
    expect(steps).toHaveLength(1);
    const count = await page.getByRole('article').count();
    const buffer = Buffer.from(JSON.stringify({ ...recording, steps }));
    await controls
      .getByLabel('Play a recording')
      .setInputFiles({ name: 'recording.json', mimeType: 'application/json', buffer });
    await page.getByRole('article').nth(count).getByText('a traced fox').first().waitFor();
    await finished(page);
    await page.close();
  });

  test('where an API is real, the page asks once before anything is paid', { timeout: 60_000 }, async () => {
    const standIn = await startLocalFreepik({ taskMs: 200 });
    onTestFinished(() => standIn.close());
    const env = {
      FREEPIK_API_KEY: standIn.apiKey,
      FREEPIK_API_URL: standIn.url,
      FREEPIK_RESULT_HOSTS: standIn.resultHost,
    };
    const paid = await openPage({ real: [{ name: 'Freepik', key: standIn.apiKey, env }] });
    onTestFinished(() => paid.close());
    const page = await paid.visit();
    await say(page, '/imagine prompt:a dear fox');
    const asked = page.getByRole('dialog', { name: 'This costs money' });
    await asked.getByRole('button', { name: 'Cancel' }).click();
    await page.getByRole('alert').getByText('nothing is paid').waitFor();
    expect(standIn.billed).toBe(0);
    await composer(page).press('Enter');
    await asked.getByRole('button', { name: 'Go on, I pay' }).click();
    await newest(page).getByText('a dear fox').first().waitFor();
    await finished(page);
    await say(page, '/imagine prompt:a second fox');
    await newest(page).getByText('a second fox').first().waitFor();
    expect(standIn.billed).toBeGreaterThan(0);
    expect(paid.complaints).toEqual([]);
  });
});
