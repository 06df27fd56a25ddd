import { sleep } from '../../../core/clock.ts';
import { StoreError } from '../../../core/errors.ts';
import { type JsonObject, unreachable } from '../../../core/json.ts';
import { pictureInputSchema } from '../../../core/picture-input.ts';
import { type PreparedRequest, type ProviderRequest, SubmitError, type TaskState } from '../../../core/provider.ts';
import type { Submission } from '../../../core/submission.ts';
import type { HeldJob } from '../../store/contract.ts';
import type { LateTicket } from '../late-ticket.ts';
import type { JobParts, Next } from '../parts.ts';
import { resultsOf } from '../results.ts';
import type { Settle } from '../settle.ts';

type Parts = Pick<
  JobParts,
  | 'store'
  | 'clock'
  | 'log'
  | 'lease'
  | 'settings'
  | 'providers'
  | 'operation'
  | 'facts'
  | 'sources'
  | 'spool'
  | 'courier'
> & { readonly settle: Settle; readonly lateTicket: LateTicket };

const SUBMIT_TIMEOUT_MS = 60_000;
const RESENDS = 3;

/** The one POST of a submission, and what its answer means. */
export function createSubmitStep(parts: Parts) {
  const { store, clock, log, lease, settings, providers, operation, facts, sources, courier, settle, lateTicket } =
    parts;

  /** The request as the operation makes it today from what is stored. */
  function requestOf(job: HeldJob): ProviderRequest | undefined {
    const prepared = operation(job.operation)?.prepare(job.input, facts());
    return prepared?.ok ? prepared.job.request : undefined;
  }

  async function fill(request: ProviderRequest, job: HeldJob): Promise<PreparedRequest> {
    const { path, encoding, answer } = request;
    const manner = { ...(encoding && { encoding }), ...(answer && { answer }) };
    const body: Record<string, JsonObject[string]> = { ...request.body };
    for (const { field, option, as, isInList } of request.pictures) {
      const picture = pictureInputSchema.parse(job.input[option]);
      if (picture.kind !== 'stored') throw new Error('A picture was not copied before its job was queued');
      const value =
        as === 'base64' ? await sources.readBase64(picture.key) : await sources.addressOf(picture, job.ownerId);
      const before = body[field];
      body[field] = isInList ? [...(Array.isArray(before) ? before : []), value] : value;
    }
    return { path, body, ...manner };
  }

  async function onAnswer(job: HeldJob, submission: Submission, state: TaskState): Promise<Next> {
    const now = clock.now();
    const times = { submittedAt: now, deadlineAt: now + settings.deadlineMs, dueAt: now };
    switch (state.status) {
      case 'pending': {
        const waiting = await insist(() =>
          store.transaction(async (session) => {
            await session.submissions.ticketArrived(submission.id, state.ticket);
            return session.jobs.change(job, 'waiting', { ticket: state.ticket, ...times });
          }),
        );
        if (!waiting) await lateTicket.arrived(job.id, state.ticket);
        if (waiting) courier.progress(job.postId);
        return { kind: 'on' };
      }
      case 'succeeded': {
        const results = await resultsOf(state.images, parts);
        const done = { results, ticket: state.ticket, ...times, completedAt: now };
        const storing = await insist(() => store.jobs.change(job, 'storing', done));
        await store.submissions.settle(submission.id, 'accepted');
        if (!storing) await lateTicket.resultsArrived(job.id, done);
        return { kind: 'on' };
      }
      case 'failed':
        await store.submissions.settle(submission.id, 'accepted');
        await settle.fail(job, state.reason, { ticket: state.ticket, ...times });
        return { kind: 'on' };
      default:
        return unreachable(state);
    }
  }

  async function onError(job: HeldJob, submission: Submission, error: SubmitError): Promise<Next> {
    log.warn({ err: error, job: job.id, fate: error.fate }, 'submit brought no task');
    await store.submissions.settle(submission.id, error.fate);
    const { code } = error.reason;
    if (code === 'provider-key') await providers.get(job.provider)?.gate.pause('key');
    if (code === 'provider-credits') await providers.get(job.provider)?.gate.pause('credits');
    if (error.fate === 'not-accepted' && job.attempts <= RESENDS) {
      const wait = Math.max(error.retryAfterMs ?? 0, 1000 * 2 ** job.attempts);
      return requeue(job, { dueAt: clock.now() + wait });
    }
    await settle.fail(job, error.fate === 'unknown' ? { ...error.reason, code: 'unknown' } : error.reason);
    return { kind: 'on' };
  }

  async function requeue(job: HeldJob, patch: { dueAt: number; attempts?: number }): Promise<Next> {
    await store.jobs.change(job, 'queued', { lease: null, ...patch });
    return { kind: 'park', dueAt: patch.dueAt };
  }

  /** A task exists and must not be forgotten because the database is away for a moment. */
  async function insist<T>(write: () => Promise<T>): Promise<T> {
    for (let wait = 200; ; wait = Math.min(wait * 2, 5000)) {
      try {
        return await write();
      } catch (error) {
        if (!(error instanceof StoreError)) throw error;
        log.error({ err: error }, 'a paid task is not written down yet: trying on');
        await sleep(clock, wait);
      }
    }
  }

  return async function submit(job: HeldJob, submission: Submission): Promise<Next> {
    const request = requestOf(job);
    const guarded = providers.get(job.provider);
    if (!request || !guarded) {
      await store.submissions.settle(submission.id, 'not-sent');
      await settle.fail(job, { code: 'unreadable-record' });
      return { kind: 'on' };
    }
    const filled = await fill(request, job);
    if (!lease.isFresh()) {
      log.warn({ job: job.id }, 'lease too old to spend money on: not sent');
      await store.submissions.settle(submission.id, 'not-sent');
      return requeue(job, { dueAt: clock.now(), attempts: job.attempts - 1 });
    }
    const answer = await guarded.provider
      .submit(filled, AbortSignal.timeout(SUBMIT_TIMEOUT_MS))
      .catch((error: unknown) =>
        error instanceof SubmitError ? error : new SubmitError('unknown', { code: 'unknown' }, { cause: error }),
      );
    if (answer instanceof SubmitError) return onError(job, submission, answer);
    return onAnswer(job, submission, answer);
  };
}

/** A restart found a POST under way that nobody heard of again, unless its ticket was written down. */
export function createResumedSubmitStep({ store, settle, clock, settings }: Parts) {
  return async function resumedSubmit(job: HeldJob): Promise<Next> {
    const submission = await store.submissions.latest(job.id);
    if (submission?.ticket) {
      const submittedAt = submission.sentAt;
      const times = { submittedAt, deadlineAt: submittedAt + settings.deadlineMs, dueAt: clock.now() };
      await store.jobs.change(job, 'waiting', { ticket: submission.ticket, ...times });
      return { kind: 'on' };
    }
    if (submission) await store.submissions.settle(submission.id, 'unknown');
    await settle.fail(job, { code: 'unknown', detail: 'the process ended during the submit' });
    return { kind: 'on' };
  };
}
