import { PermissionFlagsBits } from 'discord.js';
import { permissionBits } from '../../core/permissions.ts';
import type { Click } from './click.ts';

const ENOUGH = PermissionFlagsBits.ManageMessages | PermissionFlagsBits.Administrator;

/** Whether the member may remove messages in the channel of the picture, by what Discord said with this very click. */
export function mayModerate({ payload, post, actor }: Pick<Click, 'payload' | 'post' | 'actor'>): boolean {
  const isThere = post.place.guildId !== undefined && post.place.channelId === actor.place.channelId;
  const permissions = payload.member?.permissions ?? '0';
  return isThere && (permissionBits(permissions) & ENOUGH) !== 0n;
}
