import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect } from 'vitest';
import type { GivenOptions } from '../../sandbox/discord/command-options.ts';
import type { StoredMessage } from '../../sandbox/discord/messages.ts';
import { createMovableClock } from '../../sandbox/movable-clock.ts';
import { createScene, english, eventually, finished, jobOf, said, textOf } from './bench.ts';
import { type Open, test } from './own-world.ts';
import { FEWEST_PIXELS } from './pictures.ts';

const patience = { timeout: 60_000 };

async function begin(open: Open, options: Parameters<Open>[0] = {}) {
  const env = { DEFAULT_CONCURRENT_JOBS: '20', ...options.env };
  const at = await open({ freepik: { taskMs: 50 }, ...options, env });
  const scene = createScene(at);
  const imagine = async (more: GivenOptions = {}, place = scene) =>
    finished(
      await at.discord.runCommand({
        ...place,
        name: 'imagine',
        options: { prompt: 'a fox', ...FEWEST_PIXELS, ...more },
      }),
    );
  const now = ({ channelId, id }: StoredMessage) => at.discord.message(channelId, id);
  /** Presses what has this id, on a button or in a menu. */
  const press = async (message: StoredMessage, customId: string, user = scene.user) => {
    const click = at.discord.click({ user, message, customId });
    await click.acknowledged;
    return click;
  };
  /** What a menu shows as chosen can be chosen again once its message was drawn anew, and not before. */
  const pressAgain = async (message: StoredMessage, customId: string, user = scene.user) => {
    const before = now(message)?.edits.length ?? 0;
    const click = await press(message, customId, user);
    const edit = await eventually(() => now(message)?.edits[before]);
    expect(edit.attachments).toEqual(message.attachments);
    return { click, by: edit.via };
  };
  const id = (message: StoredMessage, action: string, n = 1) => `v1:${action}:${jobOf(message)}:${n}`;
  return { ...at, scene, imagine, press, pressAgain, id, now };
}

test('the menu can be used again and again, whatever its answers are', patience, async ({ open }) => {
  const clock = createMovableClock();
  const { imagine, pressAgain, id, now } = await begin(open, { clock });
  const message = await imagine();
  for (let times = 0; times < 2; times++) {
    const asked = await pressAgain(message, id(message, 'delete'));
    expect(asked.by).toBe('callback');
    expect(asked.click.message()?.ephemeralFor).toBeDefined();
    expect(textOf(asked.click.message())).toContain(english.results.deleteForEver);
  }
  clock.advance(4000);
  const cut = await pressAgain(message, id(message, 'rmbg'));
  expect((await finished(cut.click)).ephemeralFor).toBeUndefined();
  expect(cut.by).toBe('token');
  const form = await pressAgain(message, id(message, 'prompt'));
  expect(form.click.modal).toBeDefined();
  clock.advance(20 * 60_000);
  const later = await pressAgain(message, id(message, 'rmbg'));
  await finished(later.click);
  expect(later.by).toBe('channel');
  expect(now(message)?.components).toEqual(message.components);
});

test('where only tokens reach, too', patience, async ({ open }) => {
  const at = await begin(open);
  const { discord, imagine, pressAgain, id } = at;
  const elsewhere = createScene(at, 'another server');
  discord.leaveGuild(elsewhere.guild);
  const hidden = await imagine({ private: true });
  expect((await pressAgain(hidden, id(hidden, 'delete'))).by).toBe('callback');
  expect((await pressAgain(hidden, id(hidden, 'rmbg'))).by).toBe('token');
  const far = await imagine({}, elsewhere);
  expect((await pressAgain(far, id(far, 'delete'), elsewhere.user)).by).toBe('callback');
  expect((await pressAgain(far, id(far, 'rmbg'), elsewhere.user)).by).toBe('token');
});

test(
  'of several pictures one is chosen first, then what to do with it, as often as one likes',
  patience,
  async ({ open }) => {
    const { imagine, pressAgain, id, scene } = await begin(open);
    const message = await imagine({ count: 4 });
    for (let times = 0; times < 2; times++) {
      const { click, by } = await pressAgain(message, id(message, 'choose', 3));
      expect(by).toBe('callback');
      const menu = click.message();
      if (!menu) throw new Error('no menu');
      expect(menu.ephemeralFor).toBe(scene.user.id);
      expect(textOf(menu)).toContain('**Picture 3**');
      const question = await pressAgain(menu, id(message, 'relight', 3));
      expect(question.by).toBe('callback');
      await said(question.click, '**Relight** · 1 credit · ');
    }
    const menu = (await pressAgain(message, id(message, 'choose', 2))).click.message();
    if (!menu) throw new Error('no menu');
    const { click, by } = await pressAgain(menu, id(message, 'rmbg', 2));
    const made = await finished(click);
    expect(made.ephemeralFor).toBeUndefined();
    expect(textOf(made)).toContain('picture 2');
    expect(by).toBe('token');
  },
);

test('what a press costs is said before it, as the operator set it', patience, async ({ open }) => {
  const { dataDir, restart, imagine, press, id } = await begin(open);
  const file = join(dataDir, 'prices.json');
  await writeFile(file, JSON.stringify({ upscale: { precision: 3 }, relight: { standard: 7 }, edit: { standard: 2 } }));
  await restart({ PRICES_FILE: file });
  const message = await imagine();
  expect(textOf(message)).toContain(
    '-# Again, Variation: 1 credit each · Upscale: 3 credits · Edit with words: 2 credits',
  );
  expect(textOf(message)).toContain(`${english.results.deeds.relight} · 7 credits`);
  const question = await press(message, id(message, 'relight'));
  expect(textOf(question.message())).toContain('**Relight** · 7 credits · 49 left today');
  const form = await press(message, id(message, 'reword'));
  expect(JSON.stringify(form.modal)).toContain('· 2 credits');
  const before = textOf(await finished(await press(message, id(message, 'upscale'))));
  expect(before).toContain('-# 3 credits · 46 left today');
});
