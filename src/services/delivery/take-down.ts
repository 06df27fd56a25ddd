import type { Clock } from '../../core/clock.ts';
import type { Post } from '../../core/job.ts';
import type { Log } from '../logging/create-log.ts';
import type { DiscordApi } from './discord-api.ts';
import { troubleOf } from './discord-error.ts';

interface TakeDownParts {
  readonly api: Pick<DiscordApi, 'deleteOriginal' | 'deleteMessage'>;
  readonly clock: Clock;
  readonly log: Log;
}

/** Removes the message of a post and its copy elsewhere: by its interaction's token while that lives, else as the bot. False where neither can. */
export function createTakeDown({ api, clock, log }: TakeDownParts) {
  async function tried(post: Post, remove: () => Promise<void>): Promise<boolean> {
    try {
      await remove();
      return true;
    } catch (error) {
      const trouble = troubleOf(error);
      if (trouble === 'message-gone') return true;
      log.warn({ err: error, post: post.id, trouble }, 'message not removed this way');
      return false;
    }
  }

  return async function takeDown(post: Post): Promise<boolean> {
    const { copy } = post;
    const isCopyGone = copy === undefined || (await tried(post, () => api.deleteMessage(copy)));
    return (await takeDownOwn(post)) && isCopyGone;
  };

  async function takeDownOwn(post: Post): Promise<boolean> {
    const { applicationId, token, messageId, isPrivate, place } = post;
    if (clock.now() < post.tokenExpiresAt && (await tried(post, () => api.deleteOriginal({ applicationId, token })))) {
      return true;
    }
    if (isPrivate || !messageId) return false;
    return tried(post, () => api.deleteMessage({ channelId: place.channelId, messageId }));
  }
}

export type TakeDown = ReturnType<typeof createTakeDown>;
