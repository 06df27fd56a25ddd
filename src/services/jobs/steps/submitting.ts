import { patience, sleep } from '../../../core/clock.ts';
import { StoreError } from '../../../core/errors.ts';
import { unreachable } from '../../../core/json.ts';
import { type PreparedRequest, type ProviderRequest, SubmitError, type TaskState } from '../../../core/provider.ts';
import type { Submission } from '../../../core/submission.ts';
import { PictureError } from '../../files/contract.ts';
import type { HeldJob } from '../../store/contract.ts';
import type { LateTicket } from '../late-ticket.ts';
import type { GuardedProvider, JobParts, Next } from '../parts.ts';
import { createRequests, ExpiredInput } from '../requests.ts';
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
  | 'switches'
  | 'operation'
  | 'facts'
  | 'sources'
  | 'spool'
> & { readonly settle: Settle; readonly lateTicket: LateTicket };

const SUBMIT_TIMEOUT_MS = 60_000;
/** The answer is the picture: it is waited for as long as the provider may need to make it. */
const AT_ONCE_TIMEOUT_MS = 180_000;
const RESENDS = 3;
const UNFILLED_MS = 5000;

/** The one POST of a submission, and what its answer means. */
export function createSubmitStep(parts: Parts) {
  const { store, clock, log, lease, settings, providers, switches, settle, lateTicket } = parts;

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
        return { kind: 'on' };
      }
      case 'succeeded': {
        const results = await resultsOf(state.images, parts);
        const done = { results, ticket: state.ticket, ...times, completedAt: now };
        const storing = await insist(() => store.jobs.change(job, 'storing', done));
        await store.submissions.settle(submission.id, 'accepted');
        if (!storing) await lateTicket.resultsArrived(job.id, done);
        return { kind: 'on', isUrgent: true };
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

  /** What a refusal says of the endpoint and the model. */
  async function learnFrom(job: HeldJob, request: ProviderRequest, { reason, retired }: SubmitError): Promise<void> {
    if (retired) return switches.refused(request, job, retired);
    if (reason.code === 'invalid-request' || reason.code === 'refused') await switches.judged(request, false);
  }

  /** Nothing was sent: a picture is not to be had, or the file store is away for a while. */
  async function onUnfilled(job: HeldJob, submission: Submission, error: unknown): Promise<Next> {
    log.warn({ err: error, job: job.id }, 'pictures of a request not at hand');
    await store.submissions.settle(submission.id, 'not-sent');
    if (error instanceof ExpiredInput) {
      const refusal = { code: 'picture-expired', option: error.option } as const;
      await settle.fail(job, { code: 'input-refused', refusal, detail: refusal.code });
      return { kind: 'on' };
    }
    const isLost = error instanceof PictureError || clock.now() > job.createdAt + settings.deadlineMs;
    if (!isLost) return requeue(job, { dueAt: clock.now() + UNFILLED_MS, attempts: job.attempts - 1 });
    await settle.fail(job, { code: 'source-unreadable' });
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

  const requests = createRequests(parts);
  let awaited = 0;

  async function send(request: PreparedRequest, { provider }: GuardedProvider): Promise<TaskState | SubmitError> {
    const isAtOnce = request.answer === 'at-once';
    const { signal, end } = patience(clock, isAtOnce ? AT_ONCE_TIMEOUT_MS : SUBMIT_TIMEOUT_MS);
    awaited += isAtOnce ? 1 : 0;
    try {
      return await provider.submit(request, signal);
    } catch (error) {
      if (error instanceof SubmitError) return error;
      return new SubmitError('unknown', { code: 'unknown' }, { cause: error });
    } finally {
      end();
      awaited -= isAtOnce ? 1 : 0;
    }
  }

  async function submit(job: HeldJob, submission: Submission): Promise<Next> {
    const request = requests.of(job);
    const guarded = providers.get(job.provider);
    if (!request || !guarded) {
      await store.submissions.settle(submission.id, 'not-sent');
      await settle.fail(job, { code: 'unreadable-record' });
      return { kind: 'on' };
    }
    const filled = await requests.fill(request, job).catch((error: unknown) => onUnfilled(job, submission, error));
    if ('kind' in filled) return filled;
    if (!lease.isFresh()) {
      log.warn({ job: job.id }, 'lease too old to spend money on: not sent');
      await store.submissions.settle(submission.id, 'not-sent');
      return requeue(job, { dueAt: clock.now(), attempts: job.attempts - 1 });
    }
    const answer = await send(filled, guarded);
    if (answer instanceof SubmitError) {
      // while the job still holds its slot: the next in line is not sent after it
      await learnFrom(job, request, answer);
      return onError(job, submission, answer);
    }
    const next = await onAnswer(job, submission, answer);
    await switches.judged(request, true);
    return next;
  }

  return {
    submit,
    /** Whether an answer is on its way that is the picture itself, with no way to ask for it again. */
    isAnswerAwaited: () => awaited > 0,
  };
}

/** A restart found a POST under way that nobody heard of again, unless its ticket was written down. */
export function createResumedSubmitStep({ store, settle, clock, settings, lateTicket }: Parts) {
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
    // whoever sent it was not dead after all, and wrote the ticket down while the job was not failed yet
    const since = await store.submissions.latest(job.id);
    if (since?.ticket) await lateTicket.arrived(job.id, since.ticket);
    return { kind: 'on' };
  };
}
