import type { Submission } from '../../../core/job.ts';
import type { Provider, SubmitError } from '../../../core/provider.ts';
import type { HeldJob } from '../../store/contract.ts';
import type { JobParts, Next } from '../contract.ts';

/** What this process knows of an order that it sends once more; a restart begins anew. */
interface Tries {
  count: number;
  /** Of the first after the time that members wait for a picture. */
  lateSince: number | undefined;
}

const FIRST_WAIT_MS = 2000;
const LONGEST_WAIT_MS = 60_000;
/** What is found late, such as by a restart, is tried for so long at least. */
const LEAST_PATIENCE_MS = 60_000;

/** How long, and how often, an order is sent once more whose answer nobody read; only where it stays one order. */
export function createRepeating({ clock, settings }: Pick<JobParts, 'clock' | 'settings'>) {
  const known = new Map<string, Tries>();

  function triesOf({ id }: HeldJob): Tries {
    const tries = known.get(id) ?? { count: 0, lateSince: undefined };
    known.set(id, tries);
    return tries;
  }

  return {
    /** Past the provider's own time nobody could tell whether it is still the same; past ours nobody waits for it. */
    isOver(job: HeldJob, { sentAt }: Submission, { forMs }: NonNullable<Provider['repeats']>): boolean {
      const now = clock.now();
      if (now >= sentAt + forMs) return true;
      if (now < sentAt + settings.deadlineMs) return false;
      const tries = triesOf(job);
      tries.lateSince ??= now;
      return now >= tries.lateSince + LEAST_PATIENCE_MS;
    },
    later(job: HeldJob, { retryAfterMs = 0 }: Pick<SubmitError, 'retryAfterMs'>): Next {
      const tries = triesOf(job);
      const wait = Math.min(FIRST_WAIT_MS * 2 ** tries.count, LONGEST_WAIT_MS);
      tries.count += 1;
      return { kind: 'at', time: clock.now() + Math.max(wait, retryAfterMs) };
    },
    forget: ({ id }: HeldJob): void => void known.delete(id),
  };
}

/** Whether what is said of an order that was sent once more leaves open what became of it the first time. */
export function leavesOpen({ fate, reason }: SubmitError): boolean {
  if (fate === 'repeatable' || fate === 'not-accepted') return true;
  return reason.code === 'provider-key' || reason.code === 'provider-credits';
}
