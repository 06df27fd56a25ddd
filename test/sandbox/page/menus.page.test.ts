import type { Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { COMPONENT } from '../../../sandbox/discord/components.ts';
import { objectOf } from '../../../sandbox/discord/json.ts';
import { onlyWhere } from '../../support/only-where.ts';
import {
  barriers,
  CHROMIUM,
  composer,
  finished,
  newest,
  openControls,
  openPage,
  press,
  say,
  speakAs,
} from './browser.ts';

const PATIENT = { timeout: 20_000 };

describe('in a browser', { timeout: 60_000, ...onlyWhere(CHROMIUM !== undefined, 'Chromium') }, () => {
  let opened: Awaited<ReturnType<typeof openPage>>;
  beforeAll(async () => {
    opened = await openPage();
    opened.sitting.pace.ms = 300;
  });
  afterAll(() => opened.close());
  afterEach(() => expect(opened.complaints.splice(0)).toEqual([]));

  /** Tells what was chosen last, by the names that the menu shows. */
  function chosenNames(): () => readonly string[] {
    const { discord } = opened.sitting.stage;
    const { guild, people, places } = opened.sitting;
    const names = new Map([
      ...people.map(({ user }) => [user.id, user.name] as const),
      ...[...guild.roles.values()].map(({ id, name }) => [id, name] as const),
      ...places.flatMap(({ channels }) => channels.map(({ id, name }) => [id, name] as const)),
    ]);
    let last: readonly string[] = [];
    discord.on('interaction', (interaction) => {
      const values = objectOf(interaction, 'data')?.['values'];
      last = Array.isArray(values) ? values.map((value) => names.get(String(value)) ?? String(value)) : [];
    });
    return () => last;
  }

  /** A message of the bot with such a menu in it: its own commands have no menus of people, and none of several. */
  async function showMenu(page: Page, type: number, placeholder: string, most: number): Promise<void> {
    const { stage, pictures } = opened.sitting;
    const menu = { type, custom_id: `v1:try:${type}`, placeholder, min_values: 1, max_values: most };
    const sent = await fetch(`${stage.discord.apiUrl}/v10/channels/${pictures.id}/messages`, {
      method: 'POST',
      headers: { authorization: `Bot ${stage.discord.token}`, 'content-type': 'application/json' },
      body: JSON.stringify({ content: placeholder, components: [{ type: COMPONENT.row, components: [menu] }] }),
    });
    expect(sent.status).toBe(200);
    await page.getByRole('combobox', { name: placeholder }).waitFor();
  }

  test('people, roles and channels are chosen from menus by mouse and by keyboard, one or several', async () => {
    const chosen = chosenNames();
    const page = await opened.visit();
    await showMenu(page, COMPONENT.userSelect, 'Who paints', 1);
    await page.getByRole('combobox', { name: 'Who paints' }).click();
    const list = page.getByRole('listbox', { name: 'Who paints' });
    expect(await barriers(page)).toEqual([]);
    await list.getByRole('option', { name: 'Bình' }).click();
    await list.waitFor({ state: 'hidden' });
    await expect.poll(chosen, PATIENT).toEqual(['Bình']);

    await page.getByRole('combobox', { name: 'Who paints' }).focus();
    for (const key of ['Enter', 'm', 'Enter']) await page.keyboard.press(key);
    await expect.poll(chosen, PATIENT).toEqual(['Mo']);

    await showMenu(page, COMPONENT.roleSelect, 'Which role', 1);
    await page.getByRole('combobox', { name: 'Which role' }).focus();
    for (const key of ['ArrowDown', 'End', 'Escape']) await page.keyboard.press(key);
    await page.getByRole('listbox', { name: 'Which role' }).waitFor({ state: 'hidden' });
    expect(chosen()).toEqual(['Mo']);
    for (const key of ['ArrowDown', 'M', ' ']) await page.keyboard.press(key);
    await expect.poll(chosen, PATIENT).toEqual(['Moderators']);

    await showMenu(page, COMPONENT.channelSelect, 'Where to', 2);
    await page.getByRole('combobox', { name: 'Where to' }).focus();
    for (const key of ['Enter', 'Home', 'Enter', 'ArrowDown', 'Enter', 'ArrowDown', 'Enter', 'Tab'])
      await page.keyboard.press(key);
    await expect.poll(chosen, PATIENT).toEqual(['pictures', 'night-pictures']);
    const several = page.getByRole('listbox', { name: 'Where to' });
    await page.getByRole('combobox', { name: 'Where to' }).click();
    await several.getByRole('option', { name: '#after-dark' }).click();
    await page.getByRole('heading').first().click();
    await several.waitFor({ state: 'hidden' });
    await expect.poll(chosen, PATIENT).toEqual(['after-dark']);
    await page.close();
  });

  test('a moderator sets the server up from the welcome, by the keyboard', async () => {
    const { discord } = opened.sitting.stage;
    const { guild, pictures } = opened.sitting;
    const page = await opened.visit();
    await speakAs(opened, page, 'Mo');
    guild.systemChannelId = pictures.id;
    discord.leaveGuild(guild);
    discord.joinGuild(guild);
    await press(newest(page), 'Set up');
    const form = page.getByRole('dialog', { name: 'Set up this server' });
    await form.waitFor();
    await form.getByRole('combobox').first().focus();
    for (const key of ['Enter', 'n', 'Enter']) await page.keyboard.press(key);
    await form.getByRole('textbox', { name: 'Credits a day for each member' }).fill('25');
    expect(await barriers(page)).toEqual([]);
    await page.keyboard.press('Enter');
    await form.waitFor({ state: 'detached' });
    await newest(page).getByText('25 credits a day').waitFor();
    await newest(page).getByText('#night-pictures').waitFor();
    await page.close();
  });

  test('the viewer is gone through, and left, by the keyboard alone; the menu of a message keeps nobody out', async () => {
    const page = await opened.visit();
    await say(page, '/imagine prompt:a brook');
    await newest(page).getByText('a brook').first().waitFor();
    await finished(page);
    await newest(page).getByRole('button', { name: 'More' }).click();
    await page.getByRole('menu').waitFor();
    expect(await barriers(page)).toEqual([]);
    await page.keyboard.press('Escape');

    await newest(page).getByRole('button', { name: 'Open picture' }).press('Enter');
    const viewer = page.getByRole('dialog', { name: 'Picture' });
    await viewer.getByRole('img', { name: /a brook/ }).waitFor();
    const focused = () => page.evaluate(() => document.activeElement?.textContent ?? '');
    const seen: string[] = [await focused()];
    while (seen.length < 3) {
      await page.keyboard.press('Tab');
      seen.push(await focused());
    }
    expect(seen).toEqual(['Download', 'Open original', 'Close']);
    await page.keyboard.press('Enter');
    await viewer.waitFor({ state: 'detached' });
    const opener = newest(page).getByRole('button', { name: 'Open picture' });
    expect(await opener.evaluate((each) => each === document.activeElement)).toBe(true);
    await page.close();
  });

  test('what goes wrong at each server is told to the member, or ridden out', async () => {
    const page = await opened.visit();
    const controls = await openControls(page);
    const fault = (label: string) => controls.getByRole('checkbox', { name: label });
    const order = async (words: string) => {
      await say(page, `/imagine prompt:${words}`);
      await newest(page).getByText(words).first().waitFor();
    };
    await fault('Freepik answers 429 for a minute').check();
    await order('a patient crane');
    await expect.poll(() => opened.sitting.stage.freepik.requests.at(-1)?.status, PATIENT).toBe(429);
    expect(await newest(page).getByRole('button', { name: 'Again' }).count()).toBe(0);
    await fault('Freepik answers 429 for a minute').uncheck();
    await finished(page);

    await fault('Discord answers 500').check();
    await say(page, '/help');
    await page.getByRole('alert').getByText('This interaction failed').waitFor();
    expect(await composer(page).inputValue()).toBe('/help');
    await fault('Discord answers 500').uncheck();
    await composer(page).press('Enter');
    await newest(page).getByText('Only you can see this').waitFor();

    await fault('Discord takes two seconds to answer').check();
    await say(page, '/help');
    await composer(page).fill('typed meanwhile');
    await fault('Discord takes two seconds to answer').uncheck();
    await newest(page).getByText('Only you can see this').waitFor();
    expect(await composer(page).inputValue()).toBe('typed meanwhile');

    await order('a steady crane');
    await controls.getByRole('button', { name: 'Drop gateway' }).click();
    await finished(page);
    await order('a crane that came back');
    await finished(page);
    await page.close();
  });
});
