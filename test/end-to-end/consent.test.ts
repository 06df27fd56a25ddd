import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { GivenOptions } from '../../sandbox/discord/command-options.ts';
import type { StoredMessage } from '../../sandbox/discord/messages.ts';
import type { Channel, Guild, User } from '../../sandbox/discord/world.ts';
import { type Bench, buttonOf, eventually, finished, jobOf, openBench, said, textOf } from './bench.ts';
import { says } from './people.ts';
import { pictureFile } from './pictures.ts';

let bench: Bench;
let guild: Guild;
let channel: Channel;
let ann: User;
let bob: User;
let carl: User;
beforeAll(async () => {
  bench = await openBench({
    freepik: { taskMs: 50 },
    env: { DEFAULT_DAILY_CREDITS: '1000', DEFAULT_CONCURRENT_JOBS: '50' },
  });
});
afterAll(() => bench.close());
beforeEach(() => {
  const { discord } = bench;
  guild = discord.addGuild({ name: 'a server', locale: 'en-US' });
  channel = discord.addChannel(guild, { name: 'pictures' });
  [ann, bob, carl] = [
    discord.addUser({ name: 'ann' }),
    discord.addUser({ name: 'bob' }),
    discord.addUser({ name: 'carl' }),
  ];
});

const REFUSED = {
  own: 'only they may edit it',
  agreed: 'only allows edits of pictures whose authors agreed',
  refuses: 'does not want their pictures edited',
};

async function consent(value: string): Promise<void> {
  const mod = bench.discord.addUser({ name: 'mod' });
  bench.discord.setMember(guild, mod, { permissions: ['MANAGE_GUILD'] });
  const handle = await bench.discord.runCommand({
    user: mod,
    channel,
    name: 'settings set',
    options: { consent: value },
  });
  await said(handle, /Saved|nothing has changed/);
}
const posted = async (user = ann, count = 1, where = channel) =>
  bench.discord.post({
    channel: where,
    user,
    files: await Promise.all(Array.from({ length: count }, (_, n) => pictureFile(160 + n, 160))),
  });
async function menu(message: StoredMessage, user = bob, name = 'Upscale', where = channel) {
  const handle = bench.discord.runMessageCommand({ channel: where, user, name, message });
  await handle.acknowledged;
  return handle;
}
async function press(message: StoredMessage, action: string, user: User) {
  const customId = buttonOf(message, action) ?? `v1:${action}:${jobOf(message)}:1`;
  const click = bench.discord.click({ user, message, customId, force: true });
  await click.acknowledged;
  return click;
}
async function imagined(user = ann, options: GivenOptions = {}) {
  const given = { prompt: 'a red fox', resolution: '1k', ...options };
  return finished(await bench.discord.runCommand({ user, channel, name: 'imagine', options: given }));
}
const publicMessages = () =>
  bench.discord.messages(channel.id).filter(({ ephemeralFor, author }) => ephemeralFor === undefined && author.bot);

/** Bob's edit of Ann's picture, shared: a message that everybody sees. */
async function sharedEdit() {
  await consent('anyone');
  const original = await posted();
  const hidden = await finished(await menu(original));
  const shared = await eventually(async () => {
    await press(hidden, 'share', bob);
    return publicMessages().find((message) => message.attachments.length > 0);
  });
  return { original, hidden, shared };
}

describe('whose pictures may be edited by a right click', () => {
  test('at first one’s own and the bot’s; what somebody agreed to elsewhere counts for nothing', async () => {
    await says(bench, ann.id, { edits: 'yes' });
    const before = bench.freepik.billed;
    await said(await menu(await posted()), REFUSED.own);
    expect(bench.freepik.billed).toBe(before);
    await finished(await menu(await posted(bob)));
    await finished(await menu(await imagined(ann)));
  });

  test('opted-in: of those who agreed, and of nobody else', async () => {
    await consent('opted-in');
    const message = await posted();
    await said(await menu(message), REFUSED.agreed);
    await says(bench, ann.id, { edits: 'yes' });
    await finished(await menu(message));
    await says(bench, ann.id, { edits: 'no' });
    await said(await menu(message), REFUSED.refuses);
  });

  test('anyone: of everybody but those who refuse', async () => {
    await consent('anyone');
    const message = await posted();
    await finished(await menu(message));
    await says(bench, ann.id, { edits: 'no' });
    const before = bench.freepik.billed;
    for (const name of ['Remove background', 'Upscale', 'Reimagine', 'Edit with words']) {
      const handle = await menu(message, bob, name);
      await said(handle, REFUSED.refuses);
      expect(handle.message()?.ephemeralFor).toBe(bob.id);
    }
    expect(bench.freepik.billed).toBe(before);
    await finished(await menu(message, ann));
  });

  test('what was said while a choice was open counts', async () => {
    await consent('anyone');
    const choice = await menu(await posted(ann, 2), bob, 'Remove background');
    const message = await said(choice, 'v1:pick:');
    const customId = /v1:pick:[0-9A-Z]{26}:1/.exec(textOf(message))?.[0] ?? '';
    await says(bench, ann.id, { edits: 'no' });
    const click = bench.discord.click({ user: bob, message, customId });
    await said(click, REFUSED.refuses);
    await says(bench, ann.id, {});
    await consent('own');
    const second = bench.discord.click({ user: bob, message, customId });
    await said(second, REFUSED.own);
  });

  test('where the bot is no member, and in direct messages, nobody else’s', async () => {
    const { discord } = bench;
    await consent('anyone');
    const group = discord.openGroup([ann, bob]);
    await said(await menu(await posted(ann, 1, group), bob, 'Upscale', group), REFUSED.own);
    discord.leaveGuild(guild);
    await said(await menu(await posted()), REFUSED.own);
    await finished(await menu(await posted(bob)));
  });

  test('a private job is nobody’s, whatever the server allows', async () => {
    await consent('anyone');
    const before = bench.freepik.billed;
    const message = await imagined(ann, { private: true });
    await said(await menu(message), REFUSED.own);
    expect(bench.freepik.billed).toBe(before + 1);
  });
});

describe('what is made from somebody else’s picture', () => {
  test('is private until it is shared, and then says whose it was, with the way there, and calls nobody', async () => {
    const { original, hidden, shared } = await sharedEdit();
    expect(hidden.ephemeralFor).toBe(bob.id);
    expect(textOf(hidden)).toContain('until you press **Share**');
    const link = `https://discord.com/channels/${guild.id}/${channel.id}/${original.id}`;
    expect(textOf(shared)).toContain(`made from [a picture](${link}) by <@${ann.id}>`);
    const bodies = bench.discord.exchanges.map(({ body }) => JSON.stringify(body ?? {}));
    expect(bodies.some((body) => body.includes('"users":["') && body.includes(ann.id))).toBe(false);
  });

  test('all that is made from it is private, too: by button, by menu, by its id; also after a restart', async () => {
    const { shared } = await sharedEdit();
    await bench.restart();
    const from = await bench.discord.runCommand({
      user: carl,
      channel,
      name: 'rmbg',
      options: { from: jobOf(shared), private: false },
    });
    const [byId, byButton, byMenu, again] = await Promise.all([
      finished(from),
      press(shared, 'rmbg', carl).then(finished),
      menu(shared, carl).then(finished),
      press(shared, 'again', carl).then(finished),
    ]);
    for (const child of [byId, byButton, byMenu, again]) {
      expect(child.ephemeralFor).toBe(carl.id);
      expect(textOf(child)).toContain(`by <@${ann.id}>`);
    }
    // and so on, to the last of them
    const grandchild = await finished(await press(byButton, 'upscale', carl));
    expect(grandchild.ephemeralFor).toBe(carl.id);
    expect(textOf(grandchild)).toContain(`by <@${ann.id}>`);
    expect(publicMessages()).toHaveLength(1);
  });

  test('is its author’s own again where the author goes on', async () => {
    const { shared } = await sharedEdit();
    const child = await finished(await press(shared, 'rmbg', ann));
    expect(child.ephemeralFor).toBeUndefined();
    expect(textOf(child)).not.toContain('made from [a picture]');
    const further = await finished(await press(child, 'upscale', carl));
    expect(further.ephemeralFor).toBe(carl.id);
  });

  test('goes no further once its author refuses: neither made more of, nor shared', async () => {
    await consent('anyone');
    const hidden = await finished(await menu(await posted()));
    await says(bench, ann.id, { edits: 'no' });
    const before = bench.freepik.billed;
    for (const action of ['share', 'rmbg', 'reword', 'expand', 'again'])
      await said(await press(hidden, action, bob), REFUSED.refuses);
    expect(bench.freepik.billed).toBe(before);
    expect(publicMessages()).toEqual([]);
  });
});

describe('a person who refuses', () => {
  test('has public results edited by nobody else: by button, menu or id', async () => {
    const message = await imagined(ann);
    await says(bench, ann.id, { edits: 'no' });
    const before = bench.freepik.billed;
    for (const action of ['upscale', 'rmbg', 'reword', 'relight', 'restyle']) {
      const click = await press(message, action, bob);
      const answer = await said(click, REFUSED.refuses);
      expect(answer.ephemeralFor).toBe(bob.id);
    }
    await said(await menu(message), REFUSED.refuses);
    const options = { from: jobOf(message) };
    await said(await bench.discord.runCommand({ user: bob, channel, name: 'upscale', options }), REFUSED.refuses);
    expect(bench.freepik.billed).toBe(before);
  });

  test('goes on alone, and words are nobody’s', async () => {
    const message = await imagined(ann);
    await says(bench, ann.id, { edits: 'no' });
    await finished(await press(message, 'rmbg', ann));
    const again = await finished(await press(message, 'again', bob));
    expect(again.ephemeralFor).toBeUndefined();
  });
});
