import { isReady } from '../services/delivery/card-of.ts';
import { mayUse } from '../services/jobs/find-picture.ts';
import type { Store } from '../services/store/contract.ts';
import type { Actor } from './actor.ts';
import type { MessagePayload } from './interaction-payload.ts';
import type { SeenPicture } from './message-pictures.ts';

const BUTTON = /"v1:[a-z]+:([0-7][0-9A-HJKMNP-TV-Z]{25}):\d+"/;

/** The results that a message of our own shows; undefined where it is not ours, or none of the member's business. */
export async function ownPictures(
  { jobs, posts }: Pick<Store, 'jobs' | 'posts'>,
  { application_id: application, author, components = [] }: MessagePayload,
  actor: Actor,
): Promise<readonly SeenPicture[] | undefined> {
  if (application !== actor.applicationId && author?.id !== actor.applicationId) return undefined;
  const [, jobId] = BUTTON.exec(JSON.stringify(components)) ?? [];
  const job = jobId ? await jobs.byId(jobId) : undefined;
  const post = job && (await posts.byId(job.postId));
  if (!job || !post || !mayUse(job, post, actor)) return undefined;
  const ready = (await jobs.byPost(post.id)).filter(isReady);
  return ready.flatMap(({ id, results }) =>
    results.map(({ link, width, height, nsfw }, index) => ({
      picture: { kind: 'result' as const, jobId: id, index, ...(width && height ? { width, height } : {}) },
      url: link,
      isSpoiler: post.isSpoiler || nsfw === true,
      parentId: id,
    })),
  );
}
