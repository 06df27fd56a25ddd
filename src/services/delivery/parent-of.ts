import type { CardParent } from '../../core/card.ts';
import { isErased, type Job } from '../../core/job.ts';
import { messageLink } from '../../core/message-link.ts';
import type { Store } from '../store/contract.ts';
import { isReady } from './card-of.ts';

export type ParentOf = (job: Pick<Job, 'parentId' | 'ownerId'> | undefined) => Promise<CardParent | undefined>;

/** What a card says of the picture that it was made from; nothing of one that is gone, or hidden from those who read it. */
export function createParentOf({ jobs, posts }: Pick<Store, 'jobs' | 'posts'>): ParentOf {
  return async (job) => {
    const parent = job?.parentId === undefined ? undefined : await jobs.byId(job.parentId);
    const post = parent && (await posts.byId(parent.postId));
    if (!job || !parent || !post || isErased(parent)) return undefined;
    if (post.isPrivate && parent.ownerId !== job.ownerId) return undefined;
    const shown = (await jobs.byPost(post.id)).filter(isReady);
    const place = shown.findIndex(({ id }) => id === parent.id);
    const n = shown.length > 1 && place >= 0 ? place + 1 : undefined;
    return { ownerId: parent.ownerId, n, link: messageLink(post) };
  };
}
