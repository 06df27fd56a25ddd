import { describe, expect } from 'vitest';
import type { GivenOptions } from '../../sandbox/discord/command-options.ts';
import type { InteractionHandle } from '../../sandbox/discord/interactions.ts';
import type { User } from '../../sandbox/discord/world.ts';
import { createScene, eventually, jobOf, textOf } from './bench.ts';
import { readBooks } from './books.ts';
import { type Open, test } from './own-world.ts';
import { pictureFile } from './pictures.ts';

async function begin(open: Open, options: Parameters<Open>[0] = {}) {
  const env = { POLL_MIN_MS: '100', ...options.env };
  const opened = await open({ freepik: { taskMs: 60 }, ...options, env });
  const { discord } = opened;
  const scene = createScene(opened);
  const bob = discord.addUser({ name: 'bob', locale: 'en-US' });
  const make = async (name: string, given: GivenOptions, user: User = scene.user) => {
    const handle = await discord.runCommand({ ...scene, user, name, options: given });
    return jobOf(await eventually(() => (handle.message()?.attachments.length ? handle.message() : undefined)));
  };
  const form = async (job: string, user: User = scene.user) => {
    const shown = await discord.runCommand({ ...scene, user, name: 'show', options: { job } });
    const message = await eventually(() => (textOf(shown.message()).length > 10 ? shown.message() : undefined));
    const click = discord.click({ user, message, customId: `v1:redo:${job}:1`, force: true });
    await click.acknowledged;
    return click;
  };
  const send = async (click: InteractionHandle, file?: Awaited<ReturnType<typeof pictureFile>>) => {
    const picture = { files: [file ?? (await pictureFile(200, 160))] };
    const customId = String(click.modal?.['custom_id']);
    const sent = await discord.submitModal({ user: scene.user, customId, fields: { picture } });
    await sent.acknowledged;
    return sent;
  };
  /** Words, then an upscale of the result, then another light: two steps take a picture. */
  const chain = async () => {
    const fox = await make('imagine', { prompt: 'a red fox', resolution: '1k' });
    const large = await make('upscale', { from: fox });
    return make('relight', { from: large, prompt: 'evening' });
  };
  return { bench: opened, discord, ...scene, bob, make, form, send, chain };
}

const pictures = (handle: InteractionHandle, count: number) =>
  eventually(() => (handle.message()?.attachments.length === count ? handle.message() : undefined));

describe('repeat on another picture', { timeout: 60_000 }, () => {
  test('runs the steps that take a picture in one message, priced before, each from the one before', async ({
    open,
  }) => {
    const { bench, discord, make, form, send, chain } = await begin(open);
    const lit = await chain();
    const click = await form(lit);
    expect(JSON.stringify(click.modal)).toContain('Upscale → Relight: **2 credits** in all');
    const before = discord.allMessages().length;
    const sent = await send(click);
    expect(textOf(sent.message())).toContain('Step 1 of 2 · 2 credits for all steps');
    const message = await pictures(sent, 2);
    await eventually(() => /Relight.*Step 2 of 2/s.test(textOf(message)) || /Step 2 of 2/.test(textOf(sent.message())));
    expect(discord.allMessages()).toHaveLength(before + 1);
    expect(bench.freepik.billed).toBe(5);
    const job = jobOf(sent.message());
    const page = await form(job);
    expect(JSON.stringify(page.modal)).toContain('Upscale → Relight');
    await make('rmbg', { from: job });
    await bench.app.stop();
    expect(await readBooks(bench.env)).toMatchObject({ unbalanced: [], spent: 6 });
  });

  test('of a picture made from words alone is refused in words', async ({ open }) => {
    const { make, form } = await begin(open);
    const click = await form(await make('imagine', { prompt: 'a red fox', resolution: '1k' }));
    expect(click.modal).toBeUndefined();
    expect(textOf(click.message())).toContain('made from words alone');
  });

  test('of somebody else’s private step is refused without a word about it', async ({ open }) => {
    const { bob, make, form } = await begin(open);
    const fox = await make('imagine', { prompt: 'a red fox', resolution: '1k' });
    const secret = await make('edit', { from: fox, prompt: 'secret words', private: true }, bob);
    const click = await form(await make('relight', { from: secret, prompt: 'evening' }, bob));
    expect(click.modal).toBeUndefined();
    expect(textOf(click.message())).toContain('private to somebody else');
    expect(textOf(click.message())).not.toContain('secret');
  });

  test('a step that fails ends it in words; what was not run is not charged', async ({ open }) => {
    const { bench, form, send, make } = await begin(open, { freepik: { taskMs: 500 } });
    const cut = await make('relight', { image: { file: await pictureFile(200, 160) }, prompt: 'noon' });
    const large = await make('upscale', { from: cut });
    const lit = await make('relight', { from: large, prompt: 'evening' });
    const click = await form(lit);
    const sent = await send(click);
    await eventually(() => bench.freepik.billed === 4);
    bench.freepik.misbehave({ on: 'submit', as: 'refuse-400', times: 1 });
    const message = await eventually(() =>
      /Stopped at step 2 of 3/.test(textOf(sent.message())) ? sent.message() : undefined,
    );
    expect(message.attachments).toHaveLength(1);
    expect(textOf(message)).toContain('What was not made costs nothing.');
    await bench.app.stop();
    expect(await readBooks(bench.env)).toMatchObject({ unbalanced: [], spent: 4 });
  });

  test('limits are looked at before all of it and again at each step', async ({ open }) => {
    const { bench, form, send, chain, make } = await begin(open, {
      env: { DEFAULT_DAILY_CREDITS: '6', PROVIDER_CONCURRENCY: '1' },
      freepik: { taskMs: 500 },
    });
    const lit = await chain();
    const sent = await send(await form(lit));
    // taken by another request while the first step runs
    await Promise.all([make('rmbg', { from: lit }), make('rmbg', { from: lit })]);
    const message = await eventually(() =>
      /Stopped at step 2 of 2/.test(textOf(sent.message())) ? sent.message() : undefined,
    );
    expect(textOf(message)).toContain('not enough credits left today');
    const refused = await send(await form(lit));
    expect(textOf(refused.message())).toContain('This costs 2 credits, and you have 0 of 6 left today');
    await bench.app.stop();
    expect(await readBooks(bench.env)).toMatchObject({ unbalanced: [], spent: 6 });
  });

  test('a restart in the middle goes on with the next step, once', async ({ open }) => {
    const { bench, discord, form, send, chain } = await begin(open, { freepik: { taskMs: 400 } });
    const sent = await send(await form(await chain()));
    await eventually(() => bench.freepik.billed === 4);
    await bench.restart();
    await pictures(sent, 1);
    await bench.restart();
    await pictures(sent, 2);
    expect(bench.freepik.billed).toBe(5);
    expect(discord.allMessages().filter(({ attachments }) => attachments.length === 2)).toHaveLength(1);
    await bench.app.stop();
    expect(await readBooks(bench.env)).toMatchObject({ unbalanced: [], spent: 5 });
  });
});
