import { Registry } from 'prom-client';
import { Agent, setGlobalDispatcher } from 'undici';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { InteractionHandle } from '../../../sandbox/discord/interactions.ts';
import { type LocalDiscord, startLocalDiscord } from '../../../sandbox/discord/local-discord.ts';
import type { StoredMessage } from '../../../sandbox/discord/messages.ts';
import { fewTimes } from '../../../sandbox/discord/rest/server.ts';
import type { User } from '../../../sandbox/discord/world.ts';
import { systemClock } from '../../../src/core/clock.ts';
import { actorOf } from '../../../src/events/shared/actor.ts';
import { interactionSchema } from '../../../src/events/shared/payload.ts';
import { createReply, type Reply } from '../../../src/events/shared/reply.ts';
import { openDiscord } from '../../../src/services/delivery/open-discord.ts';
import { createRequestMeters } from '../../../src/services/metrics/meter.ts';
import { textBody } from '../../../src/views/message-body.ts';

let discord: LocalDiscord;
let api: Parameters<typeof createReply>[0];
let user: User;
let handle: InteractionHandle;
let reply: Reply;

beforeEach(async () => {
  discord = await startLocalDiscord();
  const opened = openDiscord(new URL(discord.apiUrl), discord.token, {
    meter: createRequestMeters(new Registry()),
    clock: systemClock,
    mentioning: async (body) => body,
    onRefused: () => undefined,
  });
  api = opened.discord;
  await opened.bot.put(`/applications/${discord.applicationId}/commands`, {
    body: [{ name: 'ask', description: 'Asks' }],
  });
  const heard = nextReply();
  user = discord.addUser({ name: 'ann' });
  const channel = discord.addChannel(discord.addGuild({ name: 'a server' }), { name: 'pictures' });
  handle = await discord.runCommand({ user, channel, name: 'ask' });
  reply = await heard;
});
afterEach(() => discord.close());

async function nextReply(): Promise<Reply> {
  const heard = await new Promise<unknown>((resolve) => discord.on('interaction', resolve));
  const actor = actorOf(interactionSchema.parse(heard), Date.now(), () => false);
  if (!actor) throw new Error('nobody');
  return createReply(api, actor);
}

const SECRET = 'why a moderator stopped it';
const live = (messages: readonly (StoredMessage | undefined)[]) =>
  messages.filter((message) => message !== undefined && message.deletedAt === undefined);
const shown = () =>
  live([handle.message(), ...handle.followUps()]).map((message) => [
    /"content":"([^"]*)"/.exec(JSON.stringify(message?.components))?.[1],
    message?.ephemeralFor === user.id ? 'privately' : 'to all',
  ]);

describe('a press on a message that was deleted just then', () => {
  beforeEach(async () => {
    const button = { type: 2, style: 2, custom_id: 'one', label: 'One' } as const;
    await reply.show({ ...textBody(''), components: [{ type: 1, components: [button] }] }, false);
    const message = handle.message();
    if (!message) throw new Error('no message');
    const heard = nextReply();
    handle = discord.click({ user, message, customId: 'one' });
    reply = await heard;
    discord.deleteMessage(message);
    reply.plan('in place');
    reply.announce();
    expect(await reply.announced()).toBe('privately');
  });

  test('is answered in words', async () => {
    await reply.show(textBody('called off'), true);
    expect(shown()).toEqual([['called off', 'privately']]);
  });

  test('leaves nothing waiting where there is nothing to say', async () => {
    await reply.deferUpdate();
    expect(shown()).toEqual([]);
  });
});

describe('after a public deferral', () => {
  beforeEach(() => reply.defer(false));

  test('a public answer takes its place', async () => {
    await reply.show(textBody('a card'), false);
    expect(shown()).toEqual([['a card', 'to all']]);
  });

  test('a private answer is read by the member alone, and nothing waits in the channel', async () => {
    await reply.show(textBody(SECRET), true);
    expect(shown()).toEqual([[SECRET, 'privately']]);
    expect(live([handle.message()])).toEqual([]);
  });

  test('so is one with a file, and what follows it', async () => {
    await reply.show(textBody(SECRET), true, [{ name: 'a.txt', blob: new Blob(['a']) }]);
    await reply.show(textBody('more'), true);
    expect(shown()).toEqual([
      [SECRET, 'privately'],
      ['more', 'privately'],
    ]);
  });

  test('so is one for which a moderator was faster', async () => {
    const waiting = handle.message();
    if (waiting) discord.deleteMessage(waiting);
    await reply.show(textBody(SECRET), true);
    expect(shown()).toEqual([[SECRET, 'privately']]);
  });

  test('that cannot be taken back the secret stays one, and something is said all the same', async () => {
    discord.fault(({ method }) =>
      method === 'DELETE' ? { status: 403, body: { message: 'no', code: 50013 } } : undefined,
    );
    await expect(reply.show(textBody(SECRET), true)).rejects.toThrow();
    await reply.show(textBody('something broke'), true);
    expect(shown()).toEqual([['something broke', 'to all']]);
  });
});

describe('when time is up before anything was said', () => {
  test('the answer is announced to the member alone, and takes that place', async () => {
    reply.announce();
    await reply.show(textBody(SECRET), true);
    expect(shown()).toEqual([[SECRET, 'privately']]);
    expect(handle.followUps()).toEqual([]);
  });

  test('one that is planned for all is announced to all', async () => {
    reply.plan('to all');
    reply.announce();
    expect(await reply.announced()).toBe('to all');
    await reply.show(textBody('a card'), false);
    expect(shown()).toEqual([['a card', 'to all']]);
  });

  test('a form that comes after that is words instead', async () => {
    reply.announce();
    await reply.ask({ custom_id: 'form', title: 'A form', components: [] });
    expect(shown()).toEqual([[expect.stringContaining('once more'), 'privately']]);
  });

  test('an announcement that Discord does not take leaves the answer as it would have been', async () => {
    const body = { message: 'no', code: 50035 };
    discord.fault(fewTimes(1, (path) => path.endsWith('/callback'), { status: 400, body }));
    reply.announce();
    await reply.show(textBody('a card'), false);
    expect(await reply.announced()).toBeUndefined();
    expect(shown()).toEqual([['a card', 'to all']]);
  });

  test('what was answered already is not announced', async () => {
    await reply.show(textBody('a card'), false);
    reply.announce();
    expect(await reply.announced()).toBeUndefined();
    expect(shown()).toEqual([['a card', 'to all']]);
  });
});

test('what is refused after a private deferral is followed in the same place', async () => {
  await reply.defer(true);
  const body = { message: 'Invalid Form Body', code: 50035 };
  discord.fault(fewTimes(1, (path) => path.endsWith('/messages/@original'), { status: 400, body }));
  await expect(reply.show(textBody('too long'), true)).rejects.toThrow();
  await reply.show(textBody('something broke'), true);
  expect(shown()).toEqual([['something broke', 'privately']]);
});

test('an answer that another process gave is not given twice', async () => {
  const body = { message: 'Interaction has already been acknowledged.', code: 40060 };
  discord.fault(fewTimes(1, (path) => path.endsWith('/callback'), { status: 400, body }));
  await expect(reply.show(textBody('late'), true)).rejects.toThrow();
  expect(reply.isAnswered()).toBe(true);
});

const SHARED = [1, 2].map((version) => Symbol.for(`undici.globalDispatcher.${version}`));

test('a file goes up whosever connections the libraries of this process share', async () => {
  const before = SHARED.map((name) => Reflect.get(globalThis, name));
  setGlobalDispatcher(new Agent());
  try {
    await reply.show(textBody('a card'), false, [{ name: 'a.txt', blob: new Blob(['a']) }]);
  } finally {
    SHARED.forEach((name, place) => {
      Reflect.set(globalThis, name, before[place]);
    });
  }
  expect(handle.message()?.attachments.map(({ filename }) => filename)).toEqual(['a.txt']);
});
