import type { Post } from '../../../src/core/job.ts';
import { ulid } from '../../../src/core/ulid.ts';

export function somePost(over: Partial<Post> = {}): Post {
  const now = Date.now();
  return {
    id: ulid(now),
    ownerId: 'ann',
    scope: 'guild',
    place: {
      guildId: 'guild',
      channelId: 'channel',
      context: 'guild',
      isBotPresent: true,
      appPermissions: '0',
      isNsfwChannel: false,
      attachmentLimit: 8_000_000,
      language: 'en',
      publicLanguage: 'en',
    },
    interactionId: ulid(now),
    applicationId: 'app',
    token: 'token',
    tokenExpiresAt: now + 60_000,
    messageId: 'message',
    acknowledgedAt: now,
    isPrivate: false,
    isSpoiler: false,
    shown: [],
    createdAt: now,
    ...over,
  };
}
