import { unreachable } from '../../core/json.ts';
import type { HeldJob } from '../store/contract.ts';
import type { Next } from './parts.ts';

type Step = (job: HeldJob) => Promise<Next>;

export interface Steps {
  readonly accepted: Step;
  readonly submitting: Step;
  readonly waiting: Step;
  readonly storing: Step;
  readonly delivering: Step;
  readonly ended: Step;
}

/** The next deed of a job, told from nothing but its row: running and resuming are the same code. */
export function createAdvance(steps: Steps): Step {
  return (job) => {
    switch (job.phase) {
      case 'accepted':
      case 'submitting':
      case 'waiting':
      case 'storing':
      case 'delivering':
        return steps[job.phase](job);
      case 'queued':
        throw new Error('A queued job is taken by the dispatcher only');
      case 'done':
      case 'failed':
      case 'cancelled':
        return steps.ended(job);
      default:
        return unreachable(job.phase);
    }
  };
}
