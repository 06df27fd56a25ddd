import type { Json, JsonObject } from './json.ts';

export interface User {
  readonly id: string;
  readonly name: string;
  readonly locale: string;
  readonly bot: boolean;
  /** False: a direct message to this user is refused with 50007. */
  acceptsDirectMessages: boolean;
}

export interface Role {
  readonly id: string;
  readonly name: string;
  permissions: bigint;
}

export interface Member {
  readonly user: User;
  readonly joinedAt: number;
  roles: readonly string[];
  /** Beside what everyone and the roles give. */
  permissions: bigint;
  nick: string | undefined;
}

export interface Guild {
  readonly id: string;
  readonly name: string;
  readonly locale: string;
  readonly ownerId: string;
  readonly premiumTier: number;
  readonly roles: Map<string, Role>;
  readonly members: Map<string, Member>;
  /** Who sees all of the app's commands by the server's own settings ("Integrations"): members and roles, by id. */
  readonly opensCommandsTo: Set<string>;
  botInstalled: boolean;
  systemChannelId: string | undefined;
  /** Discord cannot reach it for a while; the bot is a member all the same. */
  isOut?: boolean;
}

export interface Channel {
  readonly id: string;
  readonly type: number;
  name: string;
  readonly guildId: string | undefined;
  readonly parentId: string | undefined;
  readonly recipients: readonly User[];
  nsfw: boolean;
  /** What the bot may do here; an interaction's `app_permissions`. */
  botPermissions: bigint;
  /** Of threads: nothing in an archived one is changed; a message wakes it, unless it is locked. */
  isArchived?: boolean;
  isLocked?: boolean;
}

export interface Attachment {
  readonly id: string;
  readonly channelId: string;
  readonly filename: string;
  readonly contentType: string | undefined;
  readonly size: number;
  readonly bytes: Buffer | undefined;
  readonly width: number | undefined;
  readonly height: number | undefined;
  readonly description: string | undefined;
  readonly ephemeral: boolean;
  readonly spoiler: boolean;
}

/** Whom a message calls, by id. */
export interface Mentions {
  readonly users: readonly string[];
  readonly roles: readonly string[];
  readonly isEveryone: boolean;
}

export interface MessageContent {
  readonly content: string;
  readonly embeds: readonly JsonObject[];
  readonly components: readonly JsonObject[];
  readonly attachments: readonly Attachment[];
  readonly flags: number;
  readonly mentions: Mentions;
}

/** By which door a message was written. */
export type Via = 'callback' | 'token' | 'channel' | 'user';

export interface MessageEdit extends MessageContent {
  readonly at: number;
  readonly via: Via;
}

export interface StoredMessage extends MessageContent {
  readonly id: string;
  readonly channelId: string;
  readonly guildId: string | undefined;
  readonly author: User;
  readonly createdAt: number;
  readonly via: Via;
  /** The only user who sees it. */
  readonly ephemeralFor: string | undefined;
  readonly interaction: JsonObject | undefined;
  readonly nonce: string | number | undefined;
  readonly referenceId: string | undefined;
  readonly edits: readonly MessageEdit[];
  readonly editedAt: number | undefined;
  readonly deletedAt: number | undefined;
}

export interface IncomingFile {
  readonly field: string;
  readonly filename: string;
  readonly contentType: string | undefined;
  readonly bytes: Buffer;
  readonly width?: number;
  readonly height?: number;
}

export interface Exchange {
  readonly at: number;
  readonly method: string;
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: Json;
  readonly files?: readonly { field: string; filename: string; contentType: string; size: number }[];
  /** 0 while open, or when the connection was cut. */
  status: number;
  response: Json;
  /** Fields of the body that Discord does not know and passes over. */
  ignored?: readonly string[];
}

export interface DiscordEvents {
  message: StoredMessage;
  edit: StoredMessage;
  delete: StoredMessage;
  exchange: Exchange;
  interaction: JsonObject;
}

export type Emit = <Name extends keyof DiscordEvents>(name: Name, value: DiscordEvents[Name]) => void;

export const FLAGS = {
  SUPPRESS_EMBEDS: 1 << 2,
  EPHEMERAL: 1 << 6,
  LOADING: 1 << 7,
  SUPPRESS_NOTIFICATIONS: 1 << 12,
  IS_COMPONENTS_V2: 1 << 15,
} as const;

export const CHANNEL_TYPES = { text: 0, direct: 1, group: 3, publicThread: 11, privateThread: 12 } as const;

export function isThread(channel: Channel): boolean {
  return channel.type === CHANNEL_TYPES.publicThread || channel.type === CHANNEL_TYPES.privateThread;
}
