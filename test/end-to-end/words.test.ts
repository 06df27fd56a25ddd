import { pino } from 'pino';
import { describe, expect } from 'vitest';
import type { GivenOptions } from '../../sandbox/discord/command-options.ts';
import type { StoredMessage } from '../../sandbox/discord/messages.ts';
import type { User } from '../../sandbox/discord/world.ts';
import { systemClock } from '../../src/core/clock.ts';
import { openStore } from '../../src/services/store/open-store.ts';
import { type Bench, buttonOf, createScene, english, eventually, named, textOf } from './bench.ts';
import { type Open, test } from './own-world.ts';
import { pictureFile } from './pictures.ts';

async function begin(open: Open, options: Parameters<Open>[0] = {}) {
  const env = { POLL_MIN_MS: '100', DEFAULT_CONCURRENT_JOBS: '20', ...options.env };
  const opened = await open({ freepik: { taskMs: 60 }, ...options, env });
  const { discord } = opened;
  const scene = createScene(opened);
  const mod = discord.addUser({ name: 'mod', locale: 'en-US' });
  discord.setMember(scene.guild, mod, { permissions: ['MANAGE_GUILD'] });
  const run = async (name: string, given: GivenOptions = {}, user: User = mod) => {
    const handle = await discord.runCommand({ ...scene, user, name, options: given });
    await handle.acknowledged;
    return eventually(() => (textOf(handle.message()).length > 10 ? handle.message() : undefined));
  };
  const imagine = (prompt: string, user: User = scene.user) => run('imagine', { prompt, resolution: '1k' }, user);
  const pictured = (message: StoredMessage) =>
    eventually(() => {
      const now = discord.message(scene.channel.id, message.id);
      return now?.attachments.length ? now : undefined;
    });
  return { bench: opened, discord, ...scene, mod, run, imagine, pictured };
}

/** What a database says after the bot has stopped. */
async function rowsOf({ app, env }: Bench, query: string) {
  await app.stop();
  const store = await openStore({
    databaseUrl: env['DATABASE_URL'],
    dataDir: env['DATA_DIR'] ?? '',
    clock: systemClock,
    log: pino({ level: 'silent' }),
  });
  return store.sql(query, []).finally(store.close);
}

const REFUSED = 'The moderators of this server do not want this in prompts';

describe('word rules', { timeout: 60_000 }, () => {
  test('without a star are told of with the one that catches longer words, too', async ({ open }) => {
    const { run } = await begin(open);
    const hint = '`mushroom*` also catches what begins with it, plurals too.';
    expect(textOf(await run('words add', { word: 'mushroom' }))).toContain(hint);
    for (const word of ['mushroom*', 'blue fox', '🦊'])
      expect(textOf(await run('words add', { word }))).not.toContain('plurals');
  });

  test('a prompt that breaks one is refused privately, costs nothing and is counted, until the rule is gone', async ({
    open,
  }) => {
    const { bench, discord, channel, user, mod, run, imagine, pictured } = await begin(open);
    const added = await run('words add', { word: 'Nude*' });
    expect(added.ephemeralFor).toBe(mod.id);
    expect(textOf(added)).toMatch(/`Nude\*` are refused here, read as `nude\*`/);

    for (const prompt of ['a nudе woman', 'n.u.d.e', 'NUUUDES on the beach']) {
      const refused = await imagine(prompt);
      expect(refused.ephemeralFor).toBe(user.id);
      expect(textOf(refused)).toContain(`${REFUSED}: ||Nude\\\\*||`);
    }
    // nobody is exempt
    expect(textOf(await imagine('nude', mod))).toContain(REFUSED);
    expect(bench.freepik.billed).toBe(0);
    await pictured(await imagine('a denuded hill'));

    const list = await run('words list');
    expect(textOf(list)).toContain(`\`Nude*\` · used 4 times: <@${user.id}> 3×, <@${mod.id}> 1×`);
    expect(list.ephemeralFor).toBe(mod.id);

    const [choice] = await discord.autocomplete({
      user: mod,
      channel,
      name: 'words remove',
      options: { word: 'nu' },
      focused: 'word',
    });
    expect(choice?.name).toBe('Nude*');
    expect(textOf(await run('words remove', { word: String(choice?.value) }))).toContain('may be used again');
    expect(textOf(await run('words remove', { word: 'Nude*' }))).toContain('There is no rule for');
    await pictured(await imagine('a nude woman'));
    expect(bench.freepik.billed).toBe(2);

    const audit = await rowsOf(bench, 'select actor_id, action, detail from audit order by id');
    expect(audit).toMatchObject([
      { actor_id: mod.id, action: 'limits', detail: expect.stringMatching(/^{"after":.*"word":"Nude\*"/) },
      { actor_id: mod.id, action: 'limits', detail: expect.stringMatching(/^{"before":.*"word":"Nude\*"/) },
    ]);
    expect(bench.logged.join('')).not.toMatch(/nude/i);
  });

  test('a refused prompt leaves no job, no line in the ledger and one hit', async ({ open }) => {
    const { bench, user, run, imagine } = await begin(open);
    await run('words add', { word: 'porn' });
    await imagine('p0rn');
    const [found] = await rowsOf(
      bench,
      `select (select count(*) from jobs) as jobs, (select count(*) from posts) as posts,
        (select count(*) from ledger) as lines, (select sum(count) from word_hits where member_id = '${user.id}') as hits`,
    );
    expect(found).toEqual({ jobs: 0, posts: 0, lines: 0, hits: 1 });
  });

  test('forms, buttons and repeated steps are looked at as well', async ({ open }) => {
    const { bench, discord, user, run, imagine, pictured } = await begin(open);
    const message = await pictured(await imagine('a red fox'));
    await run('words add', { word: 'fox' });
    await run('words add', { word: 'porn' });
    await run('words add', { word: 'evening' });
    const before = bench.freepik.billed;

    const again = discord.click({ user, message, customId: buttonOf(message, 'again') ?? '' });
    await again.acknowledged;
    await eventually(() => textOf(again.message()).includes(`${REFUSED}: ||fox||`));
    expect(again.message()?.ephemeralFor).toBe(user.id);

    for (const [action, prompt] of [
      ['prompt', 'a pоrn star'],
      ['reword', 'add p-o-r-n'],
    ] as const) {
      const click = discord.click({ user, message, customId: buttonOf(message, action) ?? '' });
      await click.acknowledged;
      const sent = await discord.submitModal({
        user,
        customId: String(click.modal?.['custom_id']),
        fields: { prompt },
      });
      await sent.acknowledged;
      await eventually(() => textOf(sent.message()).includes(`${REFUSED}: ||porn||`));
      expect(sent.message()?.ephemeralFor).toBe(user.id);
    }
    expect(bench.freepik.billed).toBe(before);
  });

  test('steps to a picture that have such words are not repeated on another one', async ({ open }) => {
    const { bench, discord, user, run, pictured } = await begin(open);
    const file = await pictureFile(400, 300);
    const large = await pictured(await run('upscale', { image: { file } }, user));
    const job = /Job `([0-9A-Z]{26})`/.exec(textOf(large))?.[1] ?? '';
    const lit = await pictured(await run('relight', { from: job, prompt: 'evening' }, user));
    const last = /Job `([0-9A-Z]{26})`/.exec(textOf(lit))?.[1] ?? '';
    await run('words add', { word: 'evening' });
    const before = bench.freepik.billed;
    const click = discord.click({ user, message: lit, customId: `v1:redo:${last}:1`, force: true });
    await click.acknowledged;
    const customId = String(click.modal?.['custom_id']);
    const sent = await discord.submitModal({ user, customId, fields: { picture: { files: [file] } } });
    await sent.acknowledged;
    await eventually(() => textOf(sent.message()).includes(`${REFUSED}: ||evening||`));
    expect(bench.freepik.billed).toBe(before);
  });

  test('/words test shows what would be caught and how the text is read, and counts nothing', async ({ open }) => {
    const { run } = await begin(open);
    expect(named(textOf(await run('words test', { text: 'anything' })))).toContain(english.words.noRules);
    await run('words add', { word: 'porn' });
    await run('words add', { word: 'hot dog' });
    const caught = textOf(await run('words test', { text: 'РORN with a hot-dog' }));
    expect(caught).toMatch(/would be refused\*\*, because of `porn` and `hot dog`/);
    expect(caught).toContain('read as `porn with a hot-dog`');
    expect(textOf(await run('words test', { text: 'hot day, dog' }))).toContain('It passes');
    expect(textOf(await run('words list'))).not.toMatch(/used \d/);
  });

  test('what is no rule is refused with a reason, and a rule is taken once', async ({ open }) => {
    const { run } = await begin(open);
    expect(textOf(await run('words add', { word: 'a*' }))).toContain(english.words.problems.stars);
    expect(textOf(await run('words add', { word: '...' }))).toContain(english.words.problems.blank);
    expect(textOf(await run('words add', { word: 'x'.repeat(101) }))).toContain(english.words.problems['too-long']);
    await run('words add', { word: 'Porn' });
    expect(textOf(await run('words add', { word: 'рORN' }))).toContain('There is a rule for');
    expect(textOf(await run('words add', { word: 'lòn\u0000 `@everyone`', diacritics: 'ignore' }))).toContain(
      'Accents do not count',
    );
    expect(textOf(await run('words list'))).toContain("`lòn '@everyone'`");
  });

  test('a long list has pages that only moderators turn', async ({ open }) => {
    const { discord, guild, channel, user, mod, run } = await begin(open);
    for (let n = 1; n <= 9; n += 1) await run('words add', { word: `word${n}` });
    const first = await run('words list');
    expect(textOf(first)).toContain('page 1 of 2');
    expect(textOf(first)).not.toContain('word9');
    const turn = discord.click({ user: mod, message: first, customId: 'v1:mod:words:list::2' });
    await turn.acknowledged;
    await eventually(() => textOf(discord.message(channel.id, first.id)).includes('word9'));
    expect(textOf(await run('words list', { page: 7 }))).toContain('There is no page 7');

    const forged = discord.click({ user, message: first, customId: 'v1:mod:words:list::1', force: true });
    await forged.acknowledged;
    await eventually(() => textOf(forged.message()).includes(english.notices.moderatorsOnly));
    expect(forged.message()?.ephemeralFor).toBe(user.id);
    const unknown = discord.click({ user: mod, message: first, customId: 'v1:mod:words:drop::1', force: true });
    await unknown.acknowledged;
    await eventually(() => textOf(unknown.message()).length > 20);

    discord.setMember(guild, mod, { permissions: [] });
    guild.opensCommandsTo.add(mod.id);
    expect(textOf(await run('words add', { word: 'late' }))).toContain(english.notices.moderatorsOnly);
  });

  test('a member who is no moderator changes and learns nothing', async ({ open }) => {
    const { discord, guild, channel, user, run } = await begin(open);
    guild.opensCommandsTo.add(user.id);
    await run('words add', { word: 'secret' });
    for (const [name, given] of [
      ['words add', { word: 'cat' }],
      ['words remove', { word: 'secret' }],
      ['words list', {}],
      ['words test', { text: 'secret' }],
    ] as const) {
      const answer = await run(name, given, user);
      expect(textOf(answer)).toContain(english.notices.moderatorsOnly);
      expect(answer.ephemeralFor).toBe(user.id);
    }
    const choices = await discord.autocomplete({
      user,
      channel,
      name: 'words remove',
      options: { word: '' },
      focused: 'word',
    });
    expect(choices).toEqual([]);
    expect(textOf(await run('words list'))).toMatch(/1 of 500.*secret/);
  });

  test('one server’s rules are no other’s, and none hold in direct messages', async ({ open }) => {
    const { bench, discord, user, run, imagine } = await begin(open);
    await run('words add', { word: 'fox' });
    expect(textOf(await imagine('fox'))).toContain(REFUSED);
    const other = createScene(bench, 'another server');
    const elsewhere = await discord.runCommand({ ...other, name: 'imagine', options: { prompt: 'fox' } });
    await eventually(() => elsewhere.message()?.attachments.length);
    const alone = await discord.runCommand({
      user,
      channel: discord.openDm(user),
      name: 'imagine',
      options: { prompt: 'fox' },
    });
    await eventually(() => alone.message()?.attachments.length);
    expect(bench.freepik.billed).toBe(2);
  });
});
