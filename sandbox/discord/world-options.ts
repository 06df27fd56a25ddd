import type { Clock } from '../../src/core/clock.ts';
import type { PermissionName } from './permissions.ts';
import type { Channel, Guild, Role, User } from './types.ts';

export interface GuildOptions {
  readonly name: string;
  /** False: members use the app by their own installation, the bot is not there. */
  readonly botInstalled?: boolean;
  readonly locale?: string;
  readonly owner?: User;
  readonly premiumTier?: number;
  readonly id?: string;
}

export interface ChannelOptions {
  readonly name: string;
  readonly type?: number;
  readonly nsfw?: boolean;
  readonly parent?: Channel;
  readonly appPermissions?: bigint | readonly PermissionName[];
}

export interface MemberChange {
  readonly roles?: readonly Role[];
  readonly permissions?: readonly PermissionName[];
  readonly nick?: string;
}

export type WorldChange =
  | { readonly kind: 'guild-joined'; readonly guild: Guild }
  | { readonly kind: 'guild-left'; readonly guild: Guild }
  | { readonly kind: 'guild-out'; readonly guild: Guild }
  | { readonly kind: 'guild-back'; readonly guild: Guild }
  | { readonly kind: 'channel-added' | 'channel-changed'; readonly channel: Channel };

export interface WorldOptions {
  readonly clock: Clock;
  readonly nextId: () => string;
  readonly onChange: (change: WorldChange) => void;
}
