import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { StoredMessage } from '../../sandbox/discord/messages.ts';
import { buttonOf, english, finished, jobOf, openBench, said, textOf } from './bench.ts';
import { linkOf, type Moderated, openModerated, withStore, wordsOf } from './moderating.ts';
import { pictureFile } from './pictures.ts';

let at: Moderated;
beforeAll(async () => {
  at = await openModerated(openBench);
});
afterAll(() => at.bench.close());

async function shared(message: StoredMessage): Promise<StoredMessage> {
  const click = await at.press(message, buttonOf(message, 'share'), at.user);
  return at.bench.discord.until(() => {
    const shown = click.message();
    return shown && shown.ephemeralFor === undefined && shown.attachments.length > 0 ? shown : undefined;
  }, 20_000);
}

const opened = async (message: StoredMessage, words: RegExp | string = /Picture record/) => {
  const handle = await at.menu(message);
  await said(handle, words);
  return handle;
};

/** By a forged id, as no message shows it. */
const forged = (id: string, deed = 'open') =>
  at.press(at.inLog()[0] ?? anyMessage, `v1:mod:record:${deed}:${id}:1`, at.mod, true);
let anyMessage: StoredMessage;
beforeAll(async () => {
  anyMessage = await at.bench.discord.post({ channel: at.channel, user: at.mod, content: 'hello' });
});

describe('the picture record', () => {
  test('tells who asked for what, from which picture, at what price, and shows it covered', async () => {
    const { bench, channel, user, mod } = at;
    const options = { image: { file: await pictureFile(300, 200) } };
    const message = await finished(await bench.discord.runCommand({ user, channel, name: 'upscale', options }));
    const handle = await opened(message);
    const words = wordsOf(handle.message());
    expect(handle.message()?.ephemeralFor).toBe(mod.id);
    for (const part of [`<@${user.id}>`, '`/upscale`', jobOf(message), message.id, 'provided by', 'Provider Freepik'])
      expect(words).toContain(part);
    expect(words).toMatch(/Price \d+ credits?, charged \d+ · (?:done|being delivered)/);
    expect(words).toMatch(/Not suspended\n/);
    expect(words).not.toContain('so far in this server');
    expect(handle.message()?.attachments).toHaveLength(1);
    expect(textOf(handle.message())).toContain('"spoiler":true');
    expect(textOf(handle.message())).not.toContain('"spoiler":false,"media"');
  });

  test('holds the whole prompt, in a file where it is too long for a message', async () => {
    const { imagine, bench } = at;
    const prompt = `an endless eel ${'***'.repeat(600)} with a tail`;
    const handle = await opened(await imagine({ prompt }));
    const file = handle.message()?.attachments.find(({ filename }) => filename === 'prompt.txt');
    expect(file).toBeDefined();
    const bytes = file && (await (await fetch(bench.discord.attachmentUrl(file))).text());
    expect(bytes).toBe(prompt);
    const short = await opened(await imagine({ prompt: 'a short eel' }));
    expect(short.message()?.attachments.map(({ filename }) => filename)).not.toContain('prompt.txt');
  });

  test('is for moderators, and says what it is not for', async () => {
    const { imagine, menu, bob, keeper, guild } = at;
    guild.opensCommandsTo.add(bob.id);
    const message = await imagine();
    await said(await menu(message, bob), english.notices.moderatorsOnly);
    await said(await menu(message, keeper), /Hồ sơ ảnh/);
    await opened(anyMessage, english.record.answers.notOurs);
    await said(await forged('01JDZ8Q4S0M3T5V7W9XBCDEFGH'), english.record.answers.missing);
    await said(await forged(jobOf(message), 'explode'), english.notices.unknownButton);
  });

  test('names no parent that is private to its member', async () => {
    const { imagine, press, user, bench } = at;
    const secret = await imagine({ prompt: 'a hidden hare', private: true });
    const options = { from: jobOf(secret) };
    const made = await finished(
      await bench.discord.runCommand({ channel: at.channel, user, name: 'upscale', options }),
    );
    const words = wordsOf((await opened(made)).message());
    expect(words).toContain('private step');
    expect(words).not.toContain(jobOf(secret));
    // what is private to its member is no file that was handed in
    expect(words).not.toContain('provided by');
    const next = await finished(await press(made, buttonOf(made, 'rmbg'), user));
    const chain = wordsOf((await opened(next)).message());
    expect(chain).toContain('1. private step');
    expect(chain).toMatch(/2\. Upscale · <@\d+> · \[message\]/);
  });
});

describe('a private picture', () => {
  test('is not the moderators’ business, by any deed, until it is shared', async () => {
    const { imagine, guild, user } = at;
    const secret = await imagine({ prompt: 'a secret swan', private: true });
    for (const deed of ['open', 'delete', 'sure', 'spoiler', 'dismiss', 'hour', 'lift']) {
      const click = await forged(jobOf(secret), deed);
      await said(click, english.record.answers.isPrivate);
      expect(textOf(click.message())).not.toContain('swan');
    }
    expect(await withStore(at.bench, (store) => store.limits.block(guild.id, user.id, Date.now()))).toBeUndefined();
    await shared(secret);
    await said(await forged(jobOf(secret)), /secret swan/);
  });

  test('goes with where it was shared, and its member finds out who took it away in /history', async () => {
    const { imagine, report, caseOf, removeEverywhere, bench, channel, user, guild } = at;
    const secret = await imagine({ prompt: 'a shared shark', private: true });
    const open = await shared(secret);
    await report(open, 'sharks scare me');
    const posted = await caseOf(/shared shark/);
    const links = [linkOf(secret), linkOf(open)];
    await said(await removeEverywhere(posted), english.record.answers.deleted);
    for (const link of links) expect((await fetch(link)).status).toBe(404);
    expect(bench.discord.message(open.channelId, open.id)).toBeUndefined();
    const history = await bench.discord.runCommand({ channel, user, name: 'history' });
    await said(history, /A moderator removed one of your pictures/);
    expect(wordsOf(history.message())).toContain(jobOf(open));
    await said(await forged(jobOf(secret)), /1 deletion,/);
    const lines = await withStore(bench, (store) => store.audit.recent(guild.id, 2));
    expect(lines.map(({ action, actorId }) => [action, actorId])).toEqual([
      ['delete', at.mod.id],
      ['delete', at.mod.id],
    ]);
    expect(JSON.stringify(lines)).not.toContain('shark');
  });
});

test('while the file service is away nothing is half gone, and the answer says what to do', async () => {
  const { imagine, report, caseOf, removeEverywhere, bench } = at;
  const message = await imagine({ prompt: 'a stubborn stork' });
  await report(message);
  const posted = await caseOf(/stubborn stork/);
  await bench.files?.down();
  await said(await removeEverywhere(posted), /file service does not answer/);
  expect(bench.discord.message(message.channelId, message.id)).toBeDefined();
  await bench.files?.up();
  await said(await removeEverywhere(posted), english.record.answers.deleted);
  expect(bench.discord.message(message.channelId, message.id)).toBeUndefined();
});

test('what the provider marked is neither in the log channel nor in a record that is opened where all may look', async () => {
  const { report, caseOf, press, deedOf, bench, guild, user } = at;
  const { discord } = bench;
  const adult = discord.addChannel(guild, { name: 'adult', nsfw: true });
  bench.freepik.misbehave({ on: 'submit', as: 'nsfw', times: 1 });
  const options = { prompt: 'a bare bear', resolution: '1k' };
  const message = await finished(await discord.runCommand({ user, channel: adult, name: 'imagine', options }));
  await report(message);
  const posted = await caseOf(/bare bear/);
  expect(textOf(posted)).not.toContain('"media"');
  expect(wordsOf(posted)).toContain('1 picture marked as NSFW by the provider is not shown here');
  const record = await press(posted, deedOf(posted, 'open'));
  await said(record, /Marked as NSFW by the provider: 1 of 1/);
  expect(record.message()?.attachments).toEqual([]);
  const there = discord.runMessageCommand({ user: at.mod, channel: adult, name: 'Picture record', message });
  await said(there, /Marked as NSFW/);
  expect(there.message()?.attachments).toHaveLength(1);
});
