import { type FailureReason, isUnknownOutcome } from '../../core/failure.ts';
import { withoutWords } from '../logging/without-words.ts';
import type { HeldJob, JobPatch, Session } from '../store/contract.ts';
import { ledgerLine } from './ledger-lines.ts';
import type { JobParts } from './parts.ts';

const HOUR_MS = 3_600_000;
export const LATE_LOOKS_MS = 24 * HOUR_MS;

type SettleParts = Pick<JobParts, 'store' | 'clock' | 'log' | 'wakes'>;

/** The ways in which a job ends without its picture. Each gives back what was reserved, in the same transaction. */
export function createSettle({ store, clock, log, wakes }: SettleParts) {
  async function giveBack(session: Session, job: HeldJob, alsoUnknown: boolean): Promise<void> {
    const now = clock.now();
    const lines = [ledgerLine(job, 'given-back', now)];
    if (alsoUnknown) lines.push(ledgerLine(job, 'unknown', now));
    await session.ledger.append(lines);
  }

  return {
    /** False when the row has moved on meanwhile. The job keeps our lease until its end was told; one in line has none. */
    async fail(job: HeldJob, reason: FailureReason, patch: JobPatch = {}): Promise<boolean> {
      const failed = await store.transaction(async (session) => {
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
      await store.transaction(async (session) => {
        const patch: JobPatch = { lease: null, isTold: true, dueAt: null, failure: { code: 'not-acknowledged' } };
        const row = await session.jobs.change(job, 'cancelled', patch);
        if (row) await giveBack(session, job, false);
      });
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
