import { randomBytes } from 'node:crypto';
import type { Clock } from '../../src/core/clock.ts';
import { OPTION } from './command-options.ts';
import type { Emit } from './events.ts';
import { type JsonObject, numberOf, objectsOf, textOf } from './json.ts';
import type { MessageStore, StoredMessage } from './messages.ts';
import { channelPayload, memberPayload, rolePayload, userPayload } from './payloads.ts';
import { refusals } from './refusal.ts';
import { CHANNEL_TYPES, type Channel, type Guild, type Member, type User, type World } from './world.ts';

export const KIND = { command: 2, component: 3, autocomplete: 4, modal: 5 } as const;
const FIRST_RESPONSE_MS = 3_000;
const TOKEN_LIFE_MS = 15 * 60_000;

interface Acknowledgement {
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
  readonly followedUp: PromiseWithResolvers<void>;
  callbackType: number | undefined;
  /** The clicked message was only drawn anew: what follows is the answer. */
  isRedraw: boolean;
  originalId: string | undefined;
  followUpsMade: number;
  modal: JsonObject | undefined;
  choices: readonly JsonObject[] | undefined;
  /** Metadata that messages of this interaction carry. */
  readonly metadata: JsonObject;
  settle(type: number, message?: StoredMessage): void;
}

interface OpenInteraction extends InteractionPlace {
  readonly id: string;
  readonly kind: number;
  readonly data: JsonObject;
  readonly source?: StoredMessage | undefined;
  readonly extra?: JsonObject;
  readonly metadata: JsonObject;
  readonly session?: string | undefined;
}

interface InteractionsOptions {
  readonly clock: Clock;
  readonly firstResponseMs: number | undefined;
  readonly emit: Emit;
  readonly envelope: (open: OpenInteraction, token: string) => JsonObject;
  readonly deliver: (guildId: string | undefined, payload: JsonObject, session?: string) => void;
}

export type Interactions = ReturnType<typeof createInteractions>;

export function createInteractions({
  clock,
  firstResponseMs = FIRST_RESPONSE_MS,
  emit,
  envelope,
  deliver,
}: InteractionsOptions) {
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
    const cancelTimeout = clock.schedule(firstResponseMs, () => {
      pending.delete(cancelTimeout);
      reject(new Error(`interaction ${request.id} timed out: no response within ${firstResponseMs / 1000} s`));
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
      followedUp: Promise.withResolvers<void>(),
      callbackType: undefined,
      isRedraw: false,
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
      if (clock.now() - record.openedAt > firstResponseMs) throw refusals.unknownInteraction();
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

export interface InteractionHandle {
  readonly id: string;
  readonly token: string;
  /**
   * Rejects when nobody answered within three seconds by the clock. Where the clicked message was only drawn anew,
   * there is nothing to read before the first message that follows.
   */
  readonly acknowledged: Promise<Acknowledgement>;
  /**
   * `@original` as it is now, deleted or not; for a deferred update the clicked message, and where that was only drawn
   * anew the first message that follows.
   */
  message(): StoredMessage | undefined;
  followUps(): readonly StoredMessage[];
  /** The form that was opened as the answer. */
  readonly modal: JsonObject | undefined;
}

export function createHandles(messages: MessageStore) {
  const records = new Map<string, InteractionRecord>();

  function toRead(record: InteractionRecord): Promise<Acknowledgement> {
    const read = record.acknowledged.then(async (acknowledgement) => {
      if (record.isRedraw) await record.followedUp.promise;
      return acknowledgement;
    });
    read.catch(() => undefined);
    return read;
  }

  return {
    of(record: InteractionRecord): InteractionHandle {
      records.set(record.id, record);
      return {
        id: record.id,
        token: record.token,
        acknowledged: toRead(record),
        message() {
          const id = record.isRedraw ? record.followUpIds[0] : record.originalId;
          return id === undefined ? undefined : messages.find(id);
        },
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

const CONTEXT = { guild: 0, botDm: 1, privateChannel: 2 } as const;

interface EnvelopeOptions {
  readonly world: World;
  readonly applicationId: string;
  readonly attachmentSizeLimit: number;
  readonly now: () => number;
}

/** Where a person acts, as Discord tells places apart. */
export function contextOf(channel: Channel): number {
  if (channel.guildId !== undefined) return CONTEXT.guild;
  return channel.type === CHANNEL_TYPES.direct ? CONTEXT.botDm : CONTEXT.privateChannel;
}

/** Whose installation of the app lets this user act in this channel. */
export function placeOf(world: World, user: User, channel: Channel): InteractionPlace {
  const guild = channel.guildId === undefined ? undefined : world.guilds.get(channel.guildId);
  if (guild) world.member(guild, user);
  if (guild?.botInstalled) return { channel, guild, user, owners: { 0: guild.id }, isUserInstallOnly: false };
  if (!guild && channel.type === CHANNEL_TYPES.direct) {
    return { channel, guild, user, owners: { 0: '0' }, isUserInstallOnly: false };
  }
  return { channel, guild, user, owners: { 1: user.id }, isUserInstallOnly: true };
}

/** What every interaction carries, of whatever kind. */
export function createEnvelope({ world, applicationId, attachmentSizeLimit, now }: EnvelopeOptions) {
  return (open: OpenInteraction, token: string): JsonObject => {
    const { channel, guild, user } = open;
    const permissions = guild ? world.memberPermissions(guild, user).toString() : channel.botPermissions.toString();
    const { permission_overwrites: _hidden, ...partialChannel } = channelPayload(channel, world.bot.id, now());
    return {
      id: open.id,
      application_id: applicationId,
      type: open.kind,
      data: open.data,
      ...(guild
        ? {
            guild_id: guild.id,
            guild: { id: guild.id, locale: guild.locale, features: [] },
            guild_locale: guild.locale,
            member: { ...memberPayload(world.member(guild, user)), permissions },
          }
        : { user: userPayload(user) }),
      channel: { ...partialChannel, ...(guild ? { permissions } : {}) },
      channel_id: channel.id,
      token,
      version: 1,
      app_permissions: channel.botPermissions.toString(),
      locale: user.locale,
      entitlements: [],
      entitlement_sku_ids: [],
      authorizing_integration_owners: open.owners,
      context: contextOf(channel),
      attachment_size_limit: attachmentSizeLimit,
      ...open.extra,
    };
  };
}

/** What Discord tells of the people, roles and channels that were chosen in a command's options. */
export function resolvedOf(world: World, place: InteractionPlace, options: readonly JsonObject[]): JsonObject {
  const { guild } = place;
  const chosen = (type: number) =>
    [...options, ...options.flatMap((option) => objectsOf(option, 'options'))]
      .filter((option) => numberOf(option, 'type') === type)
      .map((option) => textOf(option, 'value') ?? '');
  const found = <T>(ids: readonly string[], find: (id: string) => T | undefined, show: (each: T) => JsonObject) =>
    Object.fromEntries(
      ids.flatMap((id) => {
        const each = find(id);
        return each === undefined ? [] : [[id, show(each)] as const];
      }),
    );

  const users = chosen(OPTION.user);
  const parts = {
    users: found(users, (id) => world.users.get(id), userPayload),
    members: found(
      users,
      (id) => guild?.members.get(id),
      (member) => (guild ? resolvedMember(world, guild, member) : {}),
    ),
    roles: found(chosen(OPTION.role), (id) => guild?.roles.get(id), rolePayload),
    channels: found(
      chosen(OPTION.channel),
      (id) => world.channels.get(id),
      (channel) => resolvedChannel(world, place, channel),
    ),
  };
  return Object.fromEntries(Object.entries(parts).filter(([, each]) => Object.keys(each).length > 0));
}

/** With all that everyone, the roles and the member themselves are given. */
export function resolvedMember(world: World, guild: Guild, member: Member): JsonObject {
  const { user: _user, deaf: _deaf, mute: _mute, ...rest } = memberPayload(member);
  return { ...rest, permissions: world.memberPermissions(guild, member.user).toString() };
}

/** `permissions` are those of whoever asks, `app_permissions` the bot's. */
function resolvedChannel(world: World, { guild, user }: InteractionPlace, channel: Channel): JsonObject {
  const { id, name, type, parentId, botPermissions } = channel;
  const own = guild ? world.memberPermissions(guild, user) : botPermissions;
  return {
    id,
    name,
    type,
    permissions: own.toString(),
    app_permissions: botPermissions.toString(),
    ...(parentId === undefined ? {} : { parent_id: parentId }),
  };
}
