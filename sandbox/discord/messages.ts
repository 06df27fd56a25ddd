import type { Clock } from '../../src/core/clock.ts';
import type { Cdn } from './cdn.ts';
import type { JsonObject } from './json.ts';
import type { Emit, MessageContent, MessageEdit, StoredMessage, User, Via } from './types.ts';

export interface MessageDraft {
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

export interface MessageStoreOptions {
  readonly clock: Clock;
  readonly nextId: () => string;
  readonly cdn: Cdn;
  readonly emit: Emit;
}

export type MessageStore = ReturnType<typeof createMessageStore>;

type Writable<T> = { -readonly [Key in keyof T]: T[Key] };
type Row = Writable<Omit<StoredMessage, 'edits'>> & { edits: MessageEdit[] };

const NONCE_LIFE_MS = 5 * 60_000;

export function createMessageStore({ clock, nextId, cdn, emit }: MessageStoreOptions) {
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

    /** What an earlier request with the same nonce made, a few minutes long. */
    sameNonce(authorId: string, channelId: string, nonce: string | number): StoredMessage | undefined {
      const row = byNonce.get(`${authorId} ${channelId} ${nonce}`);
      return row && clock.now() - row.createdAt < NONCE_LIFE_MS ? row : undefined;
    },
  };
}
