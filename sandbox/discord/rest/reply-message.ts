import type { InteractionRecord } from '../interactions.ts';
import type { JsonObject } from '../json.ts';
import { readMessageBody } from '../message-body.ts';
import { hasPermission } from '../permissions.ts';
import { refusals } from '../refusal.ts';
import { FLAGS, type IncomingFile, type StoredMessage, type Via } from '../types.ts';
import type { Services } from './route.ts';

export const CREATE_FLAGS =
  FLAGS.EPHEMERAL | FLAGS.SUPPRESS_EMBEDS | FLAGS.SUPPRESS_NOTIFICATIONS | FLAGS.IS_COMPONENTS_V2;
export const EDIT_FLAGS = FLAGS.SUPPRESS_EMBEDS | FLAGS.IS_COMPONENTS_V2;

export interface ReplyRequest {
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
export function createReply(services: Services, { record, body, files, via }: ReplyRequest): StoredMessage {
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

export function editReply(
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
