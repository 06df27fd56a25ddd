import type { Exchange } from '../discord/events.ts';
import type { StoredMessage } from '../discord/messages.ts';
import type { Channel, User } from '../discord/world.ts';
import type { Sitting } from '../sitting.ts';
import { localized } from './localized.ts';
import type { ChannelView, FaultView, MessageView, PageEvent, PersonView, Snapshot } from './protocol.ts';
import { createTimeline } from './timeline.ts';

const KEPT_EVENTS = 1000;
const NEWEST_MESSAGES = 50;

/** What this person is told of something that happened, if anything. */
type Told = (user: User) => PageEvent | undefined;

interface Happened {
  readonly number: number;
  readonly told: Told;
}

export type Room = ReturnType<typeof createRoom>;

/** What each person sees: channels, messages, commands; and what happens, numbered, for those who listen. */
export function createRoom(sitting: Sitting, controls: { faults(): readonly FaultView[] }) {
  const { stage, clock, people, places, bot, pace, guild } = sitting;
  const { discord } = stage;
  const events: Happened[] = [];
  const listeners = new Set<() => void>();
  let last = 0;
  let isAgreed = false;

  function tell(told: Told): void {
    last += 1;
    events.push({ number: last, told });
    if (events.length > KEPT_EVENTS) events.shift();
    for (const listener of listeners) listener();
  }

  const timeline = createTimeline(sitting, (entry) => tell(() => ({ kind: 'timeline', entry })));

  function channelsOf(user: User): readonly { readonly channel: Channel; readonly view: ChannelView }[] {
    const inServers = places
      .filter((place) => place.guild.members.has(user.id))
      .flatMap((place) => place.channels.map((channel) => ({ channel, view: viewOf(channel, place.guild.name) })));
    const direct = discord.openDm(user);
    const view: ChannelView = { id: direct.id, name: 'Darkroom', kind: 'direct', place: 'Direct messages' };
    return [...inServers, { channel: direct, view }];
  }

  const sees = (user: User, message: StoredMessage) =>
    (message.ephemeralFor === undefined || message.ephemeralFor === user.id) &&
    channelsOf(user).some(({ channel }) => channel.id === message.channelId);

  function messageView(message: StoredMessage, user: User): MessageView {
    const answered = message.referenceId && discord.message(message.channelId, message.referenceId);
    return {
      id: message.id,
      channelId: message.channelId,
      payload: discord.payload(message),
      isPrivate: message.ephemeralFor !== undefined,
      isOwn: message.author.id === user.id,
      mayDelete: discord.mayDelete(user, message),
      reactions: [...message.reactions].map(([emoji, who]) => ({ emoji, count: who.size, isOwn: who.has(user.id) })),
      replyTo: answered ? { author: answered.author.name, text: answered.content } : undefined,
    };
  }

  /** The newest that this person sees in a channel, or the newest before one of them. */
  const messagesIn = (channel: Channel, user: User, before?: string): readonly MessageView[] => {
    const seen = discord.messages(channel.id).filter((message) => sees(user, message));
    const at = before === undefined ? seen.length : seen.findIndex(({ id }) => id === before);
    return seen.slice(Math.max(0, at - NEWEST_MESSAGES), Math.max(0, at)).map((each) => messageView(each, user));
  };

  const commandsOf = (user: User): Snapshot['commands'] =>
    Object.fromEntries(
      channelsOf(user).map(({ channel }) => [
        channel.id,
        discord.commandsFor({ user, channel }).map((command) => localized(command, user.locale)),
      ]),
    );

  const showMessage = (message: StoredMessage) =>
    tell((user) => (sees(user, message) ? { kind: 'message', message: messageView(message, user) } : undefined));

  const personView = ({ user, role }: (typeof people)[number]): PersonView => ({
    id: user.id,
    name: user.name,
    role,
    locale: user.locale,
    isMember: guild.members.has(user.id),
    isModerator: sitting.isModerator(user),
    takesDirect: user.acceptsDirectMessages,
  });

  function snapshot(user: User): Snapshot {
    const channels = channelsOf(user);
    return {
      now: clock.now(),
      person: user.id,
      people: people.map(personView),
      channels: channels.map(({ view }) => view),
      messages: channels.flatMap(({ channel }) => messagesIn(channel, user)),
      commands: commandsOf(user),
      roles: places.flatMap((place) => [...place.guild.roles.values()].map(({ id, name }) => ({ id, name }))),
      bot: bot.state,
      log: bot.lines.slice(-200),
      timeline: timeline.newest(100),
      faults: controls.faults(),
      pace: pace.ms,
      real: { providers: sitting.real, isAgreed },
    };
  }

  const tellAnew = () => tell((user) => ({ kind: 'snapshot', snapshot: snapshot(user) }));

  function noteExchange(exchange: Exchange): void {
    timeline.noteExchange(exchange);
    const isRegistration = /\/commands(\/\d+)?$/.test(exchange.path) && exchange.method !== 'GET';
    if (isRegistration) tell((user) => ({ kind: 'commands', commands: commandsOf(user) }));
  }

  const offs = [
    discord.on('message', showMessage),
    discord.on('edit', showMessage),
    discord.on('reaction', ({ message }) => showMessage(message)),
    discord.on('delete', (message) =>
      tell((user) => (sees(user, message) ? { kind: 'gone', id: message.id } : undefined)),
    ),
    discord.on('interaction', timeline.noteInteraction),
    discord.on('exchange', noteExchange),
    sitting.onBot((kind, text) => {
      if (kind === 'line') timeline.readLine(text);
      tell(() => (kind === 'line' ? { kind: 'log', line: text } : { kind: 'bot', state: bot.state }));
    }),
    ...timeline.listen(),
  ];

  return {
    channelsOf,
    messagesIn,
    commandsOf,
    snapshot,
    tell,
    around: timeline.around,
    get timeline() {
      return timeline.newest(300);
    },
    person: (id: string): User | undefined => people.find(({ user }) => user.id === id)?.user,
    /** A message that this person sees. */
    messageFor(user: User, id: string): StoredMessage | undefined {
      const found = discord.allMessages().find((message) => message.id === id && message.deletedAt === undefined);
      return found && sees(user, found) ? found : undefined;
    },
    /** A message as it is, and all that was asked and answered about it, the bot's later edits too. */
    about: (message: StoredMessage) => [
      {
        title: 'The message, as it is now',
        to: undefined,
        at: message.editedAt ?? message.createdAt,
        ms: undefined,
        status: undefined,
        asked: timeline.hide(discord.payload(message)),
        answer: undefined,
      },
      ...timeline.about(message.id),
    ],

    /** Nobody is asked again in this sitting. */
    agreeToCosts(): void {
      isAgreed = true;
      tellAnew();
    },
    isAgreed: (): boolean => isAgreed || sitting.real.length === 0,
    /** Places or people are others than before. */
    tellAnew,
    /** What is set, or the time, was changed. */
    tellControls: () => tell(() => ({ kind: 'controls', faults: controls.faults(), pace: pace.ms, now: clock.now() })),

    /** The number of what happened last. */
    last: () => last,
    /** What happened since; undefined where that is not known any more. */
    since(number: number): readonly Happened[] | undefined {
      const oldest = events[0]?.number ?? last + 1;
      return number + 1 >= oldest && number <= last ? events.filter((event) => event.number > number) : undefined;
    },
    listen(listener: () => void): () => void {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    close(): void {
      for (const off of offs) off();
    },
  };
}

function viewOf(channel: Channel, place: string): ChannelView {
  const kind = channel.parentId === undefined ? (channel.nsfw ? 'nsfw' : 'text') : 'thread';
  return { id: channel.id, name: channel.name, kind, place };
}
