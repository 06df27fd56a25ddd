export const PERMISSIONS = {
  KICK_MEMBERS: 1n << 1n,
  BAN_MEMBERS: 1n << 2n,
  ADMINISTRATOR: 1n << 3n,
  MANAGE_CHANNELS: 1n << 4n,
  MANAGE_GUILD: 1n << 5n,
  ADD_REACTIONS: 1n << 6n,
  VIEW_CHANNEL: 1n << 10n,
  SEND_MESSAGES: 1n << 11n,
  MANAGE_MESSAGES: 1n << 13n,
  EMBED_LINKS: 1n << 14n,
  ATTACH_FILES: 1n << 15n,
  READ_MESSAGE_HISTORY: 1n << 16n,
  MENTION_EVERYONE: 1n << 17n,
  USE_EXTERNAL_EMOJIS: 1n << 18n,
  MANAGE_ROLES: 1n << 28n,
  USE_APPLICATION_COMMANDS: 1n << 31n,
  SEND_MESSAGES_IN_THREADS: 1n << 38n,
  USE_EXTERNAL_APPS: 1n << 50n,
} as const;

export type PermissionName = keyof typeof PERMISSIONS;

export const ALL_PERMISSIONS = (1n << 53n) - 1n;

export function bitsOf(names: readonly PermissionName[]): bigint {
  return names.reduce((bits, name) => bits | PERMISSIONS[name], 0n);
}

export function hasPermission(bits: bigint, name: PermissionName): boolean {
  return (bits & (PERMISSIONS[name] | PERMISSIONS.ADMINISTRATOR)) !== 0n;
}

export const BOT_DEFAULT = bitsOf([
  'VIEW_CHANNEL',
  'SEND_MESSAGES',
  'SEND_MESSAGES_IN_THREADS',
  'EMBED_LINKS',
  'ATTACH_FILES',
  'READ_MESSAGE_HISTORY',
  'USE_EXTERNAL_EMOJIS',
]);

export const EVERYONE_DEFAULT =
  BOT_DEFAULT | bitsOf(['ADD_REACTIONS', 'USE_APPLICATION_COMMANDS', 'USE_EXTERNAL_APPS']);

/** What Discord grants every app in direct messages and groups. */
export const DIRECT_MESSAGE_DEFAULT = bitsOf(['ATTACH_FILES', 'EMBED_LINKS', 'MENTION_EVERYONE']);
