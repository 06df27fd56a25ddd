import { describe, expect } from 'vitest';
import type { InteractionHandle } from '../../sandbox/discord/interactions.ts';
import { createMovableClock } from '../../sandbox/movable-clock.ts';
import { readZip } from '../services/files/zip-reader.ts';
import { buttonOf, createScene, english, eventually, said, textOf } from './bench.ts';
import { readBooks } from './books.ts';
import { type Open, test } from './own-world.ts';
import { pictureFile } from './pictures.ts';

async function begin(open: Open, credits = 20) {
  const clock = createMovableClock();
  const opened = await open({
    clock,
    freepik: { taskMs: 60 },
    env: { DEFAULT_DAILY_CREDITS: String(credits), POLL_MIN_MS: '100', JOB_DEADLINE_SECONDS: '4' },
  });
  const scene = createScene(opened);
  const { discord } = opened;
  const imagine = async (count: number) => {
    const options = { prompt: 'a red fox', resolution: '1k', count };
    const handle = await discord.runCommand({ ...scene, name: 'imagine', options });
    await handle.acknowledged;
    return handle;
  };
  const batch = async (count: number) => {
    const form = await discord.runCommand({ ...scene, name: 'batch', options: {} });
    await form.acknowledged;
    const files = Array.from({ length: count }, async (_, n) => ({
      ...(await pictureFile(160 + n, 160)),
      name: `photo ${n}.png`,
    }));
    const fields = { deed: 'relight', pictures: { files: await Promise.all(files) } };
    const customId = String(form.modal?.['custom_id']);
    const handle = await discord.submitModal({ user: scene.user, customId, fields });
    await handle.acknowledged;
    return handle;
  };
  const retry = async (handle: InteractionHandle) => {
    const customId = await eventually(() => buttonOf(handle.message(), 'retry'), 25_000);
    const message = handle.message();
    if (!message) throw new Error('no message');
    const click = discord.click({ user: scene.user, message, customId });
    await click.acknowledged;
    return click;
  };
  return { ...scene, clock, discord, bench: opened, imagine, batch, retry };
}

const pictures = (handle: InteractionHandle, count: number) =>
  eventually(
    () =>
      handle.message()?.attachments.filter(({ filename }) => filename.endsWith('.png')).length === count || undefined,
    25_000,
  );
async function packed(handle: InteractionHandle): Promise<readonly string[]> {
  const zip = await eventually(() => handle.message()?.attachments.find(({ filename }) => filename.endsWith('.zip')));
  return readZip(zip.bytes ?? Buffer.alloc(0)).map(({ name }) => name);
}

describe('Try again', { timeout: 60_000 }, () => {
  test('of a batch that failed wholly makes all of its files, in one message, at one price', async ({ open }) => {
    const { bench, batch, retry } = await begin(open);
    bench.freepik.misbehave({ on: 'submit', as: 'fail', times: 3 });
    const failed = await batch(3);
    const again = await retry(failed);
    await pictures(again, 3);
    expect(textOf(again.message())).toContain('3 credits');
    expect(await packed(again)).toEqual([0, 1, 2].map((n) => `0${n + 1}-photo_${n}-relight.png`));
    expect(bench.freepik.billed).toBe(6);
    await bench.app.stop();
    expect(await readBooks(bench.env)).toMatchObject({ spent: 3, unbalanced: [] });
  });

  test('of a batch that failed in part makes the files that are missing, by their names', async ({ open }) => {
    const { bench, batch, retry } = await begin(open);
    bench.freepik.misbehave({ on: 'submit', as: 'fail', times: 2 });
    const failed = await batch(4);
    await pictures(failed, 2);
    const again = await retry(failed);
    await pictures(again, 2);
    const names = [...(await packed(failed)), ...(await packed(again))].map((name) => name.slice(3));
    expect(names.toSorted()).toEqual([0, 1, 2, 3].map((n) => `photo_${n}-relight.png`));
    await bench.app.stop();
    expect(await readBooks(bench.env)).toMatchObject({ spent: 4, unbalanced: [] });
  });

  test('of a count makes as many as are missing', async ({ open }) => {
    const { bench, imagine, retry } = await begin(open);
    bench.freepik.misbehave({ on: 'submit', as: 'fail', times: 3 });
    const failed = await imagine(4);
    await pictures(failed, 1);
    const again = await retry(failed);
    await pictures(again, 3);
    expect(buttonOf(again.message(), 'retry')).toBeUndefined();
    await bench.app.stop();
    expect(await readBooks(bench.env)).toMatchObject({ spent: 4, unbalanced: [] });
  });

  test('is free once for each picture of which nobody knows whether it was paid for', async ({ open }) => {
    const { bench, clock, discord, user, imagine, retry } = await begin(open);
    bench.freepik.misbehave({ on: 'submit', as: 'html', times: 2 });
    bench.freepik.misbehave({ on: 'submit', as: 'fail', times: 1 });
    const failed = await imagine(3);
    const again = await retry(failed);
    await pictures(again, 3);
    expect(textOf(again.message())).toContain('1 credit');
    const message = failed.message();
    const customId = buttonOf(message, 'retry');
    if (!message || !customId) throw new Error('no button');
    clock.advance(3100);
    const paid = discord.click({ user, message, customId });
    await paid.acknowledged;
    await pictures(paid, 3);
    await bench.app.stop();
    expect(await readBooks(bench.env)).toMatchObject({ spent: 4, unbalanced: [] });
  });

  test('is refused whole where the credits suffice for a part', async ({ open }) => {
    const { bench, batch, imagine, retry } = await begin(open, 4);
    bench.freepik.misbehave({ on: 'submit', as: 'fail', times: 3 });
    const failed = await batch(3);
    await eventually(() => buttonOf(failed.message(), 'retry'), 25_000);
    await pictures(await imagine(2), 2);
    const again = await retry(failed);
    await said(again, /This costs 3 credits, and you have 2 of 4 left today/);
    expect(bench.freepik.billed).toBe(5);
  });

  test('of what has come meanwhile makes nothing', async ({ open }) => {
    const { bench, discord, user, imagine } = await begin(open);
    const done = await imagine(1);
    await pictures(done, 1);
    const message = done.message();
    const customId = buttonOf(message, 'again')?.replace(':again:', ':retry:');
    if (!message || !customId) throw new Error('no button');
    const click = discord.click({ user, message, customId, force: true });
    await click.acknowledged;
    await said(click, english.notices.alreadyFinished);
    expect(bench.freepik.billed).toBe(1);
  });
});
