import { patience, sleep } from '../../../core/clock.ts';
import type { FailureReason } from '../../../core/failure.ts';
import { unreachable } from '../../../core/json.ts';
import { type PreparedRequest, type ProviderRequest, SubmitError, type TaskState } from '../../../core/provider.ts';
import type { Submission } from '../../../core/submission.ts';
import { PictureError } from '../../files/contract.ts';
import type { HeldJob } from '../../store/contract.ts';
import type { LateTicket } from '../late-ticket.ts';
import type { GuardedProvider, JobParts, Next } from '../parts.ts';
import type { ProviderGate } from '../provider-gate.ts';
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
> & {
  readonly settle: Settle;
  readonly lateTicket: LateTicket;
  /** Aborts when the process goes, and all that it still had in memory. */
  readonly ended: AbortSignal;
};

const SUBMIT_TIMEOUT_MS = 60_000;
/** The answer is the picture: it is waited for as long as the provider may need to make it. */
const AT_ONCE_TIMEOUT_MS = 180_000;
const RESENDS = 3;
const UNFILLED_MS = 5000;
const FIRST_TRY_MS = 200;
const LAST_TRY_MS = 5000;
const TURNED_AWAY_MS = 60_000;

/** The one POST of a submission, and what its answer means. */
export function createSubmitStep(parts: Parts) {
  const { store, clock, log, lease, settings, providers, switches, settle, lateTicket, ended } = parts;

  async function onAnswer(job: HeldJob, submission: Submission, state: TaskState): Promise<Next> {
    const now = clock.now();
    const times = { submittedAt: now, deadlineAt: now + settings.deadlineMs, dueAt: now };
    const fail = async (reason: FailureReason, ticket: string | undefined): Promise<Next> => {
      const write = async () => {
        await store.submissions.settle(submission.id, 'accepted');
        await settle.fail(job, reason, { ticket, ...times });
      };
      await insist(write, { job: job.id, ticket });
      return { kind: 'on' };
    };
    switch (state.status) {
      case 'pending': {
        const { ticket } = state;
        const write = async () => {
          const waiting = await store.transaction(async (session) => {
            await session.submissions.ticketArrived(submission.id, ticket);
            return session.jobs.change(job, 'waiting', { ticket, ...times });
          });
          if (!waiting) await lateTicket.arrived(job.id, ticket);
          return waiting;
        };
        await insist(write, { job: job.id, ticket });
        return { kind: 'on' };
      }
      case 'succeeded': {
        const { ticket } = state;
        const read = () => resultsOf(state.images, parts).catch(unlessNoPicture);
        const results = await insist(read, { job: job.id, ticket });
        if (!results) return fail({ code: 'result-unreadable' }, ticket);
        const done = { results, ticket, ...times, completedAt: now };
        const write = async () => {
          const storing = await store.transaction(async (session) => {
            await session.submissions.settle(submission.id, 'accepted');
            return session.jobs.change(job, 'storing', done);
          });
          if (!storing) await lateTicket.resultsArrived(job.id, done);
        };
        await insist(write, { job: job.id, ticket, spool: results.flatMap(({ spool }) => spool ?? []) });
        return { kind: 'on', isUrgent: true };
      }
      case 'failed':
        return fail(state.reason, state.ticket);
      default:
        return unreachable(state);
    }
  }

  async function onError(job: HeldJob, submission: Submission, error: SubmitError): Promise<Next> {
    log.warn({ err: error, job: job.id, fate: error.fate }, 'submit brought no task');
    await store.submissions.settle(submission.id, error.fate);
    const { code } = error.reason;
    const gate = providers.get(job.provider)?.gate;
    if (code === 'provider-blocked' && gate) return onFirewall(job, submission, gate);
    if (code === 'provider-credits') await gate?.outOfCredits();
    // the key is blamed only when another question is refused for it too
    const isOwn = code === 'provider-key' && (await gate?.suspect()) !== 'refused';
    if (isOwn) {
      await settle.fail(job, { ...error.reason, code: 'provider-failed' });
      return { kind: 'on' };
    }
    if (error.fate === 'not-accepted' && job.attempts <= RESENDS) {
      const wait = Math.max(error.retryAfterMs ?? 0, 1000 * 2 ** job.attempts);
      return requeue(job, { dueAt: clock.now() + wait });
    }
    await settle.fail(job, error.fate === 'unknown' ? { ...error.reason, code: 'unknown' } : error.reason);
    return { kind: 'on' };
  }

  /**
   * Something in front of the provider turned the order away. Is it so for everything, the host rests and the order
   * stays in line; is it about this order, it is sent once more and then fails alone.
   */
  async function onFirewall(job: HeldJob, submission: Submission, gate: ProviderGate): Promise<Next> {
    const answer = await gate.suspect();
    const isOwn = answer === 'taken';
    const isAgain = isOwn && (await store.submissions.countEarlier(submission, 'turned-away')) > 0;
    if (isOwn) await store.submissions.settle(submission.id, 'turned-away');
    if (!isAgain && job.attempts <= RESENDS) return requeue(job, { dueAt: clock.now() + TURNED_AWAY_MS });
    await settle.fail(job, { code: 'provider-blocked' });
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

  /**
   * What a provider answered is known to this process alone until it is written down: whatever the database says, it is
   * tried on until the process ends. The first time is logged with all that a person would need to settle it.
   */
  async function insist<T>(
    write: () => Promise<T>,
    known: { readonly job: string } & Record<string, unknown>,
  ): Promise<T> {
    let isTold = false;
    try {
      for (let wait = FIRST_TRY_MS; ; wait = Math.min(wait * 2, LAST_TRY_MS)) {
        try {
          const written = await write();
          if (isTold) log.info({ job: known.job }, 'an answer of a provider is written down after all');
          return written;
        } catch (error) {
          if (ended.aborted) throw error;
          if (!isTold)
            log.error({ err: error, ...known }, 'an answer of a provider is not written down yet: trying on');
          if (!isTold) unwritten += 1;
          isTold = true;
          await sleep(clock, wait, ended);
        }
      }
    } finally {
      if (isTold) unwritten -= 1;
    }
  }

  const requests = createRequests(parts);
  let awaited = 0;
  let unwritten = 0;

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
    const insisted = <T>(write: () => Promise<T>) => insist(write, { job: job.id });
    if (!request || !guarded) {
      return insisted(async () => {
        await store.submissions.settle(submission.id, 'not-sent');
        await settle.fail(job, { code: 'unreadable-record' });
        return { kind: 'on' };
      });
    }
    const filled = await requests
      .fill(request, job)
      .catch((error: unknown) => insisted(() => onUnfilled(job, submission, error)));
    if ('kind' in filled) return filled;
    if (!lease.isFresh()) {
      log.warn({ job: job.id }, 'lease too old to spend money on: not sent');
      return insisted(async () => {
        await store.submissions.settle(submission.id, 'not-sent');
        return requeue(job, { dueAt: clock.now(), attempts: job.attempts - 1 });
      });
    }
    const answer = await send(filled, guarded);
    if (answer instanceof SubmitError) {
      // while the job still holds its slot: the next in line is not sent after it
      await insisted(() => learnFrom(job, request, answer));
      return insisted(() => onError(job, submission, answer));
    }
    const next = await onAnswer(job, submission, answer);
    await guarded.gate.orderTaken(submission.sentAt);
    await switches.judged(request, true);
    return next;
  }

  return {
    submit,
    /** Whether there is, or is on its way, an answer that nobody could ask for again after this process. */
    isAnswerAwaited: () => awaited + unwritten > 0,
  };
}

/** Bytes that are no picture stay none, however often they are written. */
function unlessNoPicture(error: unknown): undefined {
  if (!(error instanceof PictureError)) throw error;
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
    const wasAnswered = submission?.outcome === 'not-accepted' || submission?.outcome === 'turned-away';
    if (wasAnswered) {
      const dueAt = clock.now();
      await store.jobs.change(job, 'queued', { lease: null, dueAt });
      return { kind: 'park', dueAt };
    }
    if (submission) await store.submissions.settle(submission.id, 'unknown');
    await settle.fail(job, { code: 'unknown', detail: 'the process ended during the submit' });
    // whoever sent it was not dead after all, and wrote the ticket down while the job was not failed yet
    const since = await store.submissions.latest(job.id);
    if (since?.ticket) await lateTicket.arrived(job.id, since.ticket);
    return { kind: 'on' };
  };
}
