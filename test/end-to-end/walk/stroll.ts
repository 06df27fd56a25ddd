import type { InteractionHandle } from '../../../sandbox/discord/interactions.ts';
import type { JsonObject } from '../../../sandbox/discord/json.ts';
import { FLAGS, type StoredMessage } from '../../../sandbox/discord/messages.ts';
import type { Channel, User } from '../../../sandbox/discord/world.ts';
import { createMovableClock, type MovableClock } from '../../../sandbox/movable-clock.ts';
import { type Bench, openBench } from '../bench.ts';
import { pictureFile } from '../pictures.ts';
import type { Person, PlaceName } from './steps.ts';

type Photo = Awaited<ReturnType<typeof pictureFile>>;

export const DAILY_CREDITS = 60;

/** An interaction, and how many disturbances there had been before it. */
interface Taken {
  readonly label: string;
  readonly user: User;
  readonly handle: InteractionHandle;
  readonly disturbances: number;
}

interface Form {
  readonly user: User;
  readonly customId: string;
  readonly modal: JsonObject;
}

/** The bot, and all that a walk remembers of what it did. */
export interface Stroll {
  readonly bench: Bench;
  readonly clock: MovableClock;
  readonly photo: Photo;
  readonly broken: Photo;
  readonly people: Readonly<Record<Person, User>>;
  channelOf(place: PlaceName, user: User): Channel;
  /** Newest first. */
  messages(): readonly StoredMessage[];
  /** Waits for the answer unless that is put off. */
  take(act: Taken, isHurried?: boolean): Promise<void>;
  disturbances(): number;
  /** Announced, and left so by a disturbance. */
  isAbandoned(messageId: string): boolean;
  /** From now on an interaction that is under way may stay without an answer. */
  disturb(): void;
  /** A trouble, and how to end it before it is used up. */
  trouble(end: () => void): void;
  endTroubles(): void;
  /** The newest form that somebody was shown and has not sent. */
  takeForm(): Form | undefined;
  /** Resolves when nothing is being said for a moment. */
  calm(): Promise<void>;
  /** Resolves when every interaction has its answer, and says which have none although nothing came between. */
  answered(): Promise<readonly string[]>;
}

const QUIET_MS = 50;
const CALM_MS = 4000;
/** Longer than anybody's client waits, and for what may well stay without an answer. */
const PATIENCE_MS = 6000;
const BRIEF_MS = 200;
/** So long after a disturbance its effect may still be felt. */
const DISTURBED_MS = 15_000;
/** What has no answer by then goes on beside the next step. */
const FIRST_MS = 700;
const TASKS_MS = [2000, 9000, 25_000, 70_000, 200_000, 900_000];

const pause = (ms: number) => new Promise<void>((resolve) => setTimeout(resolve, ms));

/** Tasks take from seconds to a quarter of an hour, by the clock that the walk moves. */
const taskMs = (ordinal: number): number => TASKS_MS[(ordinal * 7) % TASKS_MS.length] ?? 2000;

export async function openStroll(): Promise<Stroll> {
  const clock = createMovableClock();
  const bench = await openBench({
    clock,
    // the bot spaces its edits by the clock that leaps here; test/end-to-end/edit-budget.test.ts holds these rates
    discord: { clock, limits: { channelMessages: 'off', oldMessages: 'off' } },
    freepik: { taskMs },
    apiframe: { taskMs },
    env: {
      DEFAULT_DAILY_CREDITS: String(DAILY_CREDITS),
      DEFAULT_CONCURRENT_JOBS: '6',
      PROVIDER_CONCURRENCY: '4',
      // questions that never end leave no moment in which nothing is said
      POLL_MIN_MS: '1000',
      SHUTDOWN_SECONDS: '6',
    },
  });
  const { discord, freepik, apiframe, files } = bench;
  const people = {
    ann: discord.addUser({ name: 'ann', locale: 'en-US' }),
    bob: discord.addUser({ name: 'bob', locale: 'vi' }),
    mod: discord.addUser({ name: 'mod', locale: 'en-US' }),
  };
  const server = discord.addGuild({ name: 'a server', locale: 'vi' });
  const role = discord.addRole(server, { name: 'moderators', permissions: ['MANAGE_MESSAGES'] });
  discord.setMember(server, people.mod, { roles: [role] });
  const elsewhere = discord.addGuild({ name: 'a server without the bot', locale: 'en-US' });
  const channels = {
    server: discord.addChannel(server, { name: 'pictures' }),
    elsewhere: discord.addChannel(elsewhere, { name: 'elsewhere' }),
  };
  discord.leaveGuild(elsewhere);

  const asked: Taken[] = [];
  const forms: Form[] = [];
  const troubles: (() => void)[] = [];
  let disturbances = 0;
  let events = 0;
  discord.on('exchange', () => void events++);

  const bustle = () => events + freepik.requests.length + apiframe.requests.length + (files?.requests.length ?? 0);
  const isAnswered = (handle: InteractionHandle, withinMs: number) =>
    Promise.race([
      handle.acknowledged.then(
        () => true,
        () => false,
      ),
      pause(withinMs).then(() => false),
    ]);

  const messages = () =>
    discord
      .allMessages()
      .filter(({ author, deletedAt }) => author.id === discord.botUserId && deletedAt === undefined)
      .toReversed();

  const announced = new Map<string, number>();
  const abandoned = new Set<string>();
  let disturbedAt = Number.NEGATIVE_INFINITY;
  /** Nobody comes back to an announced answer whose bot was stopped, or whose way was cut, before it was given. */
  function isThinking({ id, flags }: StoredMessage): boolean {
    if ((flags & FLAGS.LOADING) === 0) return false;
    const now = performance.now();
    const since = announced.get(id) ?? now;
    announced.set(id, since);
    if (now - since < PATIENCE_MS) return true;
    if (disturbedAt > since - DISTURBED_MS) abandoned.add(id);
    return false;
  }

  return {
    bench,
    clock,
    photo: await pictureFile(300, 200),
    broken: { name: 'cat.png', bytes: Buffer.from('not a picture at all') },
    people,
    channelOf: (place, user) => (place === 'direct' ? discord.openDm(user) : channels[place]),
    messages,
    disturbances: () => disturbances,
    async take(taken, isHurried = false) {
      asked.push(taken);
      const { handle, user } = taken;
      const answer = handle.acknowledged.then(
        () => {
          const { modal } = handle;
          const customId = modal?.['custom_id'];
          if (modal && typeof customId === 'string') forms.push({ user, customId, modal });
        },
        () => undefined,
      );
      if (!isHurried) await Promise.race([answer, pause(FIRST_MS)]);
    },
    disturb() {
      disturbances += 1;
      disturbedAt = performance.now();
    },
    isAbandoned: (messageId) => abandoned.has(messageId),
    trouble: (end) => void troubles.push(end),
    endTroubles() {
      for (const end of troubles.splice(0)) end();
    },
    takeForm: () => forms.pop(),
    async calm() {
      for (const end = performance.now() + CALM_MS; performance.now() < end; ) {
        const before = bustle();
        await pause(QUIET_MS);
        if (bustle() === before && !messages().some(isThinking)) return;
      }
    },
    async answered() {
      const complaints: string[] = [];
      for (const each of asked.splice(0)) {
        const isDisturbed = () => each.disturbances !== disturbances;
        const wasAnswered = await isAnswered(each.handle, isDisturbed() ? BRIEF_MS : PATIENCE_MS);
        if (!wasAnswered && !isDisturbed()) complaints.push(`not answered: ${each.label}`);
      }
      return complaints;
    },
  };
}
