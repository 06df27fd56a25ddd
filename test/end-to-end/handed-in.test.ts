import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { GivenOptions } from '../../sandbox/discord/command-options.ts';
import type { StoredMessage } from '../../sandbox/discord/messages.ts';
import type { Channel, Guild, User } from '../../sandbox/discord/world.ts';
import type { PreparedRequest } from '../../src/core/provider.ts';
import { type Bench, buttonOf, english, finished, jobOf, openBench, said, textOf } from './bench.ts';
import { says } from './people.ts';
import { pictureFile } from './pictures.ts';

let bench: Bench;
let guild: Guild;
let channel: Channel;
let ann: User;
let bob: User;
const sent: PreparedRequest[] = [];
beforeAll(async () => {
  bench = await openBench({
    freepik: { taskMs: 50 },
    env: { DEFAULT_DAILY_CREDITS: '1000', DEFAULT_CONCURRENT_JOBS: '50' },
    wrapProvider: (_, provider) => ({
      ...provider,
      submit(request, signal) {
        sent.push(request);
        return provider.submit(request, signal);
      },
    }),
  });
});
afterAll(() => bench.close());
beforeEach(() => {
  const { discord } = bench;
  sent.length = 0;
  guild = discord.addGuild({ name: 'a server', locale: 'en-US' });
  channel = discord.addChannel(guild, { name: 'pictures' });
  [ann, bob] = [discord.addUser({ name: 'ann' }), discord.addUser({ name: 'bob' })];
});

async function run(name: string, options: GivenOptions, user = ann) {
  return finished(await bench.discord.runCommand({ user, channel, name, options }));
}
const handIn = async (name: string, options: GivenOptions = {}) =>
  run(name, { image: { file: await pictureFile(160 + sent.length, 160) }, ...options });

async function press(message: StoredMessage, action: string, user: User) {
  const customId = buttonOf(message, action) ?? `v1:${action}:${jobOf(message)}:1`;
  const click = bench.discord.click({ user, message, customId, force: true });
  await click.acknowledged;
  return click;
}

async function consent(value: string) {
  const mod = bench.discord.addUser({ name: 'mod' });
  bench.discord.setMember(guild, mod, { permissions: ['MANAGE_GUILD'] });
  const options = { consent: value };
  await said(await bench.discord.runCommand({ user: mod, channel, name: 'settings set', options }), /Saved/);
}

/** Pictures of a request, as the provider gets them. */
const picturesIn = (request: PreparedRequest | undefined): readonly unknown[] =>
  Object.values(request?.body ?? {})
    .flat()
    .filter((value) => typeof value === 'string' && value.length > 300);

const REFUSED = `provided for this stays theirs`;

describe('the picture before', () => {
  test('is shown to nobody but its owner where it was handed in', async () => {
    const message = await handIn('upscale');
    const answer = await said(await press(message, 'compare', bob), `Only <@${ann.id}> can compare`);
    expect(answer.attachments).toEqual([]);
    expect(answer.ephemeralFor).toBe(bob.id);
    await said(await press(message, 'compare', ann), 'before and after');
  });

  test('is shown to nobody but its owner where it is a private result', async () => {
    const secret = await run('imagine', { prompt: 'a red fox', resolution: '1k', private: true });
    const message = await run('upscale', { from: jobOf(secret) });
    await said(await press(message, 'compare', bob), `Only <@${ann.id}> can compare`);
    await said(await press(message, 'compare', ann), 'before and after');
  });

  test('is shown to whoever asks where everybody sees it anyway', async () => {
    const open = await run('imagine', { prompt: 'a red fox', resolution: '1k' });
    const message = await run('upscale', { from: jobOf(open) });
    await said(await press(message, 'compare', bob), 'before and after');
    // made once more, it is still the same picture
    await said(await press(await finished(await press(message, 'again', ann)), 'compare', bob), 'before and after');
  });
});

describe('what somebody handed in', () => {
  test('is not used again by others: Again asks, and starts from the finished picture', async () => {
    const message = await handIn('upscale');
    const [handedIn] = picturesIn(sent[0]);
    for (const action of ['again', 'vary']) {
      const before = sent.length;
      const asked = await said(await press(message, action, bob), `What <@${ann.id}> ${REFUSED}`);
      expect(asked.ephemeralFor).toBe(bob.id);
      expect(sent).toHaveLength(before);
      const made = await finished(await press(asked, `${action}-result`, bob));
      expect(made.ephemeralFor).toBeUndefined();
      expect(textOf(made)).toContain(`by <@${ann.id}>`);
      expect(sent).toHaveLength(before + 1);
      expect(picturesIn(sent.at(-1))).toHaveLength(1);
      expect(picturesIn(sent.at(-1))).not.toContain(handedIn);
    }
    await finished(await press(message, 'again', ann));
    expect(picturesIn(sent.at(-1))).toEqual([handedIn]);
  });

  test('is not used again by others with their own words: those start from the finished picture', async () => {
    const message = await handIn('edit', { prompt: 'add snow' });
    const [handedIn] = picturesIn(sent[0]);
    const click = await press(message, 'prompt', bob);
    expect(JSON.stringify(click.modal)).toContain(english.consent.wordsFromResult);
    const customId = String(click.modal?.['custom_id']);
    const fields = { prompt: 'leave it exactly as it is' };
    await finished(await bench.discord.submitModal({ user: bob, customId, fields }));
    expect(picturesIn(sent.at(-1))).toHaveLength(1);
    expect(picturesIn(sent.at(-1))).not.toContain(handedIn);
    const own = await press(message, 'prompt', ann);
    expect(JSON.stringify(own.modal)).not.toContain('finished picture');
  });

  test('beside the picture leaves no way but the other buttons', async () => {
    const message = await run('imagine', {
      prompt: 'a red fox',
      resolution: '1k',
      style_reference: { file: await pictureFile(320, 240) },
    });
    const answer = await said(await press(message, 'again', bob), REFUSED);
    expect(textOf(answer)).toContain('**Edit with words**');
    expect(buttonOf(answer, 'again-result')).toBeUndefined();
    expect(sent).toHaveLength(1);
    // in which the finished picture takes the place of what was handed in
    await finished(await press(message, 'vary', bob));
  });

  test('as a reference is not repeated on other pictures by others', async () => {
    const reference = { file: await pictureFile(330, 240) };
    const message = await handIn('style', { reference });
    const customId = `v1:redo:${jobOf(message)}:1`;
    const repeat = async (user: User) => {
      const click = bench.discord.click({ user, message, customId, force: true });
      await click.acknowledged;
      return click;
    };
    await said(await repeat(bob), english.notices.stepNotYours);
    expect(JSON.stringify((await repeat(ann)).modal)).toContain('credit');
    await consent('anyone');
    const { modal } = await repeat(bob);
    const fields = { picture: { files: [await pictureFile(340, 240)] } };
    const customForm = String(modal?.['custom_id']);
    const made = await said(await bench.discord.submitModal({ user: bob, customId: customForm, fields }), 'v1:rmbg:');
    expect(made.ephemeralFor).toBe(bob.id);
  });

  test('is used by others where the server and its owner allow it: privately, and saying whose it was', async () => {
    const message = await handIn('upscale');
    const [handedIn] = picturesIn(sent[0]);
    await consent('opted-in');
    await said(await press(message, 'again', bob), REFUSED);
    await says(bench, ann.id, { edits: 'yes' });
    const made = await finished(await press(message, 'again', bob));
    expect(picturesIn(sent.at(-1))).toEqual([handedIn]);
    expect(made.ephemeralFor).toBe(bob.id);
    expect(textOf(made)).toContain(`by <@${ann.id}>`);
    await says(bench, ann.id, { edits: 'no' });
    await said(await press(message, 'again', bob), 'does not want their pictures edited');
  });

  test('as a private result is not used again by others, in a public result of it', async () => {
    const secret = await run('imagine', { prompt: 'a red fox', resolution: '1k', private: true });
    const message = await run('upscale', { from: jobOf(secret) });
    await said(await press(message, 'again', bob), REFUSED);
    await finished(await press(message, 'again', ann));
  });
});

test('whose picture it was may say no later: what others made of it is not made again', async () => {
  const open = await run('imagine', { prompt: 'a red fox', resolution: '1k' });
  const message = await run('upscale', { from: jobOf(open) }, bob);
  await says(bench, ann.id, { edits: 'no' });
  await said(await press(message, 'again', bob), 'does not want their pictures edited');
});
