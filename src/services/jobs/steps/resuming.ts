import type { Submission } from '../../../core/job.ts';
import type { TaskState } from '../../../core/provider.ts';
import type { HeldJob } from '../../store/contract.ts';
import type { JobParts, Next } from '../contract.ts';
import { resultsOf } from '../results.ts';
import type { Settle } from '../settle.ts';

/** What a webhook told of the task of a submission whose answer was not read. */
export function toldOf(submission: Submission | undefined): TaskState | undefined {
  if (submission?.ticket !== undefined) return { status: 'pending', ticket: submission.ticket };
  return submission?.images && { status: 'succeeded', images: submission.images };
}

type Parts = Pick<JobParts, 'store' | 'clock' | 'settings' | 'spool'> & {
  readonly settle: Settle;
  /** Sends the same order once more; undefined where nobody could tell whether it is the same. */
  readonly repeat: (job: HeldJob, submission: Submission) => Promise<Next | undefined>;
};

/** A restart found a POST under way that nobody heard of again, unless its ticket was written down. */
export function createResumedSubmitStep({ store, settle, clock, settings, spool, repeat }: Parts) {
  return async function resumedSubmit(job: HeldJob): Promise<Next> {
    const submission = await store.submissions.latest(job.id);
    if (submission?.ticket || submission?.images) {
      const { sentAt: submittedAt, ticket, images } = submission;
      const times = { submittedAt, deadlineAt: submittedAt + settings.deadlineMs, dueAt: clock.now() };
      if (ticket) await store.jobs.change(job, 'waiting', { ticket, ...times });
      else if (images) {
        const results = await resultsOf(images, { spool });
        await store.jobs.change(job, 'storing', { results, ...times, completedAt: clock.now() });
      }
      return { kind: 'on' };
    }
    const wasAnswered = submission?.outcome === 'not-accepted' || submission?.outcome === 'turned-away';
    if (wasAnswered) {
      const dueAt = clock.now();
      await store.jobs.change(job, 'queued', { lease: null, dueAt });
      return { kind: 'park', dueAt };
    }
    const next = submission && (await repeat(job, submission));
    if (next) return next;
    if (submission) await store.submissions.settle(submission.id, 'unknown');
    await settle.fail(job, { code: 'unknown', detail: 'the process ended during the submit' });
    return { kind: 'on' };
  };
}
