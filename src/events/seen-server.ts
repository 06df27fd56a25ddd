import { type Guild, PermissionFlagsBits } from 'discord.js';
import { languageOf } from '../core/language.ts';
import type { SeenServer } from '../services/servers/server-book.ts';

const TO_SPEAK = [PermissionFlagsBits.ViewChannel, PermissionFlagsBits.SendMessages];

export function seenServer({ id, joinedTimestamp, preferredLocale, systemChannel, members }: Guild): SeenServer {
  const mayWrite = members.me && systemChannel?.permissionsFor(members.me)?.has(TO_SPEAK);
  return {
    id,
    joinedAt: joinedTimestamp,
    language: languageOf(preferredLocale),
    systemChannelId: mayWrite ? systemChannel?.id : undefined,
  };
}
