import type { IncomingFile } from '../attachments.ts';
import { type InteractionRecord, KIND } from '../interactions.ts';
import { type JsonObject, numberOf, objectOf, objectsOf, textOf } from '../json.ts';
import { NOBODY } from '../message-body.ts';
import { FLAGS, type StoredMessage } from '../messages.ts';
import { readModal } from '../modals.ts';
import { invalidForm, refusals } from '../refusal.ts';
import { isForcedEphemeral, rewriteMessage, writeReply } from './message-routes.ts';
import { bodyOf, done, nothing, type Route, type RouteAnswer, type RouteRequest, type Services } from './route.ts';

const CALLBACK = { pong: 1, reply: 4, defer: 5, deferUpdate: 6, update: 7, choices: 8, modal: 9 } as const;

const ALLOWED: Readonly<Record<number, readonly number[]>> = {
  [KIND.command]: [CALLBACK.reply, CALLBACK.defer, CALLBACK.modal],
  [KIND.component]: [CALLBACK.reply, CALLBACK.defer, CALLBACK.deferUpdate, CALLBACK.update, CALLBACK.modal],
  [KIND.autocomplete]: [CALLBACK.choices],
  [KIND.modal]: [CALLBACK.reply, CALLBACK.defer],
};

export function callbackRoutes(services: Services): readonly Route[] {
  const { interactions, messages, payloads, world } = services;

  function answer(record: InteractionRecord, type: number, data: JsonObject, files: readonly IncomingFile[]) {
    switch (type) {
      case CALLBACK.reply:
        return writeReply(services, { record, body: data, files, via: 'callback' });
      case CALLBACK.defer:
        return defer(record, data);
      case CALLBACK.update:
        return rewriteMessage(services, sourceOf(record), { body: data, files, via: 'callback' });
      case CALLBACK.deferUpdate:
        return sourceOf(record);
      case CALLBACK.choices:
        record.choices = readChoices(data);
        return undefined;
      default:
        record.modal = readModal(data);
        return undefined;
    }
  }

  function sourceOf(record: InteractionRecord): StoredMessage {
    const source = record.source && messages.live(record.source.channelId, record.source.id);
    if (!source) throw refusals.unknownMessage();
    return source;
  }

  function defer(record: InteractionRecord, data: JsonObject): StoredMessage {
    const wished = numberOf(data, 'flags') ?? 0;
    if ((wished & ~FLAGS.EPHEMERAL) !== 0) {
      throw invalidForm('data.flags', 'BASE_TYPE_CHOICES', 'Only EPHEMERAL may be set on a deferred reply.');
    }
    const flags = isForcedEphemeral(services, record) ? FLAGS.EPHEMERAL : wished;
    return messages.create({
      channelId: record.channel.id,
      guildId: record.guild?.id,
      author: world.bot,
      via: 'callback',
      content: {
        content: '',
        embeds: [],
        components: [],
        attachments: [],
        flags: flags | FLAGS.LOADING,
        mentions: NOBODY,
      },
      ephemeralFor: flags & FLAGS.EPHEMERAL ? record.user.id : undefined,
      interaction: record.metadata,
    });
  }

  function describe(record: InteractionRecord, type: number, message: StoredMessage | undefined): RouteAnswer {
    const about = message
      ? {
          response_message_id: message.id,
          response_message_loading: (message.flags & FLAGS.LOADING) !== 0,
          response_message_ephemeral: message.ephemeralFor !== undefined,
        }
      : {};
    // Discord's document knows a created message (4) and an updated one (7); a deferral creates one.
    const made = type === CALLBACK.defer ? CALLBACK.reply : type;
    const shown =
      message && type !== CALLBACK.deferUpdate ? { resource: { type: made, message: payloads.message(message) } } : {};
    const guild = record.guild ? { guild_id: record.guild.id } : {};
    const interaction = { id: record.id, type: record.kind, channel_id: record.channel.id, ...guild, ...about };
    return { status: 200, body: { interaction, ...shown } };
  }

  return [
    {
      method: 'POST',
      template: '/interactions/:interaction/:token/callback',
      isOpen: true,
      handle(request) {
        const record = interactions.waiting(request.param('interaction'), request.param('token'));
        const body = bodyOf(request);
        const type = numberOf(body, 'type') ?? 0;
        const isOnMessage = record.kind === KIND.modal && record.source !== undefined;
        const allowed = isOnMessage
          ? (ALLOWED[KIND.component] ?? []).filter((one) => one !== CALLBACK.modal)
          : ALLOWED[record.kind];
        if (!allowed?.includes(type)) {
          throw invalidForm('type', 'BASE_TYPE_CHOICES', `Value must be one of (${allowed?.join(', ')}).`);
        }
        const message = answer(record, type, objectOf(body, 'data') ?? {}, request.files);
        record.originalId = message?.id;
        record.isRedraw = type === CALLBACK.update && body['data'] === undefined;
        record.settle(type, message);
        return request.query.get('with_response') === 'true' ? describe(record, type, message) : nothing;
      },
    },
  ];
}

const MAX_VALUE = 100;

/** The document lets a value have 6,000 characters; the documentation and Discord do not. */
function readChoices(data: JsonObject): readonly JsonObject[] {
  const choices = objectsOf(data, 'choices');
  const tooLong = choices.findIndex((choice) => [...(textOf(choice, 'value') ?? '')].length > MAX_VALUE);
  if (tooLong >= 0) {
    const message = `Must be ${MAX_VALUE} or fewer in length.`;
    throw invalidForm(`data.choices.${tooLong}.value`, 'BASE_TYPE_MAX_LENGTH', message);
  }
  return choices;
}

const MAX_FOLLOW_UPS = 5;
const BASE = '/webhooks/:application/:token';

/** What an interaction's token opens: its own answer, and messages that follow it. */
export function webhookRoutes(services: Services): readonly Route[] {
  const { interactions, messages, payloads, applicationId } = services;

  function recordOf(request: RouteRequest): InteractionRecord {
    if (request.param('application') !== applicationId) throw refusals.unknownWebhook();
    return interactions.acknowledged(request.param('token'));
  }

  function messageOf(request: RouteRequest): { record: InteractionRecord; message: StoredMessage } {
    const record = recordOf(request);
    const wanted = request.param('message');
    const id = wanted === '@original' ? record.originalId : wanted;
    const isOwn = id !== undefined && (id === record.originalId || record.followUpIds.includes(id));
    const message = isOwn ? messages.live(record.channel.id, id) : undefined;
    if (!message) throw refusals.unknownMessage();
    return { record, message };
  }

  const limits: Route['limits'] = (param) => {
    const record = interactions.byToken(param('token'));
    const perToken = { name: 'tokenEdits', bucket: 'webhook', key: param('token') } as const;
    if (!record) return [perToken];
    return [{ name: 'channelMinute', bucket: 'webhook', key: record.channel.id }, perToken];
  };

  return [
    {
      method: 'POST',
      template: BASE,
      isOpen: true,
      limits,
      handle(request) {
        const record = recordOf(request);
        const change = { body: bodyOf(request), files: request.files, via: 'token' } as const;
        const original =
          record.originalId === undefined ? undefined : messages.live(record.channel.id, record.originalId);
        // The first follow-up of a deferred reply is that reply.
        if (original && (original.flags & FLAGS.LOADING) !== 0) {
          const { flags, ...body } = change.body;
          const kept = typeof flags === 'number' ? { flags: flags & ~FLAGS.EPHEMERAL } : {};
          return done(payloads.message(rewriteMessage(services, original, { ...change, body: { ...body, ...kept } })));
        }
        if (record.isUserInstallOnly && record.followUpsMade >= MAX_FOLLOW_UPS) throw refusals.tooManyFollowUps();
        const message = writeReply(services, { record, ...change });
        record.followUpsMade++;
        record.followUpIds.push(message.id);
        record.followedUp.resolve();
        return done(payloads.message(message));
      },
    },
    {
      method: 'GET',
      template: `${BASE}/messages/:message`,
      isOpen: true,
      handle: (request) => done(payloads.message(messageOf(request).message)),
    },
    {
      method: 'PATCH',
      template: `${BASE}/messages/:message`,
      isOpen: true,
      limits,
      handle(request) {
        const { message } = messageOf(request);
        const change = { body: bodyOf(request), files: request.files, via: 'token' } as const;
        return done(payloads.message(rewriteMessage(services, message, change)));
      },
    },
    {
      method: 'DELETE',
      template: `${BASE}/messages/:message`,
      isOpen: true,
      handle(request) {
        messages.remove(messageOf(request).message);
        return nothing;
      },
    },
  ];
}
