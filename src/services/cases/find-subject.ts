import type { Case } from '../../core/case.ts';
import { isErased, type Post } from '../../core/job.ts';
import type { HeldJob, Store } from '../store/contract.ts';
import { isOpenToModerators } from './family.ts';

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

export type Found =
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
