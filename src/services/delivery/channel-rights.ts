import { PermissionFlagsBits } from 'discord.js';
import type { Post } from '../../core/job.ts';
import { permissionBits } from '../../core/permissions.ts';

/** What the bot itself may do where a post stands, as the interaction told it: no cache knows channels it cannot see. */
export function channelRights({ isPrivate, place }: Post): { readonly mayEdit: boolean; readonly mayWrite: boolean } {
  if (isPrivate) return { mayEdit: false, mayWrite: false };
  if (place.context === 'bot-dm') return { mayEdit: true, mayWrite: true };
  const bits = permissionBits(place.appPermissions);
  const has = (bit: bigint) => (bits & (bit | PermissionFlagsBits.Administrator)) !== 0n;
  const send = place.isThread ? PermissionFlagsBits.SendMessagesInThreads : PermissionFlagsBits.SendMessages;
  const mayEdit = place.isBotPresent && has(PermissionFlagsBits.ViewChannel);
  return { mayEdit, mayWrite: mayEdit && has(send) && has(PermissionFlagsBits.AttachFiles) };
}
