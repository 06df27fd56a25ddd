import type { InteractionRecord } from '../interactions.ts';
import { refusals } from '../refusal.ts';
import { FLAGS, type StoredMessage } from '../types.ts';
import { createReply, editReply } from './reply-message.ts';
import { bodyOf, done, nothing, type Route, type RouteRequest, type Services } from './route.ts';

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
          return done(payloads.message(editReply(services, original, { ...change, body: { ...body, ...kept } })));
        }
        if (record.isUserInstallOnly && record.followUpsMade >= MAX_FOLLOW_UPS) throw refusals.tooManyFollowUps();
        const message = createReply(services, { record, ...change });
        record.followUpsMade++;
        record.followUpIds.push(message.id);
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
        return done(payloads.message(editReply(services, message, change)));
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
