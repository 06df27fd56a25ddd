import { expect } from 'vitest';
import type { GivenOptions } from '../../sandbox/discord/command-options.ts';
import { FLAGS, type StoredMessage } from '../../sandbox/discord/messages.ts';
import { createMovableClock } from '../../sandbox/movable-clock.ts';
import { buttonOf, createScene, english, finished, jobOf, said, textOf } from './bench.ts';
import { type Open, test } from './own-world.ts';

const YEAR_MS = 366 * 86_400_000;

async function begin(open: Open, options: Parameters<Open>[0] = {}) {
  const at = await open({ freepik: { taskMs: 50 }, ...options });
  const scene = createScene(at);
  const imagine = async (more: GivenOptions = {}) =>
    finished(
      await at.discord.runCommand({
        ...scene,
        name: 'imagine',
        options: { prompt: 'a fox', resolution: '1k', ...more },
      }),
    );
  const press = async (message: StoredMessage, customId = 'none', force = false) => {
    const click = at.discord.click({ user: scene.user, message, customId, force });
    await click.acknowledged;
    return click;
  };
  const remove = async (message: StoredMessage) => {
    const question = (await press(message, buttonOf(message, 'delete'))).message();
    if (!question) throw new Error('nothing was asked');
    return press(question, buttonOf(question, 'delete-sure'));
  };
  return { ...at, scene, imagine, press, remove };
}

test('a year later a button works, and what is deleted leaves the channel', { timeout: 60_000 }, async ({ open }) => {
  const clock = createMovableClock();
  const { discord, scene, imagine, press, remove } = await begin(open, { clock });
  const message = await imagine();
  const hidden = await imagine({ private: true });
  clock.advance(YEAR_MS);
  await finished(await press(message, buttonOf(message, 'upscale')));
  await said(await remove(message), english.notices.deleted);
  expect(discord.messages(scene.channel.id).some(({ id }) => id === message.id)).toBe(false);
  // only its owner ever saw it, by a token that is dead
  await said(await remove(hidden), /remove it in Discord/);
});

test('a form that was opened before a restart is taken after it', { timeout: 60_000 }, async ({ open }) => {
  const at = await begin(open);
  const message = await at.imagine();
  const click = await at.press(message, buttonOf(message, 'prompt'));
  await at.restart();
  const customId = String(click.modal?.['custom_id']);
  const sent = await at.discord.submitModal({ user: at.scene.user, customId, fields: { prompt: 'a blue boat' } });
  expect(textOf(await finished(sent))).toContain('a blue boat');
});

test('what is not offered has no button, and an old one says what there is instead', async ({ open }) => {
  const { freepik, imagine, press } = await begin(open, { env: { DISABLED_OPERATIONS: 'rmbg,edit' } });
  const message = await imagine();
  expect(buttonOf(message, 'rmbg')).toBeUndefined();
  expect(buttonOf(message, 'reword')).toBeUndefined();
  // by the next best operation
  expect(buttonOf(message, 'restyle')).toBeDefined();
  const [, job] = /v1:again:([^:]+)/.exec(textOf(message)) ?? [];
  await said(await press(message, `v1:reword:${job}:1`, true), /Not offered here.*Use \*\*\/reimagine/);
  await said(await press(message, `v1:rmbg:${job}:1`, true), /Not offered here/);
  expect(freepik.billed).toBe(1);
});

test('what is not finished cannot be gone on from, and says so', async ({ open }) => {
  const { discord, freepik, scene, press } = await begin(open, { freepik: { taskMs: 2500 } });
  const options = { prompt: 'a fox', resolution: '1k' };
  const handle = await discord.runCommand({ ...scene, name: 'imagine', options });
  await handle.acknowledged;
  const message = await discord.until(() => handle.message(), 5000);
  const [, job] = /v1:cancel:([^:]+)/.exec(textOf(message)) ?? [];
  for (const action of ['upscale', 'vary', 'reword', 'expand', 'compare'])
    await said(await press(message, `v1:${action}:${job}:1`, true), /not ready yet/);
  await said(await press(message, `v1:delete:${job}:1`, true), english.notices.cancelFirst);
  await said(await press(message, `v1:share:${job}:1`, true), english.notices.publicAlready);
  expect(freepik.billed).toBeLessThanOrEqual(1);
});

/** The card as versions before the menu sent it: all in rows, and for several pictures a menu of deeds by number. */
async function asBefore({ discord }: Pick<Awaited<ReturnType<typeof begin>>, 'discord'>, message: StoredMessage) {
  const job = jobOf(message);
  const row = (ids: readonly string[]) => ({
    type: 1,
    components: ids.map((id) => ({ type: 2, style: 2, label: id.slice(0, 20), custom_id: id })),
  });
  const id = (action: string, n = 1) => `v1:${action}:${job}:${n}`;
  const options = ['upscale', 'rmbg'].flatMap((action) =>
    [1, 2, 3].map((n) => ({ label: `${action} ${n}`, value: id(action, n) })),
  );
  const components = [
    { type: 10, content: `an old card of job ${job}` },
    row(['again', 'vary', 'upscale', 'rmbg', 'expand'].map((action) => id(action))),
    row(['relight', 'restyle', 'reword', 'prompt', 'compare'].map((action) => id(action))),
    row(['report', 'delete', 'chain', 'redo'].map((action) => id(action))),
    { type: 1, components: [{ type: 3, custom_id: id('choose'), placeholder: 'More for one of them', options }] },
  ];
  const answer = await fetch(`${discord.apiUrl}/v10/channels/${message.channelId}/messages/${message.id}`, {
    method: 'PATCH',
    headers: { authorization: `Bot ${discord.token}`, 'content-type': 'application/json' },
    body: JSON.stringify({ components, flags: FLAGS.IS_COMPONENTS_V2 }),
  });
  expect(answer.status).toBe(200);
  return { message: discord.message(message.channelId, message.id) ?? message, id };
}

test('a card of before the menu does all that its rows say', { timeout: 90_000 }, async ({ open }) => {
  const at = await begin(open, { env: { DEFAULT_DAILY_CREDITS: '100', DEFAULT_CONCURRENT_JOBS: '20' } });
  const bob = at.discord.addUser({ name: 'bob', locale: 'en-US' });
  const { message, id } = await asBefore(at, await at.imagine());
  for (const action of ['again', 'vary', 'upscale', 'rmbg']) await finished(await at.press(message, id(action)));
  for (const action of ['expand', 'relight', 'restyle']) {
    const asked = await at.press(message, id(action));
    expect(buttonOf(asked.message(), `${action}-preset`)).toBe(id(`${action}-preset`));
  }
  for (const [action, opener] of [
    ['reword', at.scene.user],
    ['prompt', at.scene.user],
    ['report', bob],
  ] as const) {
    const click = at.discord.click({ user: opener, message, customId: id(action) });
    await click.acknowledged;
    expect(click.modal?.['custom_id']).toBe(id(`${action}-form`));
  }
  await said(await at.press(message, id('compare')), /words alone/);
  await said(await at.press(message, id('chain')), '**1. Imagine**');
  await said(await at.press(message, id('redo')), english.notices.wordsOnly);
  await said(await at.press(message, id('delete')), english.results.deleteForEver);
});

test('a menu of before still takes its entries, and what it chose', { timeout: 60_000 }, async ({ open }) => {
  const at = await begin(open, { env: { DEFAULT_CONCURRENT_JOBS: '20' } });
  const { message, id } = await asBefore(at, await at.imagine({ count: 3 }));
  const choose = (value: string) =>
    at.discord.click({ user: at.scene.user, message, customId: id('choose'), values: [value] });
  expect(textOf(await finished(choose(id('upscale', 3))))).toContain('picture 3');
  expect(textOf(await finished(choose(id('rmbg', 2))))).toContain('picture 2');
});
