import type { Post } from './job.ts';

/** Leads to a post's message; undefined where nobody but this session of the member's can be led. */
export function messageLink({ place, messageId, isPrivate }: Pick<Post, 'place' | 'messageId' | 'isPrivate'>) {
  if (!messageId || isPrivate) return undefined;
  return `https://discord.com/channels/${place.guildId ?? '@me'}/${place.channelId}/${messageId}`;
}
