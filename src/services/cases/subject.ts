import type { Case } from '../../core/cases.ts';
import { isErased, type Post, sharedPostOf, shareKeyOf } from '../../core/job.ts';
import type { HeldJob, Session, Store } from '../store/contract.ts';

type Rows = Pick<Session, 'jobs' | 'posts' | 'cases'>;

/** Public posts of a private one that stand in the same server. */
export async function sharesOf({ posts }: Pick<Rows, 'posts'>, post: Post): Promise<readonly Post[]> {
  return (await posts.allByAction(shareKeyOf(post.id))).filter(({ scope }) => scope === post.scope);
}

/** All posts of a server that show the same pictures: what was asked for, and where it was shared. */
export async function sharedPosts({ posts }: Pick<Rows, 'posts'>, post: Post): Promise<readonly Post[]> {
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

/** What a moderator's button is about. The rows of the job may be gone by now. */
export interface Subject {
  readonly scope: string;
  readonly ownerId: string;
  readonly jobId: string;
  readonly operation: string;
  readonly case: Case | undefined;
  readonly picture: SubjectPicture | undefined;
}

export interface SubjectPicture {
  readonly post: Post;
  readonly job: HeldJob;
  /** All of the post, in order. */
  readonly jobs: readonly HeldJob[];
}

type Found =
  | { readonly kind: 'found'; readonly subject: Subject }
  /** `private`: a member's own business. `missing`: no such thing in this server. */
  | { readonly kind: 'private' | 'missing' };

/** By the id of a case or of a job, for moderators of that server. */
export function createFindSubject(store: Pick<Store, 'jobs' | 'posts' | 'cases'>) {
  async function pictureOf(jobId: string): Promise<SubjectPicture | undefined> {
    const job = await store.jobs.byId(jobId);
    const post = job && (await store.posts.byId(job.postId));
    return job && post && { job, post, jobs: await store.jobs.byPost(post.id) };
  }

  const subjectOf = (of: Pick<Subject, 'scope' | 'ownerId' | 'jobId'>, picture?: SubjectPicture, known?: Case) => ({
    kind: 'found' as const,
    subject: {
      scope: of.scope,
      ownerId: of.ownerId,
      jobId: of.jobId,
      operation: picture?.job.operation ?? '',
      case: known,
      picture,
    },
  });

  return async function findSubject(id: string, scope: string): Promise<Found> {
    const known = await store.cases.byId(id);
    if (known) return known.scope === scope ? subjectOf(known, await pictureOf(known.jobId), known) : missing;
    const picture = await pictureOf(id);
    if (!picture || picture.post.scope !== scope || picture.post.place.guildId === undefined) return missing;
    const { job, post } = picture;
    if (!(await isOpenToModerators(store, post, scope))) return { kind: 'private' };
    const { ownerId } = post;
    return subjectOf({ scope, ownerId, jobId: job.id }, picture, await store.cases.byPost(post.id));
  };
}

export type FindSubject = ReturnType<typeof createFindSubject>;

const missing: Found = { kind: 'missing' };

/** Nothing is left of it but what it cost. */
export const isGone = ({ picture }: Pick<Subject, 'picture'>): boolean =>
  picture === undefined || picture.jobs.every(isErased);
