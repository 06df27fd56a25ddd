import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { GivenOptions } from '../../sandbox/discord/command-options.ts';
import type { StoredMessage } from '../../sandbox/discord/messages.ts';
import type { Channel, User } from '../../sandbox/discord/world.ts';
import { type Bench, eventually, jobOf, openBench, said, textOf } from './bench.ts';
import { itemsIn, itemsOf } from './galleries.ts';
import { FEWEST_PIXELS, pictureFile } from './pictures.ts';

let bench: Bench;
beforeAll(async () => {
  bench = await openBench({
    freepik: { taskMs: 30 },
    env: { DEFAULT_DAILY_CREDITS: '1000', DEFAULT_CONCURRENT_JOBS: '50', POLL_MIN_MS: '100' },
  });
});
afterAll(() => bench.close());

interface At {
  readonly user: User;
  readonly channel: Channel;
}

const run = async (at: At, name: string, options: GivenOptions, words: RegExp) =>
  said(await bench.discord.runCommand({ ...at, name, options }), words);
const press = async (at: At, message: StoredMessage, customId: string, words: RegExp) =>
  said(bench.discord.click({ user: at.user, message, customId, force: true }), words);
const MADE = /v1:again:/;

async function server(isCovering: boolean) {
  const { discord } = bench;
  const guild = discord.addGuild({ name: 'a server', locale: 'en-US' });
  const channel = discord.addChannel(guild, { name: 'pictures' });
  const user = discord.addUser({ name: 'ann' });
  discord.setMember(guild, user, { permissions: ['MANAGE_GUILD'] });
  if (isCovering) await run({ user, channel }, 'settings set', { spoiler: true }, /Saved/);
  return { guild, channel, user };
}

async function twoChannels() {
  const { guild, channel, user } = await server(false);
  const adult = bench.discord.addChannel(guild, { name: 'adult', nsfw: true });
  return { adult: { user, channel: adult }, tame: { user, channel } };
}

async function inServer(isNsfw: boolean, isThread: boolean, isCovering = false): Promise<At> {
  const { guild, user } = await server(isCovering);
  const parent = bench.discord.addChannel(guild, { name: 'art', nsfw: isNsfw });
  return { user, channel: isThread ? bench.discord.addChannel(guild, { name: 'a thread', parent }) : parent };
}

/** Where a picture may be looked at; `hides`: what is flagged is not shown there. */
const places: readonly { name: string; hides: boolean; covers: boolean; open: () => Promise<At> }[] = [
  { name: 'a channel', hides: true, covers: false, open: () => inServer(false, false) },
  { name: 'a channel of a server that covers', hides: true, covers: true, open: () => inServer(false, false, true) },
  { name: 'an NSFW channel', hides: false, covers: false, open: () => inServer(true, false) },
  { name: 'a thread', hides: true, covers: false, open: () => inServer(false, true) },
  { name: 'a thread of an NSFW channel', hides: false, covers: false, open: () => inServer(true, true) },
  { name: 'such a thread of a server that covers', hides: false, covers: true, open: () => inServer(true, true, true) },
  {
    name: 'a direct message',
    hides: false,
    covers: false,
    open: async () => {
      const user = bench.discord.addUser({ name: 'ann' });
      return { user, channel: bench.discord.openDm(user) };
    },
  },
  {
    name: 'a server without the bot',
    hides: true,
    covers: false,
    open: async () => {
      const { guild, channel, user } = await server(false);
      bench.discord.leaveGuild(guild);
      return { user, channel };
    },
  },
];

const wishes: readonly { flagged: boolean; source: boolean; option: boolean | undefined }[] = [
  { flagged: false, source: false, option: undefined },
  { flagged: true, source: false, option: undefined },
  { flagged: false, source: true, option: undefined },
  { flagged: false, source: false, option: true },
  { flagged: false, source: false, option: false },
  { flagged: false, source: true, option: false },
  { flagged: true, source: false, option: false },
];

test.concurrent.for(places)(
  'in $name what is flagged or covered is seen as it may be, wherever it is looked at',
  { timeout: 120_000 },
  async ({ hides, covers, open }) => {
    const at = await open();
    const base = { ...FEWEST_PIXELS, prompt: 'a statue', private: true };
    const plain = jobOf(await run(at, 'imagine', { ...base, spoiler: false }, MADE));
    const covered = jobOf(await run(at, 'imagine', { ...base, spoiler: true }, MADE));
    for (const { flagged, source, option } of wishes) {
      const isHidden = flagged && hides;
      const isCovered = flagged || source || (option ?? covers);
      const expected = isHidden ? [] : [isCovered];
      const label = JSON.stringify({ flagged, source, option });
      const wish = { prompt: flagged ? 'now nsfw' : 'now in marble', private: true };
      const from = source ? covered : plain;
      const made = await run(at, 'edit', { ...wish, from, ...(option === undefined ? {} : { spoiler: option }) }, MADE);
      const job = jobOf(made);
      expect(itemsIn(made), `result ${label}`).toEqual(expected);
      expect(/marked as NSFW/.test(textOf(made)), label).toBe(isHidden);

      const history = await run(at, 'history', { page: 1 }, new RegExp(job));
      expect(itemsOf(history, job), `history ${label}`).toEqual(expected);

      const shown = await run(at, 'show', { job }, MADE);
      const [own, strip] = hides && flagged ? [undefined, itemsIn(shown)[0]] : itemsIn(shown);
      expect(own === undefined ? [] : [own], `show ${label}`).toEqual(expected);
      expect(strip, `strip ${label}`).toBe(isCovered);

      const compared = await press(at, made, `v1:compare:${job}:1`, /before and after|marked as NSFW/);
      expect(itemsIn(compared), `compare ${label}`).toEqual(expected);

      const shared = await press(at, made, `v1:share:${job}:1`, MADE);
      await eventually(
        () =>
          isHidden ||
          itemsIn(shared).length > 0 ||
          itemsIn(bench.discord.message(shared.channelId, shared.id)).length > 0,
      );
      expect(shared.ephemeralFor).toBeUndefined();
      expect(itemsIn(bench.discord.message(shared.channelId, shared.id)), `share ${label}`).toEqual(expected);
    }
  },
);

describe('what is taken elsewhere', () => {
  test('a picture that is flagged is shown where it may be, and not where it may not', async () => {
    const { adult, tame } = await twoChannels();
    const made = await run(adult, 'imagine', { prompt: 'nsfw', resolution: '1k' }, MADE);
    expect(itemsIn(made)).toEqual([true]);
    const shown = await run(tame, 'show', { job: jobOf(made) }, MADE);
    expect(itemsIn(shown)).toEqual([]);
    expect(textOf(shown)).toContain('direct message with me');
  });

  test('a flagged picture is not compared where it may not be seen, although what was made of it is not flagged', async () => {
    const { adult, tame } = await twoChannels();
    const flagged = await run(adult, 'imagine', { prompt: 'nsfw', resolution: '1k' }, MADE);
    const made = await run(adult, 'edit', { prompt: 'in marble', from: jobOf(flagged), private: true }, MADE);
    expect(itemsIn(made)).toEqual([true]);
    const shown = await run(tame, 'show', { job: jobOf(made) }, MADE);
    const compared = await press(tame, shown, `v1:compare:${jobOf(made)}:1`, /before and after|marked as NSFW/);
    expect(itemsIn(compared)).toEqual([]);
  });

  test('what was made in a direct message is covered where a server covers', async () => {
    const { user, channel } = await server(true);
    const direct = { user, channel: bench.discord.openDm(user) };
    const made = await run(direct, 'imagine', { prompt: 'a fox', resolution: '1k', private: true }, MADE);
    expect(itemsIn(made)).toEqual([false]);
    const shown = await run({ user, channel }, 'show', { job: jobOf(made) }, MADE);
    const shared = await press({ user, channel }, shown, `v1:share:${jobOf(made)}:1`, MADE);
    const message = await eventually(() => {
      const now = bench.discord.message(shared.channelId, shared.id);
      return itemsIn(now).length > 0 ? now : undefined;
    });
    expect(itemsIn(message)).toEqual([true]);
  });

  test('a thread is as its parent is now, not as it was', async () => {
    const { discord } = bench;
    const { guild, user } = await server(false);
    const parent = discord.addChannel(guild, { name: 'art', nsfw: true });
    const at = { user, channel: discord.addChannel(guild, { name: 'a thread', parent }) };
    await run(at, 'imagine', { prompt: 'nsfw', resolution: '1k' }, /"type":12/);
    discord.changeChannel(parent, { name: 'art', nsfw: false });
    await eventually(async () => {
      const made = await run(at, 'imagine', { prompt: 'nsfw', resolution: '1k' }, MADE);
      return /marked as NSFW/.test(textOf(made));
    });
  });
});

describe('a file that was covered', () => {
  test('covers what is made of it, also when it is used again', async () => {
    const at = await inServer(false, false);
    const file = { ...(await pictureFile(300, 200)), name: 'SPOILER_photo.png' };
    const made = await run(at, 'rmbg', { image: { file } }, MADE);
    expect(itemsIn(made)).toEqual([true]);
    const offered = await bench.discord.autocomplete({ ...at, name: 'rmbg', options: { from: '' }, focused: 'from' });
    const copy = offered.find(({ value }) => /^[0-9a-f]{64}\./.test(String(value)))?.value ?? '';
    expect(itemsIn(await run(at, 'rmbg', { from: String(copy) }, MADE))).toEqual([true]);
  });
});
