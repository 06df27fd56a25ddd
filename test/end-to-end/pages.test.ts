import { rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect } from 'vitest';
import type { GivenOptions } from '../../sandbox/discord/command-options.ts';
import type { StoredMessage } from '../../sandbox/discord/messages.ts';
import type { Channel, User } from '../../sandbox/discord/world.ts';
import type { Provider } from '../../src/core/provider.ts';
import { type Bench, buttonOf, createScene, english, eventually, jobOf, named, textOf } from './bench.ts';
import { type Open, test } from './own-world.ts';

type Options = Parameters<Open>[0];
type At = { user: User; channel: Channel; locale: string };

async function begin(open: Open, options: Options = {}) {
  const env = { DEFAULT_CONCURRENT_JOBS: '20', POLL_MIN_MS: '100', ...options.env };
  const bench = await open({ freepik: { taskMs: 60 }, ...options, env });
  const { discord } = bench;
  const scene = createScene(bench);
  const bob = discord.addUser({ name: 'bob', locale: 'vi' });
  const run = async (name: string, options: GivenOptions = {}, at: Partial<At> = {}) => {
    const handle = await discord.runCommand({ ...scene, ...at, name, options });
    await handle.acknowledged;
    return handle;
  };
  const imagine = (prompt: string, more: GivenOptions = {}, at: Partial<At> = {}) =>
    run('imagine', { prompt, resolution: '1k', ...more }, at);
  const paint = async (...given: Parameters<typeof imagine>) => {
    const handle = await imagine(...given);
    const count = Number(given[1]?.['count'] ?? 1);
    return eventually(() => (handle.message()?.attachments.length === count ? handle.message() : undefined));
  };
  /** The answer when it is there: a private message that is not "thinking" any more. */
  const answer = async (...given: Parameters<typeof run>) => {
    const handle = await run(...given);
    return eventually(() => (textOf(handle.message()).length > 10 ? handle.message() : undefined));
  };
  const press = async (user: User, message: StoredMessage, customId: string) => {
    const click = discord.click({ user, message, customId });
    await click.acknowledged;
    return click;
  };
  return { bench, discord, ...scene, bob, run, imagine, paint, answer, press };
}

const pageId = (message: StoredMessage | undefined, list: string, page: number): string | undefined =>
  textOf(message).includes(`"v1:page:${list}:${page}"`) ? `v1:page:${list}:${page}` : undefined;

/** The list of jobs when it leads to that many messages: what was just answered is written down a moment later. */
const listWith = (messages: number, answer: (name: string) => Promise<StoredMessage>): Promise<StoredMessage> =>
  eventually(async () => {
    const list = await answer('jobs');
    return textOf(list).split('discord.com/channels').length === messages + 1 ? list : undefined;
  });

function required<T>(value: T | undefined): T {
  if (value === undefined) throw new Error('not there');
  return value;
}

/** Every address that a gallery shows. */
const shownUrls = ({ discord }: Bench, message: StoredMessage): string[] =>
  [...JSON.stringify(discord.payload(message)['components']).matchAll(/"media":\{[^}]*?"url":"([^"]+)"/g)].map(
    ([, url]) => url ?? '',
  );

/** The provider's pictures, each marked as NSFW. */
const flagging = (_: string, provider: Provider): Provider => ({
  ...provider,
  async poll(ticket, signal) {
    const state = await provider.poll(ticket, signal);
    return state.status === 'succeeded'
      ? { ...state, images: state.images.map((image) => ({ ...image, nsfw: true })) }
      : state;
  },
});

describe('/jobs', () => {
  const slow = { env: { PROVIDER_CONCURRENCY: '1' }, freepik: { taskMs: 2500 } };

  test('lists what runs and what waits, newest first, and cancels from there', async ({ open }) => {
    const { bench, discord, user, imagine, answer, press } = await begin(open, slow);
    const running = await imagine('a red fox');
    await eventually(() => bench.freepik.billed);
    const waiting = await imagine('a **blue** boat');
    await imagine('a green hill');
    const list = await listWith(3, answer);
    expect(list.ephemeralFor).toBe(user.id);
    const text = textOf(list);
    expect(text.indexOf('a green hill')).toBeLessThan(text.indexOf('blue'));
    expect(text.indexOf('blue')).toBeLessThan(text.indexOf('a red fox'));
    expect(text).toContain('3 requests');
    expect(text).toMatch(/Queued, 2nd in line/);
    expect(text).toMatch(/In the darkroom….*<t:\d+:R>/);
    const { channelId, id } = required(running.message());
    expect(text).toContain(`https://discord.com/channels/${list.guildId}/${channelId}/${id}`);
    const job = jobOf(required(waiting.message()));
    expect(text.match(/v1:cancel:/g)).toHaveLength(2);

    const click = await press(user, list, `v1:cancel:${job}:1`);
    await eventually(() => textOf(click.message()).includes('2 requests'));
    expect(click.message()?.id).toBe(list.id);
    expect(textOf(discord.message(list.channelId, list.id))).not.toContain('blue');
    await eventually(() => /v1:retry:/.test(textOf(waiting.message())));
  });

  test('says so when nothing is in the works, and Refresh shows what has changed', async ({ open }) => {
    const { discord, user, imagine, answer, press } = await begin(open, slow);
    const list = await answer('jobs');
    expect(named(textOf(list))).toContain(english.pages.jobs.none);
    await imagine('a red fox');
    const click = await press(user, list, required(pageId(list, 'jobs', 1)));
    expect(click.message()?.id).toBe(list.id);
    expect(textOf(click.message())).toContain('a red fox');
    expect(discord.allMessages()).toHaveLength(2);
  });

  test('knows what was started in another server and in a direct message, and nothing of others', async ({ open }) => {
    const { bench, discord, user, bob, imagine, answer } = await begin(open, slow);
    const elsewhere = discord.addChannel(discord.addGuild({ name: 'another server' }), { name: 'art' });
    await imagine('a red fox', { private: true });
    await imagine('a blue boat', {}, { channel: elsewhere });
    await imagine('a green hill', {}, { channel: discord.openDm(user) });
    await imagine('bob his boat', {}, { user: bob });
    const text = textOf(await listWith(2, answer));
    for (const prompt of ['a red fox', 'a blue boat', 'a green hill']) expect(text).toContain(prompt);
    expect(text).not.toContain('bob his boat');
    // the private one has no message that a link could lead to
    expect(text.match(/discord\.com\/channels/g)).toHaveLength(2);
    expect(bench.freepik.complaints).toEqual([]);
  });

  test('what cannot be cancelled any more is answered in words, and so is a cancel beside a shown card', async ({
    open,
  }) => {
    const { bench, discord, user, imagine, answer, press } = await begin(open, slow);
    await imagine('a red fox');
    await eventually(() => bench.freepik.billed);
    const waiting = await imagine('a blue boat');
    const job = jobOf(required(waiting.message()));
    const shown = await answer('show', { job });
    const click = await press(user, shown, `v1:cancel:${job}:1`);
    expect(textOf(click.message())).toContain('Cancelled.');
    expect(click.message()?.ephemeralFor).toBe(user.id);
    const late = discord.click({ user, message: shown, customId: `v1:cancel:${job}:1` });
    await late.acknowledged;
    expect(textOf(late.message())).toContain(english.notices.alreadyFinished);
  });
});

describe('/history', { timeout: 60_000 }, () => {
  test('shows mine by pages, by our own links, with buttons that turn the pages in place', async ({ open }) => {
    const { bench, user, bob, paint, answer, press } = await begin(open);
    const first = await paint('picture **one**');
    await paint('picture two', { count: 4, private: true });
    await paint('picture three', { count: 4 });
    await paint('of bob', {}, { user: bob });
    const page = await answer('history');
    expect(page.ephemeralFor).toBe(user.id);
    expect(textOf(page)).toContain('page 1 of 2');
    expect(textOf(page)).toContain('9 results');
    expect(textOf(page).indexOf('three')).toBeLessThan(textOf(page).indexOf('two'));
    expect(textOf(page)).not.toMatch(/of bob|\*\*one/);
    expect(page.attachments).toEqual([]);
    const urls = shownUrls(bench, page);
    expect(urls).toHaveLength(6);
    for (const url of urls) expect(new URL(url).host).toBe(bench.files?.linkHost);
    expect(textOf(page).match(/\[full size\]/g)).toHaveLength(6);

    const click = await press(user, page, required(pageId(page, 'history', 2)));
    const second = required(click.message());
    expect(second.id).toBe(page.id);
    expect(textOf(second)).toContain('picture \\\\*\\\\*one');
    expect(textOf(second)).toContain(jobOf(first));
    expect(textOf(second)).toContain(`/${first.channelId}/${first.id}`);
    expect(shownUrls(bench, second)).toHaveLength(3);
    expect(pageId(second, 'history', 3)).toBeUndefined();
    const back = await press(user, second, required(pageId(second, 'history', 1)));
    expect(textOf(back.message())).toBe(textOf(page));
  });

  test('brings one back with all its buttons, from the page itself', async ({ open }) => {
    const { discord, user, paint, answer } = await begin(open);
    const job = jobOf(await paint('a red fox'));
    await paint('a blue boat');
    const page = await answer('history');
    const [, customId = ''] = /"(v1:choose:[^"]+)"/.exec(textOf(page)) ?? [];
    const chosen = discord.click({ user, message: page, customId, values: [`v1:get:${job}:1`] });
    await chosen.acknowledged;
    const shown = await eventually(() => (/v1:again:/.test(textOf(chosen.message())) ? chosen.message() : undefined));
    expect(shown.id).not.toBe(page.id);
    expect(shown.ephemeralFor).toBe(user.id);
    expect(textOf(shown)).toContain('a red fox');
    expect(textOf(discord.message(page.channelId, page.id))).toBe(textOf(page));
  });

  test('beyond the end says which pages there are, and leads back', async ({ open }) => {
    const { user, paint, answer, press } = await begin(open);
    expect(named(textOf(await answer('history')))).toContain(english.pages.history.none);
    await paint('a fox', { count: 4 });
    await paint('a boat', { count: 4 });
    expect(textOf(await answer('history', { page: 2 }))).toContain('page 2 of 2');
    const beyond = await answer('history', { page: 9_007_199_254_740_991 });
    expect(textOf(beyond)).toContain('your history has pages 1 to 2');
    const click = await press(user, beyond, required(pageId(beyond, 'history', 2)));
    expect(textOf(click.message())).toContain('page 2 of 2');
  });

  test('without a public address sends copies along, also long after they left the spool', async ({ open }) => {
    const { bench, user, paint, answer, press } = await begin(open, { hasFileService: false });
    await paint('a fox', { count: 4 });
    await paint('a boat', { count: 4 });
    await rm(join(bench.dataDir, 'spool'), { recursive: true });
    const page = await answer('history');
    expect(page.attachments).toHaveLength(6);
    expect(page.attachments.every(({ width, height }) => width && height)).toBe(true);
    expect(page.attachments.reduce((sum, { size }) => sum + size, 0)).toBeLessThan(6 * 512 * 1024);
    const click = await press(user, page, required(pageId(page, 'history', 2)));
    const second = await eventually(() => (click.message()?.attachments.length === 2 ? click.message() : undefined));
    expect(second.id).toBe(page.id);
    expect(textOf(second)).toContain('page 2 of 2');
    // the copies themselves are gone, too: the page says so and still leads to the message
    await rm(join(bench.dataDir, 'files'), { recursive: true });
    const bare = await answer('history');
    expect(bare.attachments).toEqual([]);
    expect(textOf(bare)).toContain('not kept here');
    expect(textOf(bare)).toContain('discord.com/channels');
  });

  test('a flagged picture is not shown here, and is a spoiler where it may be', async ({ open }) => {
    const { discord, guild, user, imagine, answer } = await begin(open, { wrapProvider: flagging });
    const handle = await imagine('a statue');
    await eventually(() => textOf(handle.message()).includes('marked as NSFW'));
    const here = await answer('history');
    expect(textOf(here)).toContain('marked as NSFW');
    expect(textOf(here)).not.toMatch(/"media"|full size/);
    const adult = discord.addChannel(guild, { name: 'adult', nsfw: true });
    for (const channel of [adult, discord.openDm(user)]) {
      for (const shown of [
        await answer('history', {}, { channel }),
        await answer('show', { job: jobOf(required(handle.message())) }, { channel }),
      ]) {
        expect(textOf(shown)).toMatch(/"media".*"spoiler":true/);
        expect(textOf(shown)).not.toContain('marked as NSFW');
      }
    }
    expect(textOf(await answer('show', { job: jobOf(required(handle.message())) }))).not.toContain('"media"');
  });

  test('a page button that was forged shows nobody anything of others, and changes no message', async ({ open }) => {
    const { discord, user, bob, paint, answer } = await begin(open);
    const card = await paint('a secret fox');
    const page = await answer('history');
    const before = [textOf(card), textOf(page)];
    for (const [who, message] of [
      [bob, page],
      [bob, card],
      [user, card],
    ] as const) {
      const click = discord.click({ user: who, message, customId: 'v1:page:history:1', force: true });
      await click.acknowledged;
      expect(click.message()?.id).not.toBe(message.id);
      expect(click.message()?.ephemeralFor).toBe(who.id);
      expect(textOf(click.message()).includes('a secret fox')).toBe(who === user);
    }
    for (const customId of ['v1:page:history:0', 'v1:page:history:1:1', 'v1:page:limits:1', 'v1:page:jobs:-1']) {
      const click = discord.click({ user: bob, message: card, customId, force: true });
      await click.acknowledged;
      expect(textOf(click.message())).toContain('Nút này');
    }
    const now = [card, page].map(({ channelId, id }) => textOf(discord.message(channelId, id)));
    expect(now).toEqual(before);
  });
});

describe('/show', { timeout: 60_000 }, () => {
  test('shows one of mine with its card and picture, whatever the case of its id', async ({ open }) => {
    const { bench, user, paint, answer } = await begin(open);
    const card = await paint('a red fox', { private: true });
    const job = jobOf(card);
    const shown = await answer('show', { job: `  ${job.toLowerCase()} ` });
    expect(shown.ephemeralFor).toBe(user.id);
    expect(textOf(shown)).toContain('a red fox');
    expect(textOf(shown)).toContain(`v1:again:${job}:1`);
    expect(shownUrls(bench, shown).map((url) => new URL(url).host)).toEqual([bench.files?.linkHost]);
  });

  test('without a public address the picture goes along', async ({ open }) => {
    const { paint, answer } = await begin(open, { hasFileService: false });
    const job = jobOf(await paint('a red fox'));
    const shown = await answer('show', { job });
    await eventually(() => shown.attachments.length === 1);
    expect(textOf(shown)).toContain('"media"');
  });

  test('shows a public one of the same server to everybody there, and to nobody elsewhere', async ({ open }) => {
    const { discord, bob, paint, answer } = await begin(open);
    const job = jobOf(await paint('a public fox'));
    const shown = await answer('show', { job }, { user: bob });
    expect(textOf(shown)).toContain('a public fox');
    expect(shown.ephemeralFor).toBe(bob.id);

    const elsewhere = discord.addChannel(discord.addGuild({ name: 'another server' }), { name: 'art' });
    const foreign = jobOf(await paint('a fox of elsewhere', {}, { channel: elsewhere }));
    const secret = jobOf(await paint('a private fox', { private: true }));
    const direct = jobOf(await paint('a fox in a direct message', {}, { channel: discord.openDm(bob), user: bob }));
    const hidden: readonly [string, Partial<At>][] = [
      [foreign, { user: bob }],
      [secret, { user: bob }],
      [direct, { locale: 'vi' }],
      [job, { user: bob, channel: discord.openDm(bob) }],
      ['01ARZ3NDEKTSV4RRFFQ69G5FAV', { user: bob }],
      [job.slice(0, -1), { user: bob }],
      ["'; drop table jobs; --", { user: bob }],
      ['*', { user: bob }],
    ];
    const answers = await Promise.all(hidden.map(async ([id, at]) => textOf(await answer('show', { job: id }, at))));
    expect(new Set(answers).size).toBe(1);
    expect(answers[0]).toMatch(/<\/history:\d+>/);
  });

  test('a waiting one is shown with its place in line; only its owner may cancel it', async ({ open }) => {
    const { bench, bob, imagine, answer } = await begin(open, {
      env: { PROVIDER_CONCURRENCY: '1' },
      freepik: { taskMs: 2500 },
    });
    await imagine('a red fox');
    await eventually(() => bench.freepik.billed);
    const job = jobOf(required((await imagine('a blue boat')).message()));
    const mine = await answer('show', { job });
    expect(textOf(mine)).toContain('Queued, next in line');
    expect(buttonOf(mine, 'cancel')).toBe(`v1:cancel:${job}:1`);
    const theirs = await answer('show', { job }, { user: bob });
    expect(textOf(theirs)).toContain('a blue boat');
    expect(buttonOf(theirs, 'cancel')).toBeUndefined();
  });

  test('offers my own last ones while I type: what they show, what made them, when', async ({ open }) => {
    const { discord, user, channel, bob, paint } = await begin(open);
    const fox = jobOf(await paint('a **red** fox @everyone'));
    const boats = jobOf(await paint('blue boats', { count: 2, private: true }));
    await paint('of bob', {}, { user: bob });
    const offered = (job: string, who = user) =>
      discord.autocomplete({ user: who, channel, name: 'show', options: { job }, focused: 'job' });
    const all = await offered('');
    expect(all.map(({ value }) => value)).toEqual([boats, fox]);
    expect(all[0]?.name).toMatch(/^blue boats · Imagine · (now|\d+ seconds? ago)$/);
    expect((await offered('RED')).map(({ value }) => value)).toEqual([fox]);
    expect((await offered(boats.slice(0, 26).toLowerCase())).map(({ value }) => value)).toEqual([boats]);
    expect(await offered('zebra')).toEqual([]);
    expect((await offered('', bob)).map(({ name }) => name)).toEqual([expect.stringMatching(/^of bob · Vẽ · /)]);
  });
});

describe('/help', () => {
  test('lists what is offered here with the prices in force, in the language of the member', async ({ open }) => {
    const file = join(tmpdir(), `darkroom-prices-${process.pid}.json`);
    await writeFile(file, JSON.stringify({ imagine: { '1k': 2, '4k': 7 } }));
    const { user, bob, answer } = await begin(open, { env: { PRICES_FILE: file } }).finally(() => rm(file));
    const list = await answer('help');
    expect(list.ephemeralFor).toBe(user.id);
    expect(named(textOf(list))).toContain('**/imagine** (1–7)');
    for (const name of ['jobs', 'history', 'show', 'help']) expect(textOf(list)).toMatch(new RegExp(`</${name}:\\d+>`));
    const inVietnamese = textOf(await answer('help', {}, { user: bob }));
    expect(inVietnamese).toContain('Bước đầu tiên');
    // every client writes the name in its own language
    expect(named(inVietnamese)).toContain('**/imagine** (1–7)');
  });

  test('explains one: prices, options, ranges, choices that are switched on, an example', async ({ open }) => {
    const { bob, answer } = await begin(open, { env: { DISABLED_MODELS: 'fluid' } });
    const text = textOf(await answer('help', { command: '/Imagine' }));
    expect(text).toContain('1K: 1 · 2K: 1 · 4K: 3');
    expect(text).toContain('`/imagine prompt:a red fox in the snow`');
    expect(text).toContain('`prompt` What the picture shows · required');
    expect(text).toContain('`count` How many pictures, each paid for · 1 to 4');
    expect(text).toContain('`structure_strength` How closely the shapes are kept, 0-100 (50)\\n');
    expect(text).toContain('Zen');
    expect(text).not.toContain('Fluid');
    expect(textOf(await answer('help', { command: 'history' }))).toContain('`page`');
    const inVietnamese = textOf(await answer('help', { command: 've' }, { user: bob }));
    expect(inVietnamese).toContain('`/vẽ mô_tả:một con cáo đỏ trong tuyết`');
  });

  test('does not offer what is switched off, and answers an unknown name with the list', async ({ open }) => {
    const { bench, discord, user, channel, answer } = await begin(open, { env: { DISABLED_OPERATIONS: 'imagine' } });
    expect(discord.commands().map(({ name }) => name)).not.toContain('imagine');
    const text = textOf(await answer('help', { command: 'imagine' }));
    expect(text).toContain('“imagine” is not a command here');
    expect(text).not.toContain('/imagine');
    const offered = await discord.autocomplete({
      user,
      channel,
      name: 'help',
      options: { command: '' },
      focused: 'command',
    });
    const names = offered.map(({ value }) => value);
    expect(names).toEqual(expect.arrayContaining(['jobs', 'history', 'show', 'help']));
    expect(names).not.toContain('imagine');
    expect(bench.freepik.billed).toBe(0);
  });

  test('tells moderators of their commands, and nobody else that there are any', async ({ open }) => {
    const { discord, guild, user, bob, channel, answer } = await begin(open);
    discord.setMember(guild, user, { permissions: ['MANAGE_GUILD'] });
    const offered = async (who: User) =>
      (
        await discord.autocomplete({
          user: who,
          channel,
          name: 'help',
          options: { command: 'settings' },
          focused: 'command',
        })
      ).map(({ value }) => value);
    expect(textOf(await answer('help'))).toMatch(/\*\*For moderators\*\*.*<\/settings show:\d+>/s);
    expect(await offered(user)).toContain('settings');
    const whole = textOf(await answer('help', { command: 'settings' }));
    expect(whole).toMatch(/<\/settings show:\d+>/);
    expect(whole).toContain('`/settings show`');
    expect(whole).toMatch(/<\/settings set:\d+>.*`consent`.*`reset`/s);
    expect(textOf(await answer('help', { command: 'limits' }))).toContain('`/limits set daily:20 concurrent:2`');
    const part = textOf(await answer('help', { command: '/settings set' }));
    expect(part).toContain('`default_model`');
    expect(part).not.toContain('/settings show');
    for (const [name, options] of [
      ['help', {}],
      ['help', { command: 'settings' }],
    ] as const)
      expect(textOf(await answer(name, options, { user: bob }))).not.toMatch(/For moderators|\/settings|\/cài_đặt/);
    expect(await offered(bob)).toEqual([]);
    // with the role gone, so are they
    discord.setMember(guild, user, { permissions: [] });
    expect(textOf(await answer('help'))).not.toContain('For moderators');
    expect(textOf(await answer('help', {}, { channel: discord.openDm(user) }))).not.toContain('For moderators');
  });

  test('its option finds commands by name and by what they do', async ({ open }) => {
    const { discord, user, bob, channel } = await begin(open);
    const offered = (command: string, who = user) =>
      discord.autocomplete({ user: who, channel, name: 'help', options: { command }, focused: 'command' });
    expect((await offered('/imagi')).map(({ value }) => value)).toContain('imagine');
    expect((await offered('/histo')).map(({ value }) => value)).toEqual(['history']);
    expect((await offered('newest')).map(({ value }) => value)).toEqual(['history']);
    expect(await offered('lich su', bob)).toEqual([]);
    expect((await offered('lich_su', bob)).map(({ name }) => name)).toEqual([expect.stringContaining('/lịch_sử')]);
  });
});
