import type { Acknowledgement, InteractionRecord } from './interactions.ts';
import type { JsonObject } from './json.ts';
import type { MessageStore } from './messages.ts';
import type { StoredMessage } from './types.ts';

export interface InteractionHandle {
  readonly id: string;
  readonly token: string;
  /** Rejects when nobody answered within three seconds by the clock. */
  readonly acknowledged: Promise<Acknowledgement>;
  /** `@original` as it is now, deleted or not; for a deferred update the clicked message. */
  message(): StoredMessage | undefined;
  followUps(): readonly StoredMessage[];
  /** The form that was opened as the answer. */
  readonly modal: JsonObject | undefined;
}

export function createHandles(messages: MessageStore) {
  const records = new Map<string, InteractionRecord>();

  return {
    of(record: InteractionRecord): InteractionHandle {
      records.set(record.id, record);
      return {
        id: record.id,
        token: record.token,
        acknowledged: record.acknowledged,
        message: () => (record.originalId === undefined ? undefined : messages.find(record.originalId)),
        followUps: () => record.followUpIds.map((id) => messages.find(id)).filter((message) => message !== undefined),
        get modal() {
          return record.modal;
        },
      };
    },
    record(handle: InteractionHandle): InteractionRecord {
      const record = records.get(handle.id);
      if (!record) throw new Error(`no interaction ${handle.id}`);
      return record;
    },
    /** The newest form of this name that the user has been shown. */
    openModal(userId: string, customId: string): InteractionRecord | undefined {
      return [...records.values()].findLast(
        (record) => record.user.id === userId && record.modal?.['custom_id'] === customId,
      );
    },
  };
}
