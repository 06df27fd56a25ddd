import { mkdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { GivenOptions } from '../../sandbox/discord/command-options.ts';
import type { StoredMessage } from '../../sandbox/discord/messages.ts';
import type { User } from '../../sandbox/discord/world.ts';
import { type Bench, buttonOf, createScene, english, finished, jobOf, openBench, said, textOf } from './bench.ts';
import { readBooks } from './books.ts';
import { pictureFile } from './pictures.ts';

let bench: Bench;
let scene: ReturnType<typeof createScene>;
let bob: User;
let mod: User;
beforeAll(async () => {
  bench = await openBench({
    freepik: { taskMs: 50 },
    env: { DEFAULT_DAILY_CREDITS: '1000', DEFAULT_CONCURRENT_JOBS: '50' },
  });
  scene = createScene(bench);
  const { discord } = bench;
  bob = discord.addUser({ name: 'bob' });
  mod = discord.addUser({ name: 'mod' });
  const moderators = discord.addRole(scene.guild, { name: 'moderators', permissions: ['MANAGE_MESSAGES'] });
  discord.setMember(scene.guild, mod, { roles: [moderators] });
});
afterAll(async () => {
  await bench.app.stop();
  expect(await readBooks(bench.env)).toMatchObject({ unbalanced: [], unknown: 0 });
  await bench.close();
});

const run = async (name: string, options: GivenOptions) =>
  finished(await bench.discord.runCommand({ ...scene, name, options }));
const imagine = (options: GivenOptions = {}) => run('imagine', { prompt: 'a red fox', resolution: '1k', ...options });

async function press(message: StoredMessage, customId: string | undefined, user = scene.user, force = false) {
  const click = bench.discord.click({ user, message, customId: customId ?? 'none', force });
  await click.acknowledged;
  return click;
}

const linkOf = (message: StoredMessage) => /"url":"(http[^"]+)"/.exec(textOf(message))?.[1] ?? '';

async function remove(message: StoredMessage, user = scene.user) {
  const asked = await press(message, `v1:delete:${jobOf(message)}:1`, user, true);
  const shown = asked.message();
  if (!shown) throw new Error('nothing was asked');
  return press(shown, buttonOf(shown, 'delete-sure'), user);
}

describe('compare', () => {
  test('shows before and after as one picture, to whoever handed in the one before', async () => {
    const message = await run('upscale', { image: { file: await pictureFile(200, 300) } });
    const click = await press(message, buttonOf(message, 'compare'));
    await said(click, english.results.comparedAlt);
    expect(click.message()?.ephemeralFor).toBe(scene.user.id);
    const [file] = click.message()?.attachments ?? [];
    const { width = 0, height = 0 } = file ?? {};
    expect(width).toBeGreaterThan(height);
  });

  test('says so while the file service is away and no copy is left here', async () => {
    const message = await run('upscale', { image: { file: await pictureFile(220, 300) } });
    await rm(join(bench.dataDir, 'spool'), { recursive: true });
    await mkdir(join(bench.dataDir, 'spool'));
    await bench.files?.down('links');
    const click = await press(message, buttonOf(message, 'compare'));
    await said(click, /The file service does not answer/);
    await bench.files?.up();
    await said(await press(message, buttonOf(message, 'compare')), english.results.comparedAlt);
  });

  test('says that there is nothing before a picture made from words', async () => {
    const message = await imagine();
    expect(buttonOf(message, 'compare')).toBeUndefined();
    const click = await press(message, `v1:compare:${jobOf(message)}:1`, bob, true);
    await said(click, /words alone/);
  });
});

describe('share', () => {
  test('posts a private picture once, with who made it; the private one stays', async () => {
    const message = await imagine({ private: true });
    const before = bench.freepik.billed;
    const clicks = await Promise.all([1, 2].map(() => press(message, buttonOf(message, 'share'))));
    const shared = await bench.discord.until(() => {
      const found = clicks.map((click) => click.message()).find((each) => each && each.ephemeralFor === undefined);
      return found && found.attachments.length > 0 ? found : undefined;
    }, 20_000);
    expect(clicks.filter((click) => textOf(click.message()).includes(english.notices.sharedAlready))).toHaveLength(1);
    expect(textOf(shared)).toContain(`<@${scene.user.id}>`);
    expect(jobOf(shared)).not.toBe(jobOf(message));
    // what was paid for it was paid for the private one
    expect(textOf(message)).toContain('1 credit');
    expect(textOf(shared)).toMatch(/-# \d+ left today · Job/);
    await said(await press(message, buttonOf(message, 'share')), english.notices.sharedAlready);
    expect(bench.freepik.billed).toBe(before);
    // a post like any other
    await finished(await press(shared, buttonOf(shared, 'rmbg'), bob));
    await said(await remove(message), /Deleted/);
    expect((await fetch(linkOf(shared))).status).toBe(200);
    expect((await fetch(linkOf(message))).status).toBe(404);
    await finished(await press(shared, buttonOf(shared, 'rmbg')));
  });

  test('of which the answer is lost is posted once all the same, with its picture', async () => {
    const message = await imagine({ private: true });
    const before = bench.discord.messages(scene.channel.id).length;
    const stop = bench.discord.fault(({ path }) => {
      if (!path.endsWith('/callback')) return undefined;
      stop();
      return { reset: true, applyAnyway: true };
    });
    const click = await press(message, buttonOf(message, 'share'));
    await bench.discord.until(() => click.message()?.attachments.length || undefined, 10_000);
    await said(await press(message, buttonOf(message, 'share')), english.notices.sharedAlready);
    expect(bench.discord.messages(scene.channel.id)).toHaveLength(before + 2);
  });

  test('is for its owner, and for what is private', async () => {
    const hidden = await imagine({ private: true });
    await said(await press(hidden, buttonOf(hidden, 'share'), bob, true), english.notices.jobMissing);
    const message = await imagine();
    expect(buttonOf(message, 'share')).toBeUndefined();
    await said(await press(message, `v1:share:${jobOf(message)}:1`, scene.user, true), english.notices.publicAlready);
    await said(await press(message, `v1:share:${jobOf(message)}:1`, bob, true), /somebody else/);
  });
});

describe('delete', () => {
  test('asks first, then takes the message, the files and the words away', async () => {
    const message = await imagine({ prompt: 'a very secret fox' });
    const other = await imagine({ prompt: 'a very secret fox' });
    const link = linkOf(message);
    expect((await fetch(link)).status).toBe(200);
    const done = await remove(message);
    await said(done, english.notices.deleted);
    expect(bench.discord.messages(scene.channel.id).some(({ id }) => id === message.id)).toBe(false);
    expect((await fetch(link)).status).toBe(404);
    expect((await fetch(linkOf(other))).status).toBe(200);
    for (const action of [
      'again',
      'vary',
      'upscale',
      'prompt',
      'reword',
      'relight',
      'compare',
      'retry',
      'report',
      'delete',
    ]) {
      const click = await press(message, `v1:${action}:${jobOf(message)}:1`, scene.user, true);
      await said(click, english.notices.jobMissing);
    }
    const show = await bench.discord.runCommand({ ...scene, name: 'show', options: { job: jobOf(message) } });
    await said(show, /no such job/);
  });

  test('is for its owner and for moderators', async () => {
    const message = await imagine();
    await said(await press(message, buttonOf(message, 'delete'), bob), /may delete it/);
    const forged = await press(message, `v1:delete-sure:${jobOf(message)}:1`, bob, true);
    await said(forged, /may delete it/);
    await said(await remove(message, mod), /Deleted/);
    await said(await press(message, `v1:again:${jobOf(message)}:1`, scene.user, true), english.notices.jobMissing);
    const history = await bench.discord.runCommand({ ...scene, name: 'history' });
    await said(history, new RegExp(`moderator removed one of your pictures.*${jobOf(message)}`));
  });

  test('of a private picture is nobody else’s, moderators neither', async () => {
    const message = await imagine({ private: true });
    await said(await press(message, buttonOf(message, 'delete'), mod, true), english.notices.jobMissing);
    await said(await remove(message), /Deleted/);
  });
});

test('a picture is reported once by each member, and not by its owner', async () => {
  const message = await imagine();
  const id = buttonOf(message, 'report');
  const report = async (user: User) => {
    const asked = await press(message, id, user);
    const customId = String(asked.modal?.['custom_id']);
    const sent = await bench.discord.submitModal({ user, customId, fields: { reason: 'not nice' } });
    await sent.acknowledged;
    return sent;
  };
  const clicks = await Promise.all([report(bob), report(bob)]);
  await Promise.all(clicks.map((click) => said(click, /report/)));
  expect(clicks.filter((click) => textOf(click.message()).includes(english.notices.reportedWaiting))).toHaveLength(1);
  await said(await press(message, id, bob), english.notices.reportedAlready);
  await said(await report(mod), english.notices.reportedWaiting);
  await said(await press(message, id), /your own/);
  for (const click of clicks) expect(click.message()?.ephemeralFor).toBe(bob.id);
});
