import type { Attachment, Cdn, IncomingFile } from './attachments.ts';
import { readComponents } from './components.ts';
import { type JsonObject, listOf, numberOf, objectOf, objectsOf, textOf } from './json.ts';
import { FLAGS, type Mentions, type MessageContent } from './messages.ts';
import { hasPermission } from './permissions.ts';
import { invalidForm, refusals } from './refusal.ts';
import type { Channel, User, World } from './world.ts';

interface MentionRequest {
  readonly text: string;
  /** As the request has it; without it everybody who is named is called. */
  readonly allowed: JsonObject | undefined;
  readonly channelId: string;
  /** Who wrote the message that this one answers. */
  readonly repliedTo?: User | undefined;
  /** Whether the author may call everyone. */
  readonly mayCallAll: (channel: Channel) => boolean;
}

export const NOBODY: Mentions = { users: [], roles: [], isEveryone: false };

/** All that people read in a message, where a mention would call somebody: embeds never do. */
function spokenText(content: string, components: readonly JsonObject[]): string {
  const textsOf = (component: JsonObject): readonly string[] => [
    textOf(component, 'content') ?? '',
    ...objectsOf(component, 'components').flatMap(textsOf),
  ];
  return [content, ...components.flatMap(textsOf)].join('\n');
}

/** Whom a message calls: who is named in it, as far as it is allowed. Nothing is named inside of code. */
export function readMentions(world: World, request: MentionRequest): Mentions {
  const { text, allowed, channelId, repliedTo } = request;
  const channel = world.channels.get(channelId);
  const guild = world.guilds.get(channel?.guildId ?? '');
  const said = text.replaceAll(/```[\s\S]*?```|`[^`]*`/g, '');
  const parsed = allowed ? listOf(allowed, 'parse') : ['users', 'roles', 'everyone'];
  const mayCallAll = channel !== undefined && request.mayCallAll(channel);

  function namedIn(kind: 'users' | 'roles', pattern: RegExp): readonly string[] {
    const listed = listOf(allowed ?? {}, kind).map(String);
    if (listed.length > 0 && parsed.includes(kind)) {
      const message = `parse:["${kind}"] and ${kind}: [ids...] are mutually exclusive.`;
      throw invalidForm('allowed_mentions', 'MESSAGE_ALLOWED_MENTIONS_PARSE_EXCLUSIVE', message);
    }
    const named = new Set([...said.matchAll(pattern)].map(([, id]) => id ?? ''));
    return [...named].filter((id) => parsed.includes(kind) || listed.includes(id));
  }

  const isAnswerCalled = allowed ? allowed['replied_user'] === true : true;
  const called = namedIn('users', /<@!?(\d+)>/g).filter((id) => world.users.has(id));
  const answered = repliedTo && isAnswerCalled ? [repliedTo.id] : [];
  return {
    users: [...new Set([...called, ...answered])],
    roles: namedIn('roles', /<@&(\d+)>/g).filter((id) => mayCallAll && guild?.roles.has(id)),
    isEveryone: mayCallAll && guild !== undefined && parsed.includes('everyone') && /@(everyone|here)\b/.test(said),
  };
}

/** What the bot's own permissions in the channel say. */
const botMayCallAll = (channel: Channel): boolean => hasPermission(channel.botPermissions, 'MENTION_EVERYONE');

const allowedIn = (body: JsonObject): JsonObject | undefined => objectOf(body, 'allowed_mentions');

export interface BodyReader {
  readonly cdn: Cdn;
  readonly world: World;
  readonly nextId: () => string;
  readonly attachmentSizeLimit: number;
  readonly keepBytes: boolean;
}

interface BodyRequest {
  readonly body: JsonObject;
  readonly files: readonly IncomingFile[];
  readonly channelId: string;
  readonly ephemeral: boolean;
  /** The message before an edit. */
  readonly before?: MessageContent;
  readonly allowedFlags: number;
  /** Who wrote the message that this one answers. */
  readonly repliedTo?: User | undefined;
}

const MAX_FILES = 10;
const MAX_CONTENT = 2000;
const PLACEHOLDER_LENGTH = 15;

/** Reads a message from a request as Discord does, for a new message and for an edit; nothing is stored here. */
export function readMessageBody(reader: BodyReader, request: BodyRequest): MessageContent {
  const { body, before } = request;
  const flags = readFlags(request);
  const isV2 = (flags & FLAGS.IS_COMPONENTS_V2) !== 0;
  if (isV2) refuseLegacyFields(body, before);
  const content = readContent(body) ?? (isV2 ? '' : (before?.content ?? ''));
  const embeds = body['embeds'] === undefined && !isV2 ? (before?.embeds ?? []) : readEmbeds(body);
  const attachments = readAttachments(reader, request);
  const resolve = (url: string, path: string) => resolveMedia(reader.cdn, attachments, url, path);
  const components =
    body['components'] === undefined
      ? keptComponents(before, attachments)
      : readComponents(listOf(body, 'components'), isV2, resolve);
  const isEmpty = !content && embeds.length === 0 && components.length === 0 && attachments.length === 0;
  if (isEmpty) throw refusals.emptyMessage();
  const mentions = mentionsOf(reader.world, request, spokenText(content, components));
  const shown = embeds.map((embed) => resolveEmbed(embed, resolve));
  return { content, embeds: shown, components, attachments, flags, mentions };
}

/** An edit that says anything is read anew, by its own permission; the first message's does not last. */
function mentionsOf(world: World, { body, before, channelId, repliedTo }: BodyRequest, text: string): Mentions {
  const isUntouched = body['content'] === undefined && body['components'] === undefined && !allowedIn(body);
  if (before && isUntouched) return before.mentions;
  return readMentions(world, { text, allowed: allowedIn(body), channelId, repliedTo, mayCallAll: botMayCallAll });
}

function readFlags({ body, before, allowedFlags }: BodyRequest): number {
  const given = numberOf(body, 'flags');
  const kept = before?.flags ?? 0;
  if (given === undefined) return kept & ~FLAGS.LOADING;
  if (!before && (given & ~allowedFlags) !== 0) {
    throw invalidForm('flags', 'BASE_TYPE_CHOICES', 'This flag cannot be set here.');
  }
  const sticky = kept & (FLAGS.IS_COMPONENTS_V2 | FLAGS.EPHEMERAL | FLAGS.SUPPRESS_NOTIFICATIONS);
  return sticky | (given & allowedFlags);
}

function refuseLegacyFields(body: JsonObject, before: MessageContent | undefined): void {
  const fields: JsonObject = { content: before?.content, embeds: before?.embeds, ...body };
  for (const key of ['content', 'embeds', 'poll', 'sticker_ids']) {
    const value = fields[key];
    const isAbsent = value == null || value === '' || (Array.isArray(value) && value.length === 0);
    if (!isAbsent) {
      throw invalidForm(
        key,
        'MESSAGE_CANNOT_USE_LEGACY_FIELDS_WITH_COMPONENTS_V2',
        `The '${key}' field cannot be used when using MessageFlags.IS_COMPONENTS_V2`,
      );
    }
  }
}

function readContent(body: JsonObject): string | undefined {
  if (body['content'] === null) return '';
  const content = textOf(body, 'content');
  if (content !== undefined && [...content].length > MAX_CONTENT) {
    throw invalidForm('content', 'BASE_TYPE_MAX_LENGTH', `Must be ${MAX_CONTENT} or fewer in length.`);
  }
  return content;
}

function readEmbeds(body: JsonObject): readonly JsonObject[] {
  const embeds = objectsOf(body, 'embeds');
  if (embeds.length > 10) throw invalidForm('embeds', 'BASE_TYPE_MAX_LENGTH', 'Must be 10 or fewer in length.');
  return embeds.map((embed) => ({ ...embed, type: 'rich' }));
}

function readAttachments(reader: BodyReader, request: BodyRequest): readonly Attachment[] {
  const { body, files, before } = request;
  const listed = body['attachments'] === undefined ? undefined : objectsOf(body, 'attachments');
  const idOf = (entry: JsonObject) => String(entry['id'] ?? '');
  const current = before?.attachments ?? [];
  for (const [index, entry] of (listed ?? []).entries()) {
    const isNew = files.some((file) => file.field === `files[${idOf(entry)}]`);
    if (!isNew && !current.some((attachment) => attachment.id === idOf(entry))) {
      throw invalidForm(
        `attachments.${index}.id`,
        'ATTACHMENT_NOT_FOUND',
        `Attachment data for id ${idOf(entry)} not found`,
      );
    }
  }
  const kept = listed ? current.filter(({ id }) => listed.some((entry) => idOf(entry) === id)) : current;
  if (kept.length + files.length > MAX_FILES) throw refusals.tooManyFiles();
  const fresh = files.map((file) => {
    const entry = listed?.find(
      (candidate) => idOf(candidate).length < PLACEHOLDER_LENGTH && file.field === `files[${idOf(candidate)}]`,
    );
    return newAttachment(reader, request, file, entry ?? {});
  });
  return [...kept, ...fresh];
}

function newAttachment(reader: BodyReader, request: BodyRequest, file: IncomingFile, entry: JsonObject): Attachment {
  if (file.bytes.length > reader.attachmentSizeLimit) throw refusals.tooLarge();
  return {
    id: reader.nextId(),
    channelId: request.channelId,
    filename: file.filename,
    contentType: file.contentType,
    size: file.bytes.length,
    bytes: reader.keepBytes ? file.bytes : undefined,
    width: file.width,
    height: file.height,
    description: textOf(entry, 'description'),
    ephemeral: request.ephemeral,
    spoiler: entry['is_spoiler'] === true || file.filename.startsWith('SPOILER_'),
  };
}

/** A reference to an attachment is stored by id, so that every later reading carries a fresh link. */
function resolveMedia(cdn: Cdn, attachments: readonly Attachment[], url: string, path: string): JsonObject {
  if (!url.startsWith('attachment://')) {
    if (!/^https?:\/\//.test(url))
      throw invalidForm(path, 'URL_TYPE_INVALID_SCHEME', 'Scheme must be one of (http, https, attachment).');
    const own = cdn.named(url);
    return own ? { attachment_id: own.id } : { url };
  }
  const name = decodeURIComponent(url.slice('attachment://'.length));
  const attachment = attachments.findLast((candidate) => candidate.filename === name);
  if (!attachment) {
    throw invalidForm(
      path,
      'UNFURLED_MEDIA_ITEM_REFERENCED_ATTACHMENT_NOT_FOUND',
      `The referenced attachment ${name} was not found.`,
    );
  }
  return { attachment_id: attachment.id };
}

function resolveEmbed(embed: JsonObject, resolve: (url: string, path: string) => JsonObject): JsonObject {
  const shown = ['image', 'thumbnail'].flatMap((key) => {
    const url = textOf(objectOf(embed, key) ?? {}, 'url');
    return url ? [[key, resolve(url, `embeds.${key}.url`)]] : [];
  });
  return { ...embed, ...Object.fromEntries(shown) };
}

function keptComponents(before: MessageContent | undefined, attachments: readonly Attachment[]): readonly JsonObject[] {
  const gone = (before?.attachments ?? []).filter((attachment) => !attachments.includes(attachment));
  const text = gone.length > 0 ? JSON.stringify(before?.components) : '';
  if (gone.some((attachment) => text.includes(attachment.id))) {
    throw invalidForm(
      'attachments',
      'UNFURLED_MEDIA_ITEM_REFERENCED_ATTACHMENT_NOT_FOUND',
      'A component shows this attachment.',
    );
  }
  return before?.components ?? [];
}
