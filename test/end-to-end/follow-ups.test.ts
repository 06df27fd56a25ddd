import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { StoredMessage } from '../../sandbox/discord/messages.ts';
import type { User } from '../../sandbox/discord/world.ts';
import { type Bench, buttonOf, createScene, english, eventually, finished, openBench, textOf } from './bench.ts';
import { pictureFile } from './pictures.ts';

let bench: Bench;
let scene: ReturnType<typeof createScene>;
let bob: User;
beforeAll(async () => {
  bench = await openBench({
    freepik: { taskMs: 50 },
    env: { DEFAULT_DAILY_CREDITS: '1000', DEFAULT_CONCURRENT_JOBS: '50' },
  });
  scene = createScene(bench);
  bob = bench.discord.addUser({ name: 'bob', locale: 'vi' });
});
afterAll(() => bench.close());

async function imagine(options: Record<string, string | number | boolean> = {}): Promise<StoredMessage> {
  const handle = await bench.discord.runCommand({
    ...scene,
    name: 'imagine',
    options: { prompt: 'a red fox', resolution: '1k', ...options },
  });
  return finished(handle);
}

function press(message: StoredMessage, customId: string, user = scene.user, values?: readonly string[]) {
  return bench.discord.click({ user, message, customId, ...(values ? { values } : {}) });
}

const idOf = (message: StoredMessage, action: string, n = 1): string => {
  const [, job] = /v1:again:([^:]+):1/.exec(textOf(message)) ?? [];
  return `v1:${action}:${job}:${n}`;
};

describe('one picture', () => {
  test.each(['vary', 'upscale', 'rmbg'])(
    '%s is one click, and its card names the picture it came from',
    async (action) => {
      const message = await imagine();
      const made = await finished(press(message, idOf(message, action), bob));
      expect(made.ephemeralFor).toBeUndefined();
      expect(made.attachments.length).toBe(1);
      expect(textOf(made)).toContain(`/${message.channelId}/${message.id}) by <@${scene.user.id}>`);
    },
  );

  test('a variation has the picture for its style', async () => {
    const message = await imagine();
    expect(textOf(message)).not.toContain('style reference');
    expect(textOf(await finished(press(message, idOf(message, 'vary'))))).toContain('with a style reference');
  });

  test('that is repeatable is not offered once more, since it would be the same; an old button makes another one', async () => {
    const handle = await bench.discord.runCommand({
      ...scene,
      name: 'imagine',
      options: { prompt: 'a red fox', resolution: '1k', repeatable: true },
    });
    const shown = /v1:vary:([^:]+):1/;
    const message = await bench.discord.until(
      () => (shown.test(textOf(handle.message())) ? handle.message() : undefined),
      20_000,
    );
    expect(buttonOf(message, 'again')).toBeUndefined();
    expect(textOf(message)).toContain('repeatable');
    const [, job] = shown.exec(textOf(message)) ?? [];
    const customId = `v1:again:${job}:1`;
    const made = await finished(bench.discord.click({ user: scene.user, message, customId, force: true }));
    expect(textOf(made)).not.toContain('repeatable');
  });

  test('the prompt comes in a form, and what is sent is made with the same settings', async () => {
    const message = await imagine({ aspect: 'widescreen_16_9' });
    const click = press(message, idOf(message, 'prompt'), bob);
    await click.acknowledged;
    expect(JSON.stringify(click.modal)).toContain('a red fox');
    const customId = String(click.modal?.['custom_id']);
    const made = await finished(
      await bench.discord.submitModal({ user: bob, customId, fields: { prompt: 'a blue boat' } }),
    );
    expect(textOf(made)).toContain('a blue boat');
    expect(textOf(made)).toContain('widescreen');
  });

  test('words change the picture, with further pictures if there are any', async () => {
    const message = await imagine();
    const click = press(message, idOf(message, 'reword'));
    await click.acknowledged;
    const customId = String(click.modal?.['custom_id']);
    const files = { files: [await pictureFile(300, 200)] };
    const made = await finished(
      await bench.discord.submitModal({ user: scene.user, customId, fields: { prompt: 'add this', files } }),
    );
    expect(textOf(made)).toContain('add this');
    expect(buttonOf(made, 'compare')).toBeDefined();
  });

  test.each([
    ['expand', '2x'],
    ['relight', 'golden'],
    ['restyle', 'watercolour'],
  ])('%s asks how, then makes it', async (action, preset) => {
    const message = await imagine();
    const menu = press(message, idOf(message, action));
    await menu.acknowledged;
    const shown = menu.message();
    if (!shown) throw new Error('no menu');
    expect(shown.ephemeralFor).toBe(scene.user.id);
    const stepId = idOf(message, `${action}-preset`);
    const made = await finished(press(shown, stepId, scene.user, [preset]));
    expect(made.ephemeralFor).toBeUndefined();
    await eventually(() => textOf(menu.message()).includes('is started: see the new message below'));
    expect(textOf(menu.message())).not.toContain(stepId);
    const open = press(message, idOf(message, action));
    await open.acknowledged;
    const again = open.message();
    if (!again) throw new Error('no menu');
    const more = press(again, stepId, scene.user, ['more']);
    await more.acknowledged;
    expect(textOf(more.message())).toMatch(/\/[a-z]+ from:[0-9A-Z]{26}:1 [a-z]+:/);
    const forged = bench.discord.click({
      user: scene.user,
      message: shown,
      customId: stepId,
      values: ['constructor'],
      force: true,
    });
    await forged.acknowledged;
    expect(textOf(forged.message())).toContain(english.notices.unknownButton);
  });
});

describe('four pictures', () => {
  test('each can be gone on with by its number, from a button or from its own menu', { timeout: 60_000 }, async () => {
    const message = await imagine({ count: 4 });
    const upscaled = await finished(press(message, idOf(message, 'upscale', 3)));
    expect(textOf(upscaled)).toContain('picture 3');
    const menu = press(message, idOf(message, 'choose', 4));
    await menu.acknowledged;
    const shown = menu.message();
    if (!shown) throw new Error('no menu');
    const cut = await finished(press(shown, idOf(message, 'rmbg', 4)));
    expect(textOf(cut)).toContain('picture 4');
    const missing = bench.discord.click({
      user: scene.user,
      message,
      customId: idOf(message, 'upscale', 9),
      force: true,
    });
    await missing.acknowledged;
    expect(textOf(missing.message())).toContain(english.notices.jobMissing);
  });
});

test('a double click is one, from a menu too', async () => {
  const message = await imagine();
  const before = bench.freepik.billed;
  const clicks = [press(message, idOf(message, 'rmbg')), press(message, idOf(message, 'rmbg'))];
  await Promise.all(clicks.map(({ acknowledged }) => acknowledged));
  await Promise.any(clicks.map(finished));
  expect(clicks.filter((click) => /moment ago/.test(textOf(click.message())))).toHaveLength(1);
  expect(bench.freepik.billed).toBe(before + 1);
});
