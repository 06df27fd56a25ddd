import type { JsonObject } from '../../../core/json.ts';
import type { HeldJob } from '../../store/contract.ts';
import type { JobParts, Next } from '../contract.ts';
import { type CopyInput, RefusedInput, TooFine } from '../input.ts';
import type { Settle } from '../settle.ts';

type Parts = Pick<JobParts, 'store' | 'clock' | 'log' | 'courier' | 'wakes'> & {
  readonly settle: Settle;
  readonly copyInput: CopyInput;
};

const COPY_TIMEOUT_MS = 30_000;
const COPY_TRIES = 4;

/** Nothing goes on before the member was answered; then the source pictures are copied, and the job may queue. */
export function createAcceptedStep(parts: Parts) {
  const { store, clock, log, courier, wakes, settle, copyInput } = parts;

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
      input = await copyInput(job, AbortSignal.timeout(COPY_TIMEOUT_MS));
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
