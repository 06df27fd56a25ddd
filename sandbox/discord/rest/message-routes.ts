import type { IncomingFile } from '../attachments.ts';
import type { InteractionRecord } from '../interactions.ts';
import { type JsonObject, objectOf, textOf } from '../json.ts';
import { readMessageBody } from '../message-body.ts';
import { FLAGS, type StoredMessage, type Via } from '../messages.ts';
import { hasPermission, type PermissionName } from '../permissions.ts';
import { invalidForm, refusals } from '../refusal.ts';
import { CHANNEL_TYPES } from '../world.ts';
import {
  bodyOf,
  done,
  type LimitUse,
  nothing,
  type Route,
  type RouteAnswer,
  type RouteRequest,
  reachChannel,
  type Services,
} from './route.ts';

const HOUR_MS = 3_600_000;
const OLD_EDITS = 30046;

/** Discord's second limit, for edits of messages older than an hour: a 429 with a code of its own. */
function tooManyOldEdits({ clock, limits }: Services, message: StoredMessage): RouteAnswer | undefined {
  if (clock.now() - message.createdAt < HOUR_MS) return undefined;
  const taken = limits.take('oldMessages', 'edit', message.channelId);
  if (!taken || taken.isAllowed) return undefined;
  return {
    status: 429,
    body: {
      message: 'Maximum number of edits to messages older than 1 hour reached. Try again later.',
      code: OLD_EDITS,
      retry_after: taken.retryAfterSeconds,
      global: false,
    },
    headers: { ...taken.headers, 'retry-after': String(Math.ceil(taken.retryAfterSeconds)), via: '1.1 local' },
  };
}

const CREATE_FLAGS = FLAGS.EPHEMERAL | FLAGS.SUPPRESS_EMBEDS | FLAGS.SUPPRESS_NOTIFICATIONS | FLAGS.IS_COMPONENTS_V2;
const EDIT_FLAGS = FLAGS.SUPPRESS_EMBEDS | FLAGS.IS_COMPONENTS_V2;

interface ReplyRequest {
  readonly record: InteractionRecord;
  readonly body: JsonObject;
  readonly files: readonly IncomingFile[];
  readonly via: Via;
}

/** Where members may not use external apps, a user-installed app's answers are for the user alone. */
export function isForcedEphemeral({ world }: Services, { isUserInstallOnly, guild, user }: InteractionRecord): boolean {
  return (
    isUserInstallOnly &&
    guild !== undefined &&
    !hasPermission(world.memberPermissions(guild, user), 'USE_EXTERNAL_APPS')
  );
}

/** A new message of an interaction. */
export function writeReply(services: Services, { record, body, files, via }: ReplyRequest): StoredMessage {
  const wished = typeof body['flags'] === 'number' ? body['flags'] : 0;
  const flags = isForcedEphemeral(services, record) ? wished | FLAGS.EPHEMERAL : wished;
  const isEphemeral = (flags & FLAGS.EPHEMERAL) !== 0;
  const content = readMessageBody(services.reader, {
    body: { ...body, flags },
    files,
    channelId: record.channel.id,
    ephemeral: isEphemeral,
    allowedFlags: CREATE_FLAGS,
  });
  return services.messages.create({
    channelId: record.channel.id,
    guildId: record.guild?.id,
    author: services.world.bot,
    via,
    content,
    ephemeralFor: isEphemeral ? record.user.id : undefined,
    interaction: record.metadata,
  });
}

export function rewriteMessage(
  services: Services,
  message: StoredMessage,
  request: Omit<ReplyRequest, 'record'>,
): StoredMessage {
  if (services.world.channels.get(message.channelId)?.isArchived) throw refusals.archivedThread();
  const content = readMessageBody(services.reader, {
    body: request.body,
    files: request.files,
    channelId: message.channelId,
    ephemeral: message.ephemeralFor !== undefined,
    before: message,
    allowedFlags: EDIT_FLAGS,
  });
  return services.messages.edit(message, content, request.via);
}

const MESSAGES = '/channels/:channel/messages';
const MESSAGE = `${MESSAGES}/:message`;

/** Messages by the bot's own right: no interaction, no fifteen minutes, but permissions. */
export function messageRoutes(services: Services): readonly Route[] {
  const { messages, payloads, world } = services;

  /** Ephemeral messages do not exist here. */
  function messageOf(request: RouteRequest, needed: readonly PermissionName[] = []): StoredMessage {
    const channel = reachChannel(services, request.param('channel'), needed);
    const message = messages.live(channel.id, request.param('message'));
    if (!message || message.ephemeralFor !== undefined) throw refusals.unknownMessage();
    return message;
  }

  function create(request: RouteRequest): StoredMessage {
    const needed: PermissionName[] = request.files.length > 0 ? ['SEND_MESSAGES', 'ATTACH_FILES'] : ['SEND_MESSAGES'];
    const channel = reachChannel(services, request.param('channel'), needed);
    if (channel.isLocked) throw refusals.lockedThread();
    channel.isArchived = false;
    const [recipient] = channel.recipients;
    if (channel.type === CHANNEL_TYPES.direct && !recipient?.acceptsDirectMessages)
      throw refusals.closedDirectMessages();
    const body = bodyOf(request);
    const nonce = nonceOf(body);
    const isEnforced = body['enforce_nonce'] === true && nonce !== undefined;
    const same = isEnforced ? messages.sameNonce(world.bot.id, channel.id, nonce) : undefined;
    if (same) return same;
    const referenceId = textOf(objectOf(body, 'message_reference') ?? {}, 'message_id');
    const content = readMessageBody(services.reader, {
      body,
      files: request.files,
      channelId: channel.id,
      ephemeral: false,
      allowedFlags: CREATE_FLAGS & ~(1 << 6),
      repliedTo: referenceId === undefined ? undefined : messages.live(channel.id, referenceId)?.author,
    });
    return messages.create({
      channelId: channel.id,
      guildId: channel.guildId,
      author: world.bot,
      via: 'channel',
      content,
      nonce,
      referenceId,
    });
  }

  const limitOf =
    (bucket: string) =>
    (param: (name: string) => string): readonly LimitUse[] => [
      { name: 'channelMessages', bucket, key: param('channel') },
    ];

  return [
    {
      method: 'POST',
      template: MESSAGES,
      limits: limitOf('create'),
      handle: (request) => done(payloads.message(create(request))),
    },
    {
      method: 'GET',
      template: MESSAGES,
      handle(request) {
        const channel = reachChannel(services, request.param('channel'), ['READ_MESSAGE_HISTORY']);
        const seen = messages.list(channel.id).filter((message) => message.ephemeralFor === undefined);
        return done(pageOf(seen, request.query).map(payloads.message));
      },
    },
    {
      method: 'GET',
      template: MESSAGE,
      handle: (request) => done(payloads.message(messageOf(request, ['READ_MESSAGE_HISTORY']))),
    },
    {
      method: 'PATCH',
      template: MESSAGE,
      limits: limitOf('edit'),
      handle(request) {
        const message = messageOf(request);
        if (message.author !== world.bot) throw refusals.notTheAuthor();
        const tooMany = tooManyOldEdits(services, message);
        if (tooMany) return tooMany;
        const change = { body: bodyOf(request), files: request.files, via: 'channel' } as const;
        return done(payloads.message(rewriteMessage(services, message, change)));
      },
    },
    {
      method: 'DELETE',
      template: MESSAGE,
      handle(request) {
        const message = messageOf(request);
        if (message.author !== world.bot) messageOf(request, ['MANAGE_MESSAGES']);
        messages.remove(message);
        return nothing;
      },
    },
  ];
}

function nonceOf(body: JsonObject): string | number | undefined {
  const nonce = body['nonce'];
  if (typeof nonce === 'string' && nonce.length > 25) {
    throw invalidForm('nonce', 'BASE_TYPE_MAX_LENGTH', 'Must be 25 or fewer in length.');
  }
  return typeof nonce === 'string' || typeof nonce === 'number' ? nonce : undefined;
}

/** The newest first. */
function pageOf(all: readonly StoredMessage[], query: URLSearchParams): readonly StoredMessage[] {
  const limit = Math.min(Number(query.get('limit') ?? 50), 100);
  const before = query.get('before');
  const after = query.get('after');
  if (after !== null)
    return all
      .filter(({ id }) => BigInt(id) > BigInt(after))
      .slice(0, limit)
      .reverse();
  const older = before === null ? all : all.filter(({ id }) => BigInt(id) < BigInt(before));
  return older.slice(-limit).reverse();
}
