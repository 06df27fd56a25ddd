import { patience, sleep } from '../../../core/clock.ts';
import type { FailureReason } from '../../../core/failure.ts';
import type { SentOrder, Submission } from '../../../core/job.ts';
import { unreachable } from '../../../core/json.ts';
import type { Operation } from '../../../core/operation.ts';
import { PictureError, type PictureType } from '../../../core/picture.ts';
import { type PreparedRequest, type ProviderRequest, SubmitError, type TaskState } from '../../../core/provider.ts';
import type { ProviderGate } from '../../providers/guard.ts';
import type { HeldJob } from '../../store/contract.ts';
import type { GuardedProvider, JobParts, Next } from '../contract.ts';
import { createRequests, ExpiredInput } from '../requests.ts';
import { resultsOf } from '../results.ts';
import type { LateTicket, Settle } from '../settle.ts';
import { createRepeating, leavesOpen } from './repeating.ts';
import { toldOf } from './resuming.ts';

type Parts = Pick<
  JobParts,
  'store' | 'clock' | 'log' | 'lease' | 'settings' | 'providers' | 'switches' | 'catalog' | 'sources' | 'spool'
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
const LISTEN_EVERY_MS = 1000;
const UPLOAD_TIMEOUT_MS = 120_000;
const PAUSED_MS = 15_000;

interface Exchange {
  readonly request: ProviderRequest;
  readonly prepared: PreparedRequest;
  readonly guarded: GuardedProvider;
  readonly isAgain: boolean;
}

/** What keeps a job from being sent: an option that another API had, an operation that this version no longer has, or a key that is gone. */
function whyNot(prepared: ReturnType<Operation['prepare']> | undefined): FailureReason {
  if (!prepared || prepared.ok) return { code: 'provider-gone' };
  return { code: 'input-refused', refusal: prepared.refusal, detail: prepared.refusal.code };
}

/** The one POST of a submission, and what its answer means. */
export function createSubmitStep(parts: Parts) {
  const { store, clock, log, lease, settings, providers, switches, settle, lateTicket, ended } = parts;

  async function onAnswer(job: HeldJob, submission: Submission, state: TaskState): Promise<Next> {
    const now = clock.now();
    const times = { submittedAt: now, deadlineAt: now + settings.deadlineMs, dueAt: now };
    if (state.ticket !== undefined) log.debug({ job: job.id, ticket: state.ticket }, 'the order has a ticket');
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
    const fate = error.fate === 'repeatable' ? 'unknown' : error.fate;
    await store.submissions.settle(submission.id, fate);
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
    await settle.fail(job, fate === 'unknown' ? { ...error.reason, code: 'unknown' } : error.reason);
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
  const repeating = createRepeating(parts);
  let awaited = 0;
  let unwritten = 0;

  /** Whichever process heard it wrote it down: undefined when the signal aborts. */
  async function toldMeanwhile(job: HeldJob, signal: AbortSignal): Promise<TaskState | undefined> {
    while (!signal.aborted) {
      await sleep(clock, LISTEN_EVERY_MS, signal);
      const state = signal.aborted ? undefined : await toldAbout(job).catch(() => undefined);
      if (state) return state;
    }
    return undefined;
  }

  const toldAbout = async (job: HeldJob) => toldOf(await store.submissions.latest(job.id));

  /** The answer, or what a webhook tells of the task while that is not coming. */
  async function send(
    request: PreparedRequest,
    job: HeldJob,
    { provider }: GuardedProvider,
  ): Promise<TaskState | SubmitError> {
    const isAtOnce = request.answer === 'at-once';
    const { signal, end } = patience(clock, isAtOnce ? AT_ONCE_TIMEOUT_MS : SUBMIT_TIMEOUT_MS);
    const over = new AbortController();
    awaited += isAtOnce ? 1 : 0;
    const answered = provider.submit(request, AbortSignal.any([signal, over.signal])).catch((error: unknown) => {
      if (error instanceof SubmitError) return error;
      return new SubmitError(provider.repeats ? 'repeatable' : 'unknown', { code: 'unknown' }, { cause: error });
    });
    try {
      const told = request.webhook ? [toldMeanwhile(job, over.signal)] : [];
      return (await Promise.race([answered, ...told])) ?? (await answered);
    } finally {
      over.abort();
      end();
      awaited -= isAtOnce ? 1 : 0;
    }
  }

  const insistedFor =
    ({ id }: HeldJob) =>
    <T>(write: () => Promise<T>) =>
      insist(write, { job: id });

  /** All that leaves, and what has to be written down before it does. */
  async function prepare(
    request: ProviderRequest,
    job: HeldJob,
    { id: orderId, webhook, order }: Submission,
    { provider, bucket }: GuardedProvider,
  ): Promise<{ readonly prepared: PreparedRequest; readonly order: SentOrder | undefined }> {
    async function upload(bytes: Uint8Array, type: PictureType): Promise<string> {
      await bucket.take('look-up', ended);
      const { signal, end } = patience(clock, UPLOAD_TIMEOUT_MS);
      const link = await provider.upload?.(bytes, type, signal).finally(end);
      if (link === undefined) throw new PictureError('unreachable');
      return link;
    }
    const { filled, uploads } = await requests.fill(request, job, { uploads: order?.uploads ?? {}, upload });
    const prepared = { ...filled, orderId, ...(webhook && { webhook }) };
    const fingerprint = provider.repeats?.fingerprint(prepared);
    return { prepared, order: fingerprint === undefined ? undefined : { uploads, fingerprint } };
  }

  /** One POST, and what follows from its answer; `isAgain`: of an order that may have been taken already. */
  async function exchange(
    job: HeldJob,
    submission: Submission,
    { request, prepared, guarded, isAgain }: Exchange,
  ): Promise<Next> {
    const { webhook } = submission;
    const insisted = insistedFor(job);
    const said = await send(prepared, job, guarded);
    const told = webhook && said instanceof SubmitError ? await insisted(() => toldAbout(job)) : undefined;
    const answer = told ?? said;
    if (answer instanceof SubmitError) {
      // while the job still holds its slot: the next in line is not sent after it
      await insisted(() => learnFrom(job, request, answer));
      if (isAgain ? leavesOpen(answer) : answer.fate === 'repeatable') return onceMore(job, answer, guarded);
      repeating.forget(job);
      return insisted(() => onError(job, submission, answer));
    }
    repeating.forget(job);
    const next = await onAnswer(job, submission, answer);
    await guarded.gate.orderTaken(submission.sentAt);
    await switches.judged(request, true);
    return next;
  }

  /** The job stays as it is: whoever looks at it next sends the same order. */
  async function onceMore(job: HeldJob, error: SubmitError, { gate }: GuardedProvider): Promise<Next> {
    log.warn({ err: error, job: job.id }, 'what became of an order is not known: the same is sent once more');
    const { code } = error.reason;
    if (code === 'provider-key' || code === 'provider-blocked') await gate.suspect();
    if (code === 'provider-credits') await gate.outOfCredits();
    return repeating.later(job, error);
  }

  async function submit(job: HeldJob, submission: Submission): Promise<Next> {
    const request = requests.of(job);
    const guarded = providers.get(job.provider);
    const insisted = insistedFor(job);
    if (!request || !guarded) {
      return insisted(async () => {
        await store.submissions.settle(submission.id, 'not-sent');
        await settle.fail(job, whyNot(requests.read(job)));
        return { kind: 'on' };
      });
    }
    const filled = await prepare(request, job, submission, guarded).catch((error: unknown) =>
      insisted(() =>
        error instanceof SubmitError ? onError(job, submission, error) : onUnfilled(job, submission, error),
      ),
    );
    if ('kind' in filled) return filled;
    const { prepared, order } = filled;
    if (order) await insisted(() => store.submissions.leaving(submission.id, order));
    if (!lease.isFresh()) {
      log.warn({ job: job.id }, 'lease too old to spend money on: not sent');
      return insisted(() => notSent(job, submission));
    }
    return exchange(job, submission, { request, prepared, guarded, isAgain: false });
  }

  async function notSent(job: HeldJob, submission: Submission): Promise<Next> {
    await store.submissions.settle(submission.id, 'not-sent');
    return requeue(job, { dueAt: clock.now(), attempts: job.attempts - 1 });
  }

  /** Goes on with an order of which nobody knows what became of it; undefined where it cannot be sent as the same. */
  async function repeat(job: HeldJob, submission: Submission): Promise<Next | undefined> {
    const request = requests.of(job);
    const guarded = providers.get(job.provider);
    const repeats = guarded?.provider.repeats;
    if (!request || !guarded || !repeats || !submission.order || submission.outcome !== 'sent') return undefined;
    if (submission.order.fingerprint === undefined) return notSent(job, submission);
    if (repeating.isOver(job, submission, repeats)) {
      repeating.forget(job);
      return undefined;
    }
    const { prepared, order } = await prepare(request, job, submission, guarded);
    if (order?.fingerprint !== submission.order.fingerprint) return undefined;
    if (!guarded.gate.mayAsk()) return { kind: 'at', time: clock.now() + PAUSED_MS };
    await guarded.bucket.take('submit', ended);
    if (!lease.isFresh()) return { kind: 'at', time: clock.now() + UNFILLED_MS };
    return exchange(job, submission, { request, prepared, guarded, isAgain: true });
  }

  return {
    submit,
    repeat,
    /** Whether there is, or is on its way, an answer that nobody could ask for again after this process. */
    isAnswerAwaited: () => awaited + unwritten > 0,
  };
}

/** Bytes that are no picture stay none, however often they are written. */
function unlessNoPicture(error: unknown): undefined {
  if (!(error instanceof PictureError)) throw error;
}
