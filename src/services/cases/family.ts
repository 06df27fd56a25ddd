import { isErased, type Post } from '../../core/job.ts';
import { sharedPostOf, shareKeyOf } from '../../core/share-key.ts';
import type { Session } from '../store/contract.ts';

type Rows = Pick<Session, 'jobs' | 'posts' | 'cases'>;

/** Public posts of a private one that stand in the same server. */
export async function sharesOf({ posts }: Pick<Rows, 'posts'>, post: Post): Promise<readonly Post[]> {
  return (await posts.allByAction(shareKeyOf(post.id))).filter(({ scope }) => scope === post.scope);
}

/** All posts of a server that show the same pictures: what was asked for, and where it was shared. */
export async function familyOf({ posts }: Pick<Rows, 'posts'>, post: Post): Promise<readonly Post[]> {
  const originalId = sharedPostOf(await posts.actionKeyOf(post.id));
  const original = originalId === undefined ? post : await posts.byId(originalId);
  if (!original) return [post];
  const shares = (await posts.allByAction(shareKeyOf(original.id))).filter(({ scope }) => scope === post.scope);
  return original.scope === post.scope ? [...shares, original] : shares;
}

/** A member's private picture is none of the moderators' business until somebody reported it or everybody saw it. */
export async function isOpenToModerators(rows: Rows, post: Post, scope: string): Promise<boolean> {
  if (post.scope !== scope || post.place.guildId === undefined) return false;
  if (!post.isPrivate || (await rows.cases.byPost(post.id))) return true;
  for (const share of await sharesOf(rows, post)) {
    if (await rows.cases.byPost(share.id)) return true;
    if ((await rows.jobs.byPost(share.id)).some((job) => !isErased(job))) return true;
  }
  return false;
}
