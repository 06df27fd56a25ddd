import { describe, expect } from 'vitest';
import type { StoredMessage } from '../../sandbox/discord/messages.ts';
import { fewTimes } from '../../sandbox/discord/rest/server.ts';
import type { Channel, User } from '../../sandbox/discord/world.ts';
import { createMovableClock } from '../../sandbox/movable-clock.ts';
import { english, eventually, jobOf, said, textOf } from './bench.ts';
import { type Moderated, openModerated, withStore, wordsOf } from './moderating.ts';
import { type Open, test } from './own-world.ts';

async function opened(open: Open, log: 'with-channel' | 'without-channel' = 'with-channel') {
  const clock = createMovableClock();
  const at = await openModerated(open, { clock });
  if (log === 'without-channel') await at.setLog(undefined);
  const { bench, guild, mod, channel } = at;
  const { discord } = bench;
  const { owner } = discord;
  expect(guild.ownerId).toBe(owner.id);
  const letters = (user: User) => discord.messages(discord.openDm(user).id).map(wordsOf);
  const inSystem = () =>
    discord.messages(guild.systemChannelId ?? '').filter((each) => /A report waits/.test(wordsOf(each)));
  const settings = async (subcommand: 'show' | 'set', options: Record<string, string> = {}) => {
    const handle = await discord.runCommand({ user: mod, channel, name: `settings ${subcommand}`, options });
    await handle.acknowledged;
    return discord.until(() => handle.message(), 10_000).then(wordsOf);
  };
  const name = (log: Channel) => settings('set', { log_channel: log.id });
  /** Time passes, in steps that let what is due be done. */
  const pass = async (steps: number, ms = 20_000) => {
    for (let step = 0; step < steps; step += 1) {
      clock.advance(ms);
      await new Promise((resolve) => setTimeout(resolve, 100));
    }
  };
  return { at, clock, discord, owner, letters, inSystem, settings, name, pass };
}

describe('a report in a server without a channel for reports', { timeout: 40_000 }, () => {
  test('says truly that nobody has seen it, and the owner hears of it once, whatever else is reported', async ({
    open,
  }) => {
    const { at, owner, letters, inSystem, pass } = await opened(open, 'without-channel');
    const answer = await at.report(await at.imagine({ prompt: 'a shy snail' }), 'rude');
    await said(answer, /nobody has seen it yet/);
    await said(answer, /write to a moderator/);
    await eventually(() => letters(owner).length);
    const [letter = ''] = letters(owner);
    expect(letter).toContain('A report waits in a server.');
    expect(letter).toMatch(/<\/settings set:\d+> \*\*log/);
    expect(letter).not.toMatch(/snail|rude/);
    await at.report(await at.imagine({ prompt: 'a second snail' }));
    await pass(10);
    await at.bench.restart();
    await pass(10);
    expect(letters(owner)).toHaveLength(1);
    expect(inSystem()).toEqual([]);
    // in the next week once more, because another one came, and then no more
    for (let week = 0; week < 3; week += 1) {
      await pass(1, 8 * 86_400_000);
      await pass(4);
      expect(letters(owner)).toHaveLength(2);
    }
  });

  test('becomes one line in the system channel, of nobody and nothing, where the owner takes no letters', async ({
    open,
  }) => {
    const { at, owner, letters, inSystem, pass } = await opened(open, 'without-channel');
    owner.acceptsDirectMessages = false;
    await at.report(await at.imagine({ prompt: 'a shy snail' }), 'rude');
    await eventually(() => inSystem().length);
    await pass(10);
    expect(letters(owner)).toEqual([]);
    expect(inSystem()).toHaveLength(1);
    const line = wordsOf(inSystem()[0]);
    expect(line).toMatch(/<\/settings set:\d+> \*\*log/);
    for (const secret of [/snail/, /rude/, /<@/, new RegExp(at.user.id), new RegExp(at.bob.id)])
      expect(textOf(inSystem()[0])).not.toMatch(secret);
  });

  test('is told of once although the bot dies before that is written down', async ({ open }) => {
    const { at, owner, letters, discord, pass } = await opened(open, 'without-channel');
    const path = `/channels/${discord.openDm(owner).id}/messages`;
    discord.fault(fewTimes(1, (each) => each.endsWith(path), { reset: true, applyAnyway: true }));
    await at.report(await at.imagine({ prompt: 'a shy snail' }));
    await eventually(() => letters(owner).length);
    await at.bench.restart();
    await pass(6);
    expect(letters(owner)).toHaveLength(1);
  });

  test('is counted by /settings, and posted as soon as a channel is named', async ({ open }) => {
    const { at, settings, name, discord } = await opened(open, 'without-channel');
    await at.report(await at.imagine({ prompt: 'a shy snail' }));
    await at.report(await at.imagine({ prompt: 'a sly snail' }));
    await eventually(async () => ((await settings('show')).includes('2 reported pictures wait') ? true : undefined));
    // nobody moves the clock on: what was put off for a minute is not waited for
    expect(await name(at.log)).toContain('The 2 reported pictures that have waited are posted there now.');
    await at.caseOf(/shy snail/);
    await at.caseOf(/sly snail/);
    expect(await settings('show')).not.toMatch(/reported picture/);
    const undo = await at.bench.discord.runCommand({ user: at.mod, channel: at.channel, name: 'limits log' });
    await said(undo, /log channel/);
    expect(discord.messages(at.log.id)).toHaveLength(2);
  });
});

describe('whoever reported something', { timeout: 40_000 }, () => {
  const outcomes = [
    ['deleted', /has been deleted/, 'delete'],
    ['dismissed', /decided that it may stay/, 'dismiss'],
  ] as const;

  test.for(outcomes)(
    'hears once that it was %s, each in their language, and no name',
    async ([outcome, words, deed], { open }) => {
      const { at, letters, discord, pass } = await opened(open);
      const eve = discord.addUser({ name: 'eve', locale: 'vi' });
      const message = await at.imagine({ prompt: 'a blue heron' });
      await at.report(message, 'too blue');
      await at.report(message, 'quá xanh', eve);
      const posted = await at.caseOf(/2 reports/);
      await close(at, posted, deed);
      await eventually(() => letters(at.bob).length && letters(eve).length);
      await pass(4);
      await at.bench.restart();
      await pass(4);
      expect(letters(at.bob)).toHaveLength(1);
      expect(letters(at.bob)[0]).toMatch(words);
      expect(letters(eve)).toHaveLength(1);
      expect(letters(eve)[0]).toContain('Cảm ơn bạn');
      for (const said of [...letters(at.bob), ...letters(eve)]) {
        for (const { id, name } of [at.mod, at.bob, eve, at.user])
          expect(said).not.toMatch(new RegExp(`${id}|\\b${name}\\b`));
        expect(said).not.toMatch(/heron|blue|xanh/);
        expect(said.includes(message.id)).toBe(outcome === 'dismissed');
      }
      // neither whoever made it nor whoever decided has reported anything
      for (const user of [at.user, at.mod]) expect(letters(user)).toEqual([]);
    },
  );

  test('hears that it was let pass, and not of its later end', async ({ open }) => {
    const { at, letters, pass } = await opened(open);
    await at.report(await at.imagine({ prompt: 'a calm cow' }));
    const posted = await at.caseOf(/calm cow/);
    await close(at, posted, 'dismiss');
    await eventually(() => letters(at.bob).length);
    await close(at, posted, 'delete');
    await pass(4);
    expect(letters(at.bob)).toHaveLength(1);
  });

  test('hears of it when whoever made it takes it away', async ({ open }) => {
    const { at, letters } = await opened(open);
    const own = await at.imagine({ prompt: 'a lonely owl' });
    await at.report(own);
    await at.caseOf(/lonely owl/);
    await at.press(own, `v1:delete-sure:${jobOf(own)}:1`, at.user, true);
    await eventually(() => letters(at.bob).some((said) => /deleted/.test(said)));
  });

  test('hears it once although the bot dies in between, and after Discord was away', async ({ open }) => {
    const { at, letters, discord, pass } = await opened(open);
    const path = `/channels/${discord.openDm(at.bob).id}/messages`;
    discord.fault(fewTimes(1, (each) => each.endsWith(path), { status: 500, body: {} }));
    discord.fault(fewTimes(1, (each) => each.endsWith(path), { reset: true, applyAnyway: true }));
    await at.report(await at.imagine({ prompt: 'a late lark' }));
    await close(at, await at.caseOf(/late lark/), 'dismiss');
    await pass(2);
    await at.bench.restart();
    await pass(6);
    expect(letters(at.bob)).toHaveLength(1);
  });

  test('and takes no letters is not written to again and again', async ({ open }) => {
    const { at, letters, discord, pass } = await opened(open);
    at.bob.acceptsDirectMessages = false;
    await at.report(await at.imagine({ prompt: 'a mute mule' }));
    await close(at, await at.caseOf(/mute mule/), 'dismiss');
    const tried = () =>
      discord.exchanges.filter(({ path }) => path.endsWith(`/channels/${discord.openDm(at.bob).id}/messages`));
    await eventually(() => tried().length);
    await pass(10);
    expect(tried()).toHaveLength(1);
    at.bob.acceptsDirectMessages = true;
    await pass(4);
    expect(letters(at.bob)).toEqual([]);
  });

  test('and was forgotten since hears nothing, and nothing of theirs is left', async ({ open }) => {
    const { at, letters, pass } = await opened(open);
    await at.report(await at.imagine({ prompt: 'a shy shrew' }), 'so rude');
    const posted = await at.caseOf(/shy shrew/);
    await withStore(at.bench, async (store) => {
      const renaming = { from: at.bob.id, to: store.people.aliasOf(at.bob.id) };
      await store.people.rewrite('reports', renaming, '');
      const rows = await store.sql('select reporter_id, reason, language, tell_at from case_reports', []);
      expect(rows).toEqual([{ reporter_id: renaming.to, reason: null, language: null, tell_at: null }]);
    });
    await close(at, posted, 'dismiss');
    await pass(4);
    expect(letters(at.bob)).toEqual([]);
  });
});

async function close(at: Moderated, posted: StoredMessage, deed: 'delete' | 'dismiss') {
  if (deed === 'delete') return said(await at.removeEverywhere(posted), english.record.answers.deleted);
  return said(await at.press(posted, at.deedOf(posted, 'dismiss')), english.record.answers.dismissed);
}
