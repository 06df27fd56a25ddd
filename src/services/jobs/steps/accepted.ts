import type { JsonObject } from '../../../core/json.ts';
import { pictureInputSchema } from '../../../core/picture-input.ts';
import { PictureError } from '../../files/contract.ts';
import type { HeldJob } from '../../store/contract.ts';
import type { JobParts, Next } from '../parts.ts';
import type { Settle } from '../settle.ts';

type Parts = Pick<JobParts, 'store' | 'clock' | 'log' | 'courier' | 'sources' | 'wakes'> & { readonly settle: Settle };

const COPY_TIMEOUT_MS = 30_000;
const COPY_TRIES = 4;

/** Nothing goes on before the member was answered; then the source pictures are copied, and the job may queue. */
export function createAcceptedStep({ store, clock, log, courier, sources, wakes, settle }: Parts) {
  async function isAnswered(job: HeldJob): Promise<boolean | 'unknown'> {
    const post = await store.posts.byId(job.postId);
    if (!post) return false;
    if (post.acknowledgedAt !== undefined) return true;
    const seen = await courier.wasAcknowledged(post);
    if (seen === 'unknown') return clock.now() < post.tokenExpiresAt ? 'unknown' : false;
    if (seen === 'no') return false;
    await store.posts.acknowledged(post.id, clock.now(), seen.messageId);
    return true;
  }

  async function copyPictures(input: JsonObject): Promise<JsonObject> {
    const copied: Record<string, JsonObject[string]> = { ...input };
    for (const [option, value] of Object.entries(input)) {
      const picture = pictureInputSchema.safeParse(value);
      if (!picture.success || picture.data.kind !== 'attachment') continue;
      const { url, bytes } = picture.data;
      copied[option] = await sources.keep(option, url, bytes, AbortSignal.timeout(COPY_TIMEOUT_MS));
    }
    return copied;
  }

  return async function accepted(job: HeldJob): Promise<Next> {
    const answered = await isAnswered(job);
    if (answered === 'unknown') return { kind: 'at', time: clock.now() + 2000 };
    if (!answered) {
      log.warn({ job: job.id }, 'not acknowledged in time: cancelled and given back');
      await settle.forget(job);
      return { kind: 'park', dueAt: null };
    }
    let input: JsonObject;
    try {
      input = await copyPictures(job.input);
    } catch (error) {
      if (!(error instanceof PictureError) && job.attempts < COPY_TRIES - 1) {
        log.warn({ err: error, job: job.id }, 'source picture not copied yet');
        await store.jobs.change(job, 'accepted', { attempts: job.attempts + 1 });
        return { kind: 'at', time: clock.now() + 1500 * (job.attempts + 1) };
      }
      const detail = error instanceof PictureError ? error.problem : 'not fetched';
      await settle.fail(job, { code: 'source-unreadable', detail });
      return { kind: 'on' };
    }
    await store.transaction(async (session) => {
      const patch = { input, attempts: 0, lease: null, dueAt: clock.now() };
      const queued = await session.jobs.change(job, 'queued', patch);
      if (queued) await wakes.announce(session, [queued]);
    });
    return { kind: 'park', dueAt: clock.now() };
  };
}
