import { PermissionFlagsBits } from 'discord-api-types/v10';
import { permissionBits } from '../../core/permissions.ts';
import { readServerSettings } from '../../services/settings.ts';
import type { Store } from '../../services/store/contract.ts';
import type { Actor } from './actor.ts';
import type { InteractionPayload } from './payload.ts';

const ENOUGH = PermissionFlagsBits.ManageGuild | PermissionFlagsBits.Administrator;

/** `elsewhere`: there is nothing to moderate, since the bot is not a member of this place. */
type Standing = 'moderator' | 'member' | 'elsewhere';

/** Read from the interaction's own member at every use: a role that was lost counts for nothing, however old the message. */
export async function standingOf(
  store: Pick<Store, 'documents'>,
  { member }: Pick<InteractionPayload, 'member'>,
  { scope, place }: Pick<Actor, 'scope' | 'place'>,
): Promise<Standing> {
  if (!member || place.guildId === undefined || scope !== place.guildId) return 'elsewhere';
  if (managesServer({ member })) return 'moderator';
  const { moderatorRole } = await readServerSettings(store, place.guildId);
  return moderatorRole !== undefined && member.roles.includes(moderatorRole) ? 'moderator' : 'member';
}

/** Discord's own right: the only one by which moderators are made. */
export function managesServer({ member }: Pick<InteractionPayload, 'member'>): boolean {
  const permissions = member?.permissions ?? '0';
  return (permissionBits(permissions) & ENOUGH) !== 0n;
}
