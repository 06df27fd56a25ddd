import type { Clock } from '../../core/clock.ts';
import type { Post } from '../../core/job.ts';
import type { Log } from '../log.ts';
import type { Store } from '../store/contract.ts';
import type { DiscordApi } from './discord-api.ts';
import { troubleOf } from './discord-error.ts';

interface TakeDownParts {
  readonly api: Pick<DiscordApi, 'deleteOriginal' | 'deleteMessage'>;
  readonly clock: Clock;
  readonly log: Log;
}

const LATER_MS = 60_000;

/** `later`: Discord is in the way. `beyond-reach`: no way of ours leads to it any more. */
export type Removal = 'gone' | 'later' | 'beyond-reach';
export type RemoveMessages = (post: Post) => Promise<Removal>;

/** Removes the message of a post and its copy elsewhere: by its interaction's token while that lives, else as the bot. */
export function createRemoveMessages({ api, clock, log }: TakeDownParts): RemoveMessages {
  async function tried(post: Post, remove: () => Promise<void>): Promise<Removal> {
    try {
      await remove();
      return 'gone';
    } catch (error) {
      const trouble = troubleOf(error);
      if (trouble === 'message-gone') return 'gone';
      log.warn({ err: error, post: post.id, trouble }, 'message not removed this way');
      return trouble === 'later' ? 'later' : 'beyond-reach';
    }
  }

  async function removeOwn(post: Post): Promise<Removal> {
    const { applicationId, token, messageId, isPrivate, place } = post;
    const isLive = clock.now() < post.tokenExpiresAt;
    const byToken = isLive ? await tried(post, () => api.deleteOriginal({ applicationId, token })) : 'beyond-reach';
    if (byToken === 'gone' || isPrivate || !messageId) return byToken;
    return tried(post, () => api.deleteMessage({ channelId: place.channelId, messageId }));
  }

  return async (post) => {
    const { copy } = post;
    const removals = [...(copy ? [await tried(post, () => api.deleteMessage(copy))] : []), await removeOwn(post)];
    return removals.find((each) => each === 'later') ?? removals.find((each) => each !== 'gone') ?? 'gone';
  };
}

/** Of a post that is erased. False where its message cannot be removed, or not yet: then it is tried again by itself. */
export function createTakeDown({
  store,
  ...parts
}: TakeDownParts & { readonly store: { readonly posts: Pick<Store['posts'], 'checkAt'> } }) {
  const removeMessages = createRemoveMessages(parts);
  return async (post: Post): Promise<boolean> => {
    const removal = await removeMessages(post);
    await store.posts.checkAt(post.id, removal === 'later' ? parts.clock.now() + LATER_MS : null);
    return removal === 'gone';
  };
}

export type TakeDown = ReturnType<typeof createTakeDown>;
