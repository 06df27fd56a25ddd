import { type FailureReason, isUnknownOutcome } from '../../core/failure.ts';
import { isErased } from '../../core/job.ts';
import type { TaskState } from '../../core/provider.ts';
import { withoutWords } from '../log.ts';
import type { HeldJob, JobPatch, Session } from '../store/contract.ts';
import { ledgerLine } from '../store/ledger.ts';
import type { JobParts } from './contract.ts';
import { resultsOf } from './results.ts';

const HOUR_MS = 3_600_000;
const LATE_LOOKS_MS = 24 * HOUR_MS;

type SettleParts = Pick<JobParts, 'store' | 'clock' | 'log' | 'wakes'>;

/** The ways in which a job ends without its picture. Each gives back what was reserved, in the same transaction. */
export function createSettle({ store, clock, log, wakes }: SettleParts) {
  async function giveBack(session: Session, job: HeldJob, alsoUnknown: boolean): Promise<void> {
    const now = clock.now();
    const lines = [ledgerLine(job, 'given-back', now)];
    if (alsoUnknown) lines.push(ledgerLine(job, 'unknown', now));
    await session.ledger.append(lines);
  }

  /** Nobody is told of it any more before this transaction has ended: what was told until now is seen. */
  async function isToldOf(session: Session, job: HeldJob): Promise<boolean> {
    if (!(await session.jobs.change(job, job.phase))) return true;
    const submission = await session.submissions.latest(job.id);
    return submission?.ticket !== undefined || submission?.images !== undefined;
  }

  return {
    /** False when the row has moved on meanwhile, or a webhook told of a task that nobody knew of. The job keeps our lease until its end was told; one in line has none. */
    async fail(job: HeldJob, reason: FailureReason, patch: JobPatch = {}): Promise<boolean> {
      const failed = await store.transaction(async (session) => {
        if (job.phase === 'submitting' && (await isToldOf(session, job))) return undefined;
        const row = await session.jobs.change(job, 'failed', {
          failure: reason,
          isTold: false,
          dueAt: clock.now(),
          heldHost: undefined,
          ...patch,
        });
        if (row) await giveBack(session, job, isUnknownOutcome(reason.code));
        if (row?.lease === null) await wakes.announce(session, [row]);
        return row;
      });
      const detail = withoutWords(reason.detail, job.input);
      if (failed) log.warn({ job: job.id, failure: reason.code, detail }, 'job failed');
      return failed !== undefined;
    },

    /** Wins only while nothing was sent; whoever looks at the row next tells the member. */
    async cancel(job: HeldJob): Promise<boolean> {
      if (job.phase !== 'accepted' && job.phase !== 'queued') return false;
      return store.transaction(async (session) => {
        const row = await session.jobs.change(job, 'cancelled', { lease: null, isTold: false, dueAt: clock.now() });
        if (!row) return false;
        await giveBack(session, job, false);
        await wakes.announce(session, [row]);
        return true;
      });
    },

    /** The member never saw a reply: nothing to tell. */
    async forget(job: HeldJob): Promise<void> {
      const forgotten = await store.transaction(async (session) => {
        const patch: JobPatch = { lease: null, isTold: true, dueAt: null, failure: { code: 'not-acknowledged' } };
        const row = await session.jobs.change(job, 'cancelled', patch);
        if (row) await giveBack(session, job, false);
        return row;
      });
      // by itself, as others hold the post before its jobs
      if (forgotten) await store.posts.checkAt(job.postId, null);
    },
  };
}

export type Settle = ReturnType<typeof createSettle>;

/** When a failed job's task is asked again: hourly, for a day, if there is a ticket to ask for. */
export function nextLateLook(job: Pick<HeldJob, 'ticket' | 'submittedAt'>, now: number): number | null {
  if (!job.ticket || job.submittedAt === undefined) return null;
  const next = now + HOUR_MS;
  return next < job.submittedAt + LATE_LOOKS_MS + HOUR_MS ? next : null;
}

type Parts = Pick<JobParts, 'store' | 'clock' | 'log' | 'settings' | 'wakes'> & {
  readonly spool: Pick<JobParts['spool'], 'write'>;
};

interface Reopening {
  readonly to: 'waiting' | 'storing';
  readonly patch: JobPatch;
}

/** A ticket or a result for a job that was already given up: it reopens the job, and its picture is free. */
export function createLateTicket({ store, clock, log, settings, wakes, spool }: Parts) {
  /** False where the row was changed by others meanwhile. */
  async function reopenIn(session: Session, jobId: string, to: Reopening['to'], patch: JobPatch): Promise<boolean> {
    const owner = await session.jobs.byId(jobId);
    if (owner?.phase !== 'failed') return true;
    // whoever deletes holds the same row
    await session.ledger.lock(owner.scope, owner.ownerId);
    const job = await session.jobs.byId(jobId);
    if (job?.phase !== 'failed') return true;
    // nobody waits for it any more; what it was spent on is known all the same
    if (isErased(job)) {
      await session.ledger.append([ledgerLine(job, 'settled', clock.now())]);
      return true;
    }
    const row = await session.jobs.change(job, to, {
      isLate: true,
      isTold: false,
      dueAt: clock.now(),
      lease: null,
      ...patch,
    });
    if (!row) return false;
    await session.ledger.append([ledgerLine(row, 'settled', clock.now())]);
    await wakes.announce(session, [row]);
    log.info({ job: jobId }, 'late answer: the job is open again');
    return true;
  }

  async function reopen(jobId: string, to: Reopening['to'], patch: JobPatch): Promise<void> {
    // whoever told the end of the job may have put it down since it was read
    while (!(await store.transaction((session) => reopenIn(session, jobId, to, patch))));
  }

  const ofTicket = (ticket: string): JobPatch => {
    const now = clock.now();
    return { ticket, submittedAt: now, deadlineAt: now + settings.deadlineMs };
  };

  /** The task is asked, or it is the result itself where there is nothing to ask. */
  async function follows(state: TaskState): Promise<Reopening | undefined> {
    if (state.ticket !== undefined) return { to: 'waiting', patch: ofTicket(state.ticket) };
    if (state.status !== 'succeeded') return undefined;
    const now = clock.now();
    const results = await resultsOf(state.images, { spool });
    return { to: 'storing', patch: { results, completedAt: now, deadlineAt: now + settings.deadlineMs } };
  }

  return {
    arrived: (jobId: string, ticket: string): Promise<void> => reopen(jobId, 'waiting', ofTicket(ticket)),
    resultsArrived: (jobId: string, patch: JobPatch): Promise<void> => reopen(jobId, 'storing', patch),
    follows,
    /** In a transaction that holds the job's row. */
    toldIn: (session: Session, jobId: string, { to, patch }: Reopening) => reopenIn(session, jobId, to, patch),
  };
}

export type LateTicket = ReturnType<typeof createLateTicket>;
