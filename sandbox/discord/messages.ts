import type { Clock } from '../../src/core/clock.ts';
import type { Attachment, Cdn } from './attachments.ts';
import type { JsonObject } from './json.ts';
import type { User } from './world.ts';

/** Whom a message calls, by id. */
export interface Mentions {
  readonly users: readonly string[];
  readonly roles: readonly string[];
  readonly isEveryone: boolean;
}

export interface MessageContent {
  readonly content: string;
  readonly embeds: readonly JsonObject[];
  readonly components: readonly JsonObject[];
  readonly attachments: readonly Attachment[];
  readonly flags: number;
  readonly mentions: Mentions;
}

/** By which door a message was written. */
export type Via = 'callback' | 'token' | 'channel' | 'user';

interface MessageEdit extends MessageContent {
  readonly at: number;
  readonly via: Via;
}

export interface StoredMessage extends MessageContent {
  readonly id: string;
  readonly channelId: string;
  readonly guildId: string | undefined;
  readonly author: User;
  readonly createdAt: number;
  readonly via: Via;
  /** The only user who sees it. */
  readonly ephemeralFor: string | undefined;
  readonly interaction: JsonObject | undefined;
  readonly nonce: string | number | undefined;
  readonly referenceId: string | undefined;
  readonly edits: readonly MessageEdit[];
  /** Who reacted, by emoji. */
  readonly reactions: ReadonlyMap<string, ReadonlySet<string>>;
  readonly editedAt: number | undefined;
  readonly deletedAt: number | undefined;
}

export interface Reaction {
  readonly message: StoredMessage;
  readonly user: User;
  readonly emoji: string;
  readonly isAdded: boolean;
}

export const FLAGS = {
  SUPPRESS_EMBEDS: 1 << 2,
  EPHEMERAL: 1 << 6,
  LOADING: 1 << 7,
  SUPPRESS_NOTIFICATIONS: 1 << 12,
  IS_COMPONENTS_V2: 1 << 15,
} as const;

interface MessageDraft {
  readonly channelId: string;
  readonly guildId: string | undefined;
  readonly author: User;
  readonly via: Via;
  readonly content: MessageContent;
  readonly ephemeralFor?: string | undefined;
  readonly interaction?: JsonObject | undefined;
  readonly nonce?: string | number | undefined;
  readonly referenceId?: string | undefined;
}

interface MessageStoreOptions {
  readonly clock: Clock;
  readonly nextId: () => string;
  readonly cdn: Cdn;
  readonly emit: (name: 'message' | 'edit' | 'delete', message: StoredMessage) => void;
  readonly reacted: (reaction: Reaction) => void;
}

export type MessageStore = ReturnType<typeof createMessageStore>;

type Writable<T> = { -readonly [Key in keyof T]: T[Key] };
type Row = Writable<Omit<StoredMessage, 'edits' | 'reactions'>> & {
  edits: MessageEdit[];
  reactions: Map<string, Set<string>>;
};

const NONCE_LIFE_MS = 5 * 60_000;

export function createMessageStore({ clock, nextId, cdn, emit, reacted }: MessageStoreOptions) {
  const rows = new Map<string, Row>();
  const byChannel = new Map<string, Row[]>();
  const byNonce = new Map<string, Row>();

  function rowsOf(channelId: string): Row[] {
    const known = byChannel.get(channelId);
    if (known) return known;
    const list: Row[] = [];
    byChannel.set(channelId, list);
    return list;
  }

  function live(channelId: string, id: string): Row | undefined {
    const row = rows.get(id);
    return row && row.channelId === channelId && row.deletedAt === undefined ? row : undefined;
  }

  return {
    live: (channelId: string, id: string): StoredMessage | undefined => live(channelId, id),
    /** Deleted ones too. */
    find: (id: string): StoredMessage | undefined => rows.get(id),
    list: (channelId: string): readonly StoredMessage[] =>
      rowsOf(channelId).filter((row) => row.deletedAt === undefined),
    all: (): readonly StoredMessage[] => [...rows.values()],

    create(draft: MessageDraft): StoredMessage {
      const { content, ...rest } = draft;
      const row: Row = {
        ephemeralFor: undefined,
        interaction: undefined,
        nonce: undefined,
        referenceId: undefined,
        ...rest,
        ...content,
        id: nextId(),
        createdAt: clock.now(),
        edits: [],
        reactions: new Map(),
        editedAt: undefined,
        deletedAt: undefined,
      };
      rows.set(row.id, row);
      rowsOf(row.channelId).push(row);
      if (row.nonce !== undefined) byNonce.set(`${row.author.id} ${row.channelId} ${row.nonce}`, row);
      for (const attachment of row.attachments) cdn.add(attachment);
      emit('message', row);
      return row;
    },

    edit(message: StoredMessage, content: MessageContent, via: Via): StoredMessage {
      const row = rows.get(message.id);
      if (!row) throw new Error(`no message ${message.id}`);
      for (const old of row.attachments) if (!content.attachments.includes(old)) cdn.remove(old);
      for (const fresh of content.attachments) cdn.add(fresh);
      Object.assign(row, content);
      row.editedAt = clock.now();
      row.edits.push({ at: row.editedAt, via, ...content });
      emit('edit', row);
      return row;
    },

    remove(message: StoredMessage): void {
      const row = rows.get(message.id);
      if (!row || row.deletedAt !== undefined) return;
      row.deletedAt = clock.now();
      for (const attachment of row.attachments) cdn.remove(attachment);
      emit('delete', row);
    },

    react({ message, user, emoji, isAdded }: Reaction): void {
      const row = rows.get(message.id);
      if (!row) return;
      const who = row.reactions.get(emoji) ?? new Set();
      if (who.has(user.id) === isAdded) return;
      if (isAdded) row.reactions.set(emoji, who.add(user.id));
      else who.delete(user.id);
      if (who.size === 0) row.reactions.delete(emoji);
      reacted({ message: row, user, emoji, isAdded });
    },

    /** What an earlier request with the same nonce made, a few minutes long. */
    sameNonce(authorId: string, channelId: string, nonce: string | number): StoredMessage | undefined {
      const row = byNonce.get(`${authorId} ${channelId} ${nonce}`);
      return row && clock.now() - row.createdAt < NONCE_LIFE_MS ? row : undefined;
    },
  };
}
