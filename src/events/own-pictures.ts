import { isReady, mayShow } from '../services/delivery/card-of.ts';
import { mayUse } from '../services/jobs/find-picture.ts';
import type { HeldJob, Store } from '../services/store/contract.ts';
import type { Actor } from './actor.ts';
import type { MessagePayload } from './interaction-payload.ts';
import { originIn, picturesIn, type SeenPicture } from './message-pictures.ts';

const NO_LINKS = { rules: [] };
const BUTTON = /"v1:[a-z]+:([0-7][0-9A-HJKMNP-TV-Z]{25}):\d+"/;

export interface OwnPictures {
  readonly job: HeldJob;
  readonly pictures: readonly SeenPicture[];
}

/** Whether the bot itself said it: then what it shows is never just anybody's. Of old applications it has another id. */
export const isOurs = (
  { application_id: application, author, components }: MessagePayload,
  { applicationId }: Actor,
): boolean =>
  application === applicationId || author?.id === applicationId || BUTTON.test(JSON.stringify(components ?? []));

/** The results that a message of our own shows; undefined where it is not ours, or none of the member's business. */
export async function ownPictures(
  { jobs, posts }: Pick<Store, 'jobs' | 'posts'>,
  message: MessagePayload,
  actor: Actor,
): Promise<OwnPictures | undefined> {
  if (!isOurs(message, actor)) return undefined;
  const [, jobId] = BUTTON.exec(JSON.stringify(message.components ?? [])) ?? [];
  const job = jobId ? await jobs.byId(jobId) : undefined;
  const post = job && (await posts.byId(job.postId));
  if (!job || !post || !mayUse(job, post, actor)) return undefined;
  const ready = (await jobs.byPost(post.id)).filter(isReady);
  if (ready.some(({ results }) => results.some(({ isExpired }) => isExpired)))
    return { job, pictures: stillShown(message, job.id, post.isSpoiler) };
  const pictures = ready.flatMap(({ id, results }) =>
    results.map((picture, index): SeenPicture => {
      const { link, width, height, nsfw } = picture;
      const origin = originIn(message, { jobId: id, index });
      const known = { ...(width && height ? { width, height } : {}), ...(origin && { origin }) };
      return {
        picture: { kind: 'result', jobId: id, index, ...known },
        // what the message itself may not show is not shown beside it either
        url: mayShow(actor, picture) ? link : undefined,
        isSpoiler: post.isSpoiler || nsfw === true,
        parentId: id,
      };
    }),
  );
  return { job, pictures };
}

/** What is no longer kept is still in the message itself. */
const stillShown = (message: MessagePayload, parentId: string, isSpoiler: boolean): readonly SeenPicture[] =>
  picturesIn(message, NO_LINKS).map((seen) => ({ ...seen, isSpoiler: seen.isSpoiler || isSpoiler, parentId }));
