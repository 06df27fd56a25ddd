import { isErased } from '../../core/job.ts';
import type { JobPatch } from '../store/contract.ts';
import { ledgerLine } from './ledger-lines.ts';
import type { JobParts } from './parts.ts';

type Parts = Pick<JobParts, 'store' | 'clock' | 'log' | 'settings' | 'wakes'>;

/** A ticket or a result for a job that was already given up: it reopens the job, and its picture is free. */
export function createLateTicket({ store, clock, log, settings, wakes }: Parts) {
  /** False where the row was changed by others meanwhile. */
  async function tryToReopen(jobId: string, to: 'waiting' | 'storing', patch: JobPatch): Promise<boolean> {
    return store.transaction(async (session) => {
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
    });
  }

  async function reopen(jobId: string, to: 'waiting' | 'storing', patch: JobPatch): Promise<void> {
    // whoever told the end of the job may have put it down since it was read
    while (!(await tryToReopen(jobId, to, patch)));
  }

  return {
    arrived(jobId: string, ticket: string): Promise<void> {
      const now = clock.now();
      return reopen(jobId, 'waiting', { ticket, submittedAt: now, deadlineAt: now + settings.deadlineMs });
    },
    resultsArrived: (jobId: string, patch: JobPatch): Promise<void> => reopen(jobId, 'storing', patch),
  };
}

export type LateTicket = ReturnType<typeof createLateTicket>;
