import { readFile } from 'node:fs/promises';
import { homedir } from 'node:os';
import { basename } from 'node:path';
import type { GivenFile } from '../discord/command-options.ts';
import { COMPONENT } from '../discord/components.ts';
import type { StoredMessage } from '../discord/messages.ts';
import type { Channel, User } from '../discord/world.ts';
import type { ChannelView } from '../page/protocol.ts';
import type { Room } from '../page/room.ts';
import type { Sitting } from '../sitting.ts';
import type { CardContext } from './card.ts';
import type { Look } from './markdown-text.ts';

interface SeatOptions {
  readonly sitting: Sitting;
  readonly room: Room;
  readonly look: Look;
}

export type Seat = ReturnType<typeof createSeat>;

/** A path as it is typed or dropped onto a terminal. */
export async function openFile(typed: string): Promise<GivenFile['file']> {
  const path = typed
    .trim()
    .replace(/^(['"])(.*)\1$/, '$2')
    .replace(/^~(?=\/)/, homedir());
  return { name: basename(path), bytes: await readFile(path) };
}

/** Who sits at the terminal, in which channel, and what they see from there. */
export function createSeat({ sitting, room, look }: SeatOptions) {
  const { stage, people, places, clock } = sitting;
  const { discord } = stage;
  let user: User = sitting.moderator;
  let channel: Channel = sitting.pictures;

  const channels = (): readonly { readonly channel: Channel; readonly view: ChannelView }[] => room.channelsOf(user);
  const placeName = (id: string): string => channels().find((each) => each.channel.id === id)?.view.name ?? 'a channel';
  const roles = () => places.flatMap(({ guild }) => [...guild.roles.values()]);
  const roleName = (name: string): string => name.replace(/^@/, '');
  const members = () => people.map((each) => ({ value: each.user.id, label: `@${each.user.name}` }));

  const choosable: Readonly<Record<number, () => ReturnType<CardContext['choosable']>>> = {
    [COMPONENT.userSelect]: members,
    [COMPONENT.mentionableSelect]: members,
    [COMPONENT.roleSelect]: () => roles().map(({ id, name }) => ({ value: id, label: `@${roleName(name)}` })),
    [COMPONENT.channelSelect]: () =>
      channels()
        .filter(({ view }) => view.kind !== 'direct')
        .map(({ view }) => ({ value: view.id, label: `#${view.name}` })),
  };

  const card: CardContext = {
    names: {
      user: (id) =>
        id === discord.botUserId ? 'Darkroom' : (people.find((each) => each.user.id === id)?.user.name ?? 'somebody'),
      role: (id) => roleName(roles().find((role) => role.id === id)?.name ?? 'role'),
      channel: placeName,
      now: () => clock.now(),
      locale: () => user.locale,
    },
    look,
    choosable: (type) => choosable[type]?.() ?? [],
  };

  return {
    get user() {
      return user;
    },
    get channel() {
      return channel;
    },
    card,
    channels,
    placeName,
    commands: () => room.commandsOf(user)[channel.id] ?? [],

    /** Somebody else sits down; whoever does not see this channel is in the first that they see. */
    speakAs(other: User): void {
      user = other;
      if (!channels().some((each) => each.channel.id === channel.id)) channel = channels()[0]?.channel ?? channel;
    },
    goTo(other: Channel): void {
      channel = other;
    },

    /** Also of a message that was deleted: whether it was there for whoever sits here. */
    sees: (message: StoredMessage): boolean =>
      (message.ephemeralFor === undefined || message.ephemeralFor === user.id) &&
      channels().some((each) => each.channel.id === message.channelId),
    about: (message: StoredMessage): readonly string[] => [
      ...(message.author.bot ? [] : [message.author.name]),
      ...(message.channelId === channel.id ? [] : [`#${placeName(message.channelId)}`]),
    ],

    /** Of a file that one of the local servers has. */
    async bytesAt(url: string): Promise<Uint8Array | undefined> {
      const own = discord.attachmentBytes(url);
      if (own) return own;
      const hosts = [discord.cdnHost, stage.files?.linkHost, stage.freepik.resultHost, stage.apiframe.resultHost];
      if (!hosts.includes(URL.parse(url)?.host ?? '')) return undefined;
      const answer = await fetch(url, { redirect: 'error' }).catch(() => undefined);
      return answer?.ok ? new Uint8Array(await answer.arrayBuffer()) : undefined;
    },
  };
}
