import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { GivenOptions } from '../../sandbox/discord/command-options.ts';
import type { StoredMessage } from '../../sandbox/discord/messages.ts';
import type { Channel, User } from '../../sandbox/discord/world.ts';
import { createMovableClock } from '../../sandbox/movable-clock.ts';
import { parseChooseId, parseCustomId } from '../../src/core/custom-ids.ts';
import { type Bench, createScene, english, openBench, textOf } from './bench.ts';
import { readBooks } from './books.ts';
import { FEWEST_PIXELS, pictureFile } from './pictures.ts';

interface Place {
  readonly channel: Channel;
  readonly user: User;
}
interface Press {
  readonly id: string;
  readonly customId: string;
  readonly values: readonly string[];
}

const clock = createMovableClock();
const kinds = {
  'of one picture': () => ['imagine', { ...FEWEST_PIXELS, prompt: 'a red fox' }],
  'of two pictures': () => ['imagine', { ...FEWEST_PIXELS, prompt: 'a red fox', count: 2 }],
  'that is private': () => ['imagine', { ...FEWEST_PIXELS, prompt: 'a red fox', private: true }],
  'of an edited picture': async () => ['upscale', { image: { file: await pictureFile(160, 160) } }],
} as const satisfies Record<string, () => Order | Promise<Order>>;
type Order = readonly [string, GivenOptions];
const placeNames = ['in a server', 'in a direct message', 'in a server without the bot'] as const;
const table = placeNames.flatMap((place) => Object.keys(kinds).map((kind) => [place, kind] as const));

let bench: Bench;
let bob: User;
let mod: User;
const places = new Map<string, Place>();
const messages = new Map<string, StoredMessage>();

beforeAll(async () => {
  bench = await openBench({
    clock,
    freepik: { taskMs: 30 },
    env: { DEFAULT_DAILY_CREDITS: '100000', DEFAULT_CONCURRENT_JOBS: '1000' },
  });
  const { discord } = bench;
  const server = createScene(bench);
  const ann = discord.addUser({ name: 'ann', locale: 'en-US' });
  bob = discord.addUser({ name: 'bob', locale: 'en-US' });
  mod = discord.addUser({ name: 'mod', locale: 'en-US' });
  const role = discord.addRole(server.guild, { name: 'moderators', permissions: ['MANAGE_MESSAGES'] });
  discord.setMember(server.guild, mod, { roles: [role] });
  const elsewhere = createScene(bench, 'another server');
  discord.leaveGuild(elsewhere.guild);
  places.set('in a server', server);
  places.set('in a direct message', { user: ann, channel: discord.openDm(ann) });
  places.set('in a server without the bot', elsewhere);
  for (const [name, place] of places)
    for (const [kind, orderOf] of Object.entries(kinds))
      messages.set(`${name} ${kind}`, await make(place, await orderOf()));
}, 60_000);
afterAll(async () => {
  await bench.app.stop();
  expect(await readBooks(bench.env)).toMatchObject({ unbalanced: [], unknown: 0 });
  await bench.close();
});

async function make(place: Place, [name, options]: Order): Promise<StoredMessage> {
  const handle = await bench.discord.runCommand({ ...place, name, options });
  return bench.discord.until(() => (isFinished(handle.message()) ? handle.message() : undefined), 20_000);
}

const isFinished = (message: StoredMessage | undefined) => /"v1:again:/.test(textOf(message));

function find<T>(map: ReadonlyMap<string, T>, key: string): T {
  const value = map.get(key);
  if (!value) throw new Error(`nothing ${key}`);
  return value;
}

/** Every button of a message, and every entry of its menus. */
function pressesOn(message: StoredMessage): readonly Press[] {
  const text = textOf(message);
  const ids = (key: string) =>
    [...text.matchAll(new RegExp(`"${key}":"(v1:[^"]+)"`, 'g'))].flatMap(([, id]) => id ?? []);
  const [menu = ''] = ids('custom_id').filter((id) => id.startsWith('v1:choose:'));
  const buttons = ids('custom_id').filter((id) => id !== menu);
  return [
    ...buttons.map((id) => ({ id, customId: id, values: [] })),
    ...ids('value').map((id) => ({ id, customId: menu, values: [id] })),
  ];
}

const isAnswered = (click: { readonly modal?: unknown; message(): StoredMessage | undefined }) =>
  click.modal !== undefined || textOf(click.message()).length > 20;

/** Pictures that an action makes at once. */
function paidBy(id: string, kind: string): number {
  const action = parseCustomId(id)?.action ?? '';
  if (action === 'again') return kind === 'of two pictures' ? 2 : 1;
  return ['vary', 'upscale', 'rmbg'].includes(action) ? 1 : 0;
}

async function twice(user: User, message: StoredMessage, { customId, values }: Press, force = false) {
  const act = { user, message, customId, values, force };
  const clicks = [bench.discord.click(act), bench.discord.click(act)];
  await Promise.all(clicks.map(({ acknowledged }) => acknowledged));
  await bench.discord.until(() => clicks.every(isAnswered) || undefined, 10_000);
  return clicks;
}

async function pressAll(user: User, message: StoredMessage, kind: string): Promise<void> {
  clock.advance(4000);
  for (const press of pressesOn(message)) {
    const before = bench.freepik.billed;
    const clicks = await twice(user, message, press);
    const paid = paidBy(press.id, kind);
    if (paid > 0) {
      await bench.discord.until(() => clicks.some((click) => isFinished(click.message())) || undefined, 20_000);
      expect(
        clicks.filter((click) => /moment ago/.test(textOf(click.message()))),
        press.id,
      ).toHaveLength(1);
    }
    expect(bench.freepik.billed - before, press.id).toBe(paid);
    const own = parseChooseId(press.id)?.n === 2 ? clicks[0]?.message() : undefined;
    if (own) await pressAll(user, own, kind);
  }
}

const patience = { timeout: 60_000 };

describe('every button of a result, pressed twice at once, is answered twice and counts once', () => {
  test.each(table)('%s, %s', patience, async (name, kind) => {
    await pressAll(find(places, name).user, find(messages, `${name} ${kind}`), kind);
  });
});

test.each(['of one picture', 'of two pictures'])(
  'everybody may go on from a public result %s',
  patience,
  async (kind) => {
    const message = find(messages, `in a server ${kind}`);
    await pressAll(bob, message, kind);
  },
);

test.each(placeNames)('nobody else may go on from a private result %s', patience, async (name) => {
  const message = find(messages, `${name} that is private`);
  const before = bench.freepik.billed;
  for (const user of [bob, mod])
    for (const press of pressesOn(message))
      for (const click of await twice(user, message, press, true))
        expect(textOf(click.message()), press.id).toContain(english.notices.jobMissing);
  expect(bench.freepik.billed).toBe(before);
});

describe('the same after a restart, of every kind and in every place', () => {
  beforeAll(() => bench.restart());
  const [first = 'of one picture'] = Object.keys(kinds);
  test.each(table.filter(([name, kind]) => name === 'in a server' || kind === first))(
    '%s, %s',
    patience,
    async (name, kind) => {
      await pressAll(find(places, name).user, find(messages, `${name} ${kind}`), kind);
    },
  );
});

describe('when it was deleted, every button says so to whoever presses it', () => {
  test.each(table)('%s, %s', patience, async (name, kind) => {
    clock.advance(4000);
    const { user } = find(places, name);
    const message = find(messages, `${name} ${kind}`);
    const presses = pressesOn(message);
    const asked = bench.discord.click({
      user,
      message,
      customId: presses.find(({ id }) => /:delete:/.test(id))?.id ?? '',
    });
    await asked.acknowledged;
    const question = asked.message();
    const sure = /"(v1:delete-sure:[^"]+)"/.exec(textOf(question))?.[1] ?? '';
    if (!question) throw new Error('nothing was asked');
    const confirmed = bench.discord.click({ user, message: question, customId: sure });
    await bench.discord.until(() => /Deleted/.test(textOf(confirmed.message())) || undefined, 10_000);
    const before = bench.freepik.billed;
    for (const who of [user, bob, mod])
      for (const press of presses)
        for (const click of await twice(who, message, press, true))
          expect(textOf(click.message()), press.id).toContain(english.notices.jobMissing);
    expect(bench.freepik.billed).toBe(before);
  });
});
