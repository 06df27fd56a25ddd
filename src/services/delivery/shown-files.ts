import type { Clock } from '../../core/clock.ts';
import type { Post, ShownPicture } from '../../core/job.ts';
import type { PictureOf } from '../../core/picture.ts';
import type { ShownFiles } from '../pictures/sources.ts';
import type { Store } from '../store/contract.ts';
import type { DiscordApi, SentMessage } from './discord-api.ts';
import { troubleOf } from './discord-error.ts';
import { channelRights } from './reach.ts';

interface Parts {
  readonly store: Pick<Store, 'jobs' | 'posts'>;
  readonly api: Pick<DiscordApi, 'getOriginal' | 'getMessage'>;
  readonly clock: Clock;
}

export function createShownFiles({ store, api, clock }: Parts): ShownFiles {
  async function find({ jobId, index }: PictureOf) {
    const job = await store.jobs.byId(jobId);
    const post = job && (await store.posts.byId(job.postId));
    const file = post?.shown.find((each) => each.jobId === jobId && each.index === index);
    return { post, file, isOnItsWay: file === undefined && job?.phase === 'delivering' };
  }

  /** How to look at what shows a post; undefined where there is no way. */
  function wayTo(post: Post): (() => Promise<SentMessage>) | undefined {
    const { applicationId, token, tokenExpiresAt, messageId, place, copy } = post;
    if (copy) return () => api.getMessage(copy);
    if (clock.now() < tokenExpiresAt) return () => api.getOriginal(applicationId, token);
    if (messageId === undefined || !channelRights(post).mayEdit) return undefined;
    return () => api.getMessage({ channelId: place.channelId, messageId });
  }

  return {
    async isWithinReach(result) {
      const { post, file, isOnItsWay } = await find(result);
      return post !== undefined && (isOnItsWay || file !== undefined) && wayTo(post) !== undefined;
    },
    async linkOf(result) {
      const { post, file, isOnItsWay } = await find(result);
      if (isOnItsWay) throw new Error('The picture is not in its message yet');
      const read = post && file && wayTo(post);
      if (!read) return undefined;
      const message = await read().catch((error: unknown) => {
        if (troubleOf(error) === 'later') throw error;
        return undefined;
      });
      return message && urlOf(message, file);
    },
  };
}

const urlOf = ({ attachments }: SentMessage, { attachmentId, name }: ShownPicture): string | undefined =>
  (attachments.find(({ id }) => id === attachmentId) ?? attachments.find(({ filename }) => filename === name))?.url;
