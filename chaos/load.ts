import { setTimeout as pause } from 'node:timers/promises';
import type { InteractionHandle } from '../sandbox/discord/interactions.ts';
import type { StoredMessage } from '../sandbox/discord/messages.ts';
import type { User } from '../sandbox/discord/world.ts';
import { createRandom } from '../sandbox/pictures/random.ts';
import { pictureFile } from '../test/end-to-end/pictures.ts';
import { orders } from '../test/end-to-end/walk/orders.ts';
import { actionOf, type Press, pressesOn } from '../test/end-to-end/walk/presses.ts';
import { FORBIDDEN_WORD } from './outages.ts';
import type { World } from './world.ts';

/** What a member did, and how long it took until there was an answer. */
export interface Ask {
  readonly label: string;
  readonly at: number;
  /** Undefined when nobody had answered in time. */
  answeredMs: number | undefined;
  isOver: boolean;
}

const SUBJECTS = ['fox', FORBIDDEN_WORD] as const;
/** What the members leave alone: it asks for a form, or ends what is looked at. */
const UNPRESSED = new Set(['prompt', 'reword', 'redo', 'report', 'choose', 'page']);
const JOBS_A_MEMBER = 10;
const CHANNELS = 3;
const MOST_OF_LATE = 60;
/** So long after somebody acted nobody answers any more. */
const GONE_MS = 10_000;

export type Load = Awaited<ReturnType<typeof createLoad>>;

/** Members who order, press, cancel, delete and look, however it storms. */
export async function createLoad(world: World, { seed, jobs }: { seed: number; jobs: number }) {
  const { discord } = world.stage;
  const random = createRandom(`members ${seed}`);
  const chance = (share: number) => random.next() < share;
  const photo = await pictureFile(300, 200);
  const broken = { name: 'cat.png', bytes: Buffer.from('not a picture at all') };
  const guild = discord.addGuild({ name: 'a server', locale: 'en-US' });
  const channels = Array.from({ length: CHANNELS }, (_, n) => discord.addChannel(guild, { name: `pictures-${n}` }));
  const members = Array.from({ length: 4 + Math.ceil(jobs / JOBS_A_MEMBER) }, (_, n) =>
    discord.addUser({ name: `member-${n}`, locale: chance(0.3) ? 'vi' : 'en-US' }),
  );
  const asks: Ask[] = [];
  let ordered = 0;
  let allowed = 0;
  let isStopped = false;
  /** So many pictures are wanted at once before a member waits. */
  const patience = 2.5 * world.limits.atProvider;
  const hands = Math.ceil(world.limits.atProvider / 8);
  let running: Promise<unknown> = Promise.resolve();

  const one = <T>(list: readonly T[]): T | undefined => list[Math.floor(random.next() * list.length)];
  const member = (): User => one(members) ?? discord.owner;

  function take(label: string, handle: InteractionHandle): void {
    const ask: Ask = { label, at: world.clock.now(), answeredMs: undefined, isOver: false };
    asks.push(ask);
    // a message that was only drawn anew says nothing, and what was to follow it may have died with a process
    const isGone = pause(GONE_MS, undefined, { ref: false });
    void Promise.race([handle.acknowledged, isGone])
      .then((answer) => {
        ask.answeredMs = answer?.ms;
      })
      .catch(() => undefined)
      .finally(() => {
        ask.isOver = true;
      });
    world.asked(handle);
  }

  /** Once, twice as an impatient hand does it, or twice as an impatient network does. */
  async function act(label: string, open: () => Promise<InteractionHandle>): Promise<void> {
    const first = await open();
    take(label, first);
    const manner = random.next();
    if (manner < 0.08) take(`${label}, again at once`, await open());
    else if (manner < 0.16) discord.redeliver(first);
  }

  const cards = (): readonly StoredMessage[] =>
    discord
      .allMessages()
      .slice(-MOST_OF_LATE)
      .filter(({ author, deletedAt }) => author.id === discord.botUserId && deletedAt === undefined);

  function causeOf({ interaction }: StoredMessage): User | undefined {
    const id = /"user":\{"id":"(\d+)"/.exec(JSON.stringify(interaction ?? {}))?.[1];
    return members.find((user) => user.id === id);
  }

  /** The second API has other models. */
  const isOtherFlux = (name: string) => name === 'flux' && world.mode === 'postgres';

  async function order(): Promise<void> {
    const wanted = one(orders);
    const channel = one(channels);
    if (!wanted || !channel) return;
    ordered += 1;
    const user = member();
    const given = isOtherFlux(wanted.name) ? { prompt: '' } : wanted.options({ photo, broken, job: undefined });
    const words = `a ${one(SUBJECTS)} number ${ordered}`;
    const options = {
      ...given,
      ...('prompt' in given ? { prompt: words } : {}),
      ...(wanted.takesCount && chance(0.2) ? { count: 2 } : {}),
      ...(chance(0.12) ? { private: true } : {}),
    };
    await act(`/${wanted.name} by ${user.name}: ${words}`, () =>
      discord.runCommand({ user, channel, name: wanted.name, options }),
    );
  }

  async function press(isMeant: (press: Press) => boolean): Promise<void> {
    const found = cards().flatMap((message) => {
      const user = causeOf(message);
      return user === undefined ? [] : pressesOn(message).map((each) => ({ ...each, user }));
    });
    const chosen = one(found.filter(isMeant));
    if (!chosen) return;
    const label = `${chosen.customId} ${chosen.values.join(' ')} by ${chosen.user.name}`;
    await act(label, async () => discord.click(chosen));
  }

  async function look(): Promise<void> {
    const [user, channel] = [member(), one(channels)];
    if (!channel) return;
    const name = one(['jobs', 'history', 'quota'] as const) ?? 'jobs';
    await act(`/${name} by ${user.name}`, () => discord.runCommand({ user, channel, name }));
  }

  function removeMessage(): void {
    const message = one(cards().filter(({ ephemeralFor }) => ephemeralFor === undefined));
    if (message) discord.deleteMessage(message);
  }

  const isPlain = (each: Press) => !UNPRESSED.has(actionOf(each)) && !each.customId.startsWith('v1:choose');

  async function step(): Promise<void> {
    const dice = random.next();
    if (dice < 0.6 && ordered < allowed) return order();
    if (dice < 0.75) return press((each) => isPlain(each) && actionOf(each) !== 'delete');
    if (dice < 0.87) return press((each) => actionOf(each) === 'cancel');
    if (dice < 0.92) return press((each) => actionOf(each).startsWith('delete'));
    if (dice < 0.97) return look();
    removeMessage();
  }

  const openNow = () => asks.slice(-MOST_OF_LATE).filter(({ isOver }) => !isOver).length;

  async function work(): Promise<void> {
    while (!isStopped) {
      // a command that the bot has not registered yet cannot be typed
      await step().catch((error: unknown) => world.complaints.push(`a member could not act: ${error}`));
      const busy = world.stage.freepik.inFlight() + world.stage.apiframe.inFlight();
      await pause(random.between(60, 260) + (busy + openNow() > patience ? 400 : 0));
    }
  }

  return {
    asks: asks as readonly Ask[],
    people: Object.fromEntries(members.map((user) => [user.name, user])),
    ordered: () => ordered,
    /** So many may have been ordered from now on. */
    allow(most: number): void {
      allowed = Math.max(allowed, most);
    },
    start(): void {
      running = Promise.all(Array.from({ length: hands }, work));
    },
    /** Nobody does anything any more, and all that was asked has its answer or will not get one. */
    async stop(): Promise<void> {
      isStopped = true;
      await running;
      while (asks.some(({ isOver }) => !isOver)) await pause(50);
    },
  };
}
