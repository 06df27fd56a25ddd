import type { JsonObject } from '../../../core/json.ts';
import { decisionFor } from '../../../core/limits/account.ts';
import { tooFine } from '../../../core/limits/judge.ts';
import { subjectOf } from '../../../core/limits/subject.ts';
import { pictureInputSchema } from '../../../core/picture-input.ts';
import { isAtHand } from '../../../core/picture-limits.ts';
import type { Refusal } from '../../../core/refusal.ts';
import { PictureError } from '../../files/contract.ts';
import type { HeldJob } from '../../store/contract.ts';
import type { JobParts, Next } from '../parts.ts';
import { pictureRefusal } from '../picture-refusal.ts';
import type { Settle } from '../settle.ts';

type Parts = Pick<
  JobParts,
  'store' | 'clock' | 'log' | 'courier' | 'sources' | 'wakes' | 'operation' | 'facts' | 'limits'
> & {
  readonly settle: Settle;
};

const COPY_TIMEOUT_MS = 30_000;
const COPY_TRIES = 4;

/** Nothing goes on before the member was answered; then the source pictures are copied, and the job may queue. */
export function createAcceptedStep(parts: Parts) {
  const { store, clock, log, courier, sources, wakes, operation, facts, limits, settle } = parts;

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

  async function copyPictures(job: HeldJob): Promise<JsonObject> {
    const limits = operation(job.operation)?.pictureLimits;
    const copied: Record<string, JsonObject[string]> = { ...job.input };
    for (const [option, value] of Object.entries(job.input)) {
      const picture = pictureInputSchema.safeParse(value).data;
      if (!picture) continue;
      if (picture.kind === 'stored' && isAtHand(picture, limits)) {
        await sources.use(picture.key, job.ownerId);
        continue;
      }
      // a link was typed into `from`
      const named = picture.kind === 'link' ? 'from' : option;
      const signal = AbortSignal.timeout(COPY_TIMEOUT_MS);
      copied[option] = await sources.keep(picture, job.ownerId, limits, signal).catch((error: unknown) => {
        throw error instanceof PictureError ? new RefusedInput(pictureRefusal(named, error), error) : error;
      });
    }
    return copied;
  }

  /** Sizes are known only now: what they rule out is said before anything is spent. */
  async function inputOf(job: HeldJob): Promise<JsonObject> {
    const input = await copyPictures(job);
    const prepared = operation(job.operation)?.prepare(input, facts());
    if (prepared?.ok === false) throw new RefusedInput(prepared.refusal);
    if (prepared?.ok && (await isTooFine(job, prepared.job.resolution))) throw new TooFine();
    return input;
  }

  /** What was not known when the limits were asked. */
  async function isTooFine(job: HeldJob, resolution: string | undefined): Promise<boolean> {
    const post = resolution === undefined ? undefined : await store.posts.byId(job.postId);
    if (!post) return false;
    const { account } = await limits.readAccount(store, subjectOf(post), clock.now());
    return tooFine(decisionFor(account, job.operation).resolution, resolution) !== undefined;
  }

  async function onError(job: HeldJob, error: unknown): Promise<Next> {
    if (error instanceof RefusedInput) {
      await settle.fail(job, { code: 'input-refused', refusal: error.refusal, detail: error.refusal.code });
      return { kind: 'on' };
    }
    if (error instanceof TooFine) {
      await settle.fail(job, { code: 'not-allowed', detail: 'resolution' });
      return { kind: 'on' };
    }
    log.warn({ err: error, job: job.id }, 'source picture not copied');
    if (job.attempts < COPY_TRIES - 1) {
      await store.jobs.change(job, 'accepted', { attempts: job.attempts + 1 });
      return { kind: 'at', time: clock.now() + 1500 * (job.attempts + 1) };
    }
    await settle.fail(job, { code: 'source-unreadable', detail: 'not fetched' });
    return { kind: 'on' };
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
      input = await inputOf(job);
    } catch (error) {
      return onError(job, error);
    }
    await store.transaction(async (session) => {
      const patch = { input, attempts: 0, lease: null, dueAt: clock.now() };
      const queued = await session.jobs.change(job, 'queued', patch);
      if (queued) await wakes.announce(session, [queued]);
    });
    return { kind: 'park', dueAt: clock.now() };
  };
}

class RefusedInput extends Error {
  override readonly name = 'RefusedInput';
  readonly refusal: Refusal;

  constructor(refusal: Refusal, cause?: unknown) {
    super(`Input refused: ${refusal.code}`, { cause });
    this.refusal = refusal;
  }
}

class TooFine extends Error {
  override readonly name = 'TooFine';
}
