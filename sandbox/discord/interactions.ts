import { randomBytes } from 'node:crypto';
import type { Clock } from '../../src/core/clock.ts';
import type { JsonObject } from './json.ts';
import { refusals } from './refusal.ts';
import type { Channel, Emit, Guild, StoredMessage, User } from './types.ts';

export const KIND = { command: 2, component: 3, autocomplete: 4, modal: 5 } as const;
export const FIRST_RESPONSE_MS = 3_000;
export const TOKEN_LIFE_MS = 15 * 60_000;

export interface Acknowledgement {
  /** The callback's type. */
  readonly type: number;
  /** From the dispatch to the callback, in real time. */
  readonly ms: number;
  readonly message?: StoredMessage;
}

export interface InteractionPlace {
  readonly channel: Channel;
  readonly guild: Guild | undefined;
  readonly user: User;
  /** `authorizing_integration_owners` */
  readonly owners: JsonObject;
  readonly isUserInstallOnly: boolean;
}

export interface InteractionRecord extends InteractionPlace {
  readonly id: string;
  readonly token: string;
  readonly kind: number;
  readonly payload: JsonObject;
  readonly openedAt: number;
  readonly source: StoredMessage | undefined;
  readonly acknowledged: Promise<Acknowledgement>;
  readonly followUpIds: string[];
  callbackType: number | undefined;
  originalId: string | undefined;
  followUpsMade: number;
  modal: JsonObject | undefined;
  choices: readonly JsonObject[] | undefined;
  /** Metadata that messages of this interaction carry. */
  readonly metadata: JsonObject;
  settle(type: number, message?: StoredMessage): void;
}

export interface OpenInteraction extends InteractionPlace {
  readonly id: string;
  readonly kind: number;
  readonly data: JsonObject;
  readonly source?: StoredMessage | undefined;
  readonly extra?: JsonObject;
  readonly metadata: JsonObject;
  readonly session?: string | undefined;
}

export interface InteractionsOptions {
  readonly clock: Clock;
  readonly emit: Emit;
  readonly envelope: (open: OpenInteraction, token: string) => JsonObject;
  readonly deliver: (guildId: string | undefined, payload: JsonObject, session?: string) => void;
}

export type Interactions = ReturnType<typeof createInteractions>;

export function createInteractions({ clock, emit, envelope, deliver }: InteractionsOptions) {
  const byToken = new Map<string, InteractionRecord>();
  const pending = new Set<() => void>();

  function open(request: OpenInteraction): InteractionRecord {
    const token = Buffer.from(`interaction:${request.id}:${randomBytes(48).toString('base64url')}`).toString(
      'base64url',
    );
    const { promise, resolve, reject } = Promise.withResolvers<Acknowledgement>();
    // A caller that never asks must not bring the process down when nobody answered.
    promise.catch(() => undefined);
    const startedAt = performance.now();
    const cancelTimeout = clock.schedule(FIRST_RESPONSE_MS, () => {
      pending.delete(cancelTimeout);
      reject(new Error(`interaction ${request.id} timed out: no response within 3 s`));
    });
    pending.add(cancelTimeout);
    const record: InteractionRecord = {
      ...request,
      token,
      payload: envelope(request, token),
      openedAt: clock.now(),
      source: request.source,
      acknowledged: promise,
      followUpIds: [],
      callbackType: undefined,
      originalId: undefined,
      followUpsMade: 0,
      modal: undefined,
      choices: undefined,
      settle(type, message) {
        cancelTimeout();
        pending.delete(cancelTimeout);
        record.callbackType = type;
        resolve({ type, ms: performance.now() - startedAt, ...(message ? { message } : {}) });
      },
    };
    byToken.set(token, record);
    emit('interaction', record.payload);
    deliver(request.guild?.id, record.payload, request.session);
    return record;
  }

  return {
    open,
    redeliver: (record: InteractionRecord, session?: string) => deliver(record.guild?.id, record.payload, session),
    byToken: (token: string) => byToken.get(token),

    /** For the callback route: the interaction that still waits for its first response. */
    waiting(id: string, token: string): InteractionRecord {
      const record = byToken.get(token);
      if (!record || record.id !== id) throw refusals.unknownInteraction();
      if (record.callbackType !== undefined) throw refusals.alreadyAcknowledged();
      if (clock.now() - record.openedAt > FIRST_RESPONSE_MS) throw refusals.unknownInteraction();
      return record;
    },

    /** For the webhook routes: the interaction that was acknowledged and whose token lives. */
    acknowledged(token: string): InteractionRecord {
      const record = byToken.get(token);
      if (!record || record.callbackType === undefined || record.kind === KIND.autocomplete)
        throw refusals.unknownWebhook();
      if (clock.now() - record.openedAt > TOKEN_LIFE_MS) throw refusals.expiredToken();
      return record;
    },

    close(): void {
      for (const cancel of pending) cancel();
    },
  };
}
