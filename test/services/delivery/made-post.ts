import type { Post } from '../../../src/core/job.ts';
import { ulid } from '../../../src/core/ulid.ts';

export const MADE_AT = 1_800_000_000_000;

/** A public one, in a channel of a server where the bot may write. */
export function madePost(changes: Partial<Post> = {}): Post {
  const id = ulid(MADE_AT);
  return {
    id,
    ownerId: id,
    scope: 'guild',
    place: {
      guildId: 'guild',
      channelId: 'channel',
      context: 'guild',
      isBotPresent: true,
      appPermissions: String((1 << 10) | (1 << 11) | (1 << 15)),
      isNsfwChannel: false,
      attachmentLimit: 20 * 1024 * 1024,
      language: 'en',
      publicLanguage: 'vi',
    },
    interactionId: id,
    applicationId: 'app',
    token: 'token',
    tokenExpiresAt: MADE_AT + 840_000,
    messageId: 'message',
    acknowledgedAt: MADE_AT,
    isPrivate: false,
    isSpoiler: false,
    shown: [],
    createdAt: MADE_AT,
    ...changes,
  };
}
