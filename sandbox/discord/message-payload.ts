import type { Cdn } from './cdn.ts';
import { isObject, type Json, type JsonObject, objectsOf, textOf } from './json.ts';
import { timestamp, userPayload } from './payloads.ts';
import { type Attachment, FLAGS, type StoredMessage } from './types.ts';
import type { World } from './world.ts';

const REPLY = 19;
const CHAT_INPUT_COMMAND = 20;
const COMMAND = 2;
const SPOILER_ATTACHMENT = 1 << 3;

export interface MessagePayloads {
  message(message: StoredMessage): JsonObject;
  attachment(attachment: Attachment): JsonObject;
}

export interface MessagePayloadsOptions {
  readonly cdn: Cdn;
  readonly applicationId: string;
  readonly users: () => World['users'];
}

export function createMessagePayloads({ cdn, applicationId, users }: MessagePayloadsOptions): MessagePayloads {
  function attachment(file: Attachment): JsonObject {
    const url = cdn.url(file);
    return {
      id: file.id,
      filename: file.filename,
      size: file.size,
      url,
      proxy_url: url,
      ...(file.contentType === undefined ? {} : { content_type: file.contentType }),
      ...(file.width === undefined ? {} : { width: file.width, height: file.height }),
      ...(file.description === undefined ? {} : { description: file.description }),
      ...(file.ephemeral ? { ephemeral: true } : {}),
      ...(file.spoiler ? { flags: SPOILER_ATTACHMENT } : {}),
    };
  }

  /** Fresh links wherever a component or an embed shows an attachment. */
  function withLinks(value: Json, attachments: readonly Attachment[]): Json {
    if (Array.isArray(value)) return value.map((entry) => withLinks(entry, attachments));
    if (!isObject(value)) return value;
    const shown = attachments.find((candidate) => candidate.id === value['attachment_id']);
    if (shown) return mediaOf(shown);
    const url = textOf(value, 'url');
    const isForeignMedia = url !== undefined && Object.keys(value).length === 1;
    if (isForeignMedia) return { id: '0', url, proxy_url: url };
    const entries = Object.entries(value).map(([key, inner]) => [
      key,
      key === 'emoji' ? keptEmoji(inner) : withLinks(inner, attachments),
    ]);
    const linked: JsonObject = Object.fromEntries(entries);
    return value['type'] === 13 ? { ...linked, ...fileParts(value, attachments) } : linked;
  }

  function mediaOf(file: Attachment): JsonObject {
    const { url, proxy_url, width, height, content_type } = attachment(file);
    return {
      id: file.id,
      url,
      proxy_url,
      ...(width === undefined ? {} : { width, height }),
      ...(content_type === undefined ? {} : { content_type }),
      attachment_id: file.id,
    };
  }

  function fileParts(component: JsonObject, attachments: readonly Attachment[]): JsonObject {
    const media = component['file'];
    const file = attachments.find((candidate) => isObject(media) && candidate.id === media['attachment_id']);
    return { name: file?.filename ?? '', size: file?.size ?? 0 };
  }

  function message(stored: StoredMessage): JsonObject {
    const { attachments } = stored;
    const isFromApp = stored.interaction !== undefined;
    const isOfCommand = stored.interaction?.['type'] === COMMAND;
    return {
      id: stored.id,
      type: isFromApp ? (isOfCommand ? CHAT_INPUT_COMMAND : REPLY) : 0,
      channel_id: stored.channelId,
      author: userPayload(stored.author),
      content: stored.content,
      embeds: withLinks(stored.embeds.map(keptEmbed), attachments),
      components: withLinks(stored.components, attachments),
      attachments: attachments.map(attachment),
      mentions: stored.mentions.users.flatMap((id) => {
        const user = users().get(id);
        return user ? [userPayload(user)] : [];
      }),
      mention_roles: stored.mentions.roles,
      mention_everyone: stored.mentions.isEveryone,
      pinned: false,
      tts: false,
      timestamp: timestamp(stored.createdAt),
      edited_timestamp: stored.editedAt === undefined || isLoading(stored) ? null : timestamp(stored.editedAt),
      flags: stored.flags,
      ...(stored.author.bot ? { application_id: applicationId } : {}),
      ...(isFromApp ? { webhook_id: applicationId, interaction_metadata: stored.interaction } : {}),
      ...(isOfCommand && stored.interaction ? { interaction: olderWay(stored.interaction) } : {}),
      ...(stored.nonce === undefined ? {} : { nonce: stored.nonce }),
      ...(stored.referenceId === undefined ? {} : { message_reference: referenceOf(stored) }),
    };
  }

  return { message, attachment };
}

/** Deprecated beside the metadata, and still what some libraries find the command's answer by. */
const olderWay = ({ id, type, name, user }: JsonObject): JsonObject => ({ id, type, name, user });

/** What was left out is filled in, what says nothing is dropped. */
function keptEmbed(embed: JsonObject): JsonObject {
  const { footer, author, fields, ...rest } = embed;
  return {
    ...rest,
    ...(isObject(footer) && textOf(footer, 'text') ? { footer } : {}),
    ...(isObject(author) && textOf(author, 'name') ? { author } : {}),
    ...(Array.isArray(fields)
      ? { fields: objectsOf(embed, 'fields').map((field) => ({ inline: false, ...field })) }
      : {}),
  };
}

/** Of a letter that everybody has there is a name alone. */
function keptEmoji(emoji: Json): Json {
  if (!isObject(emoji) || emoji['id'] !== null) return emoji;
  const { id: _none, ...rest } = emoji;
  return rest;
}

function isLoading(message: StoredMessage): boolean {
  return (message.flags & FLAGS.LOADING) !== 0;
}

function referenceOf(stored: StoredMessage): JsonObject {
  const guild = stored.guildId === undefined ? {} : { guild_id: stored.guildId };
  return { type: 0, channel_id: stored.channelId, message_id: stored.referenceId, ...guild };
}
