import type { Clock } from '../../../core/clock.ts';
import { isErased, type Phase } from '../../../core/job.ts';
import { unreachable } from '../../../core/json.ts';
import { PollError, type TaskState } from '../../../core/provider.ts';
import type { Delivery } from '../../delivery/contract.ts';
import type { HeldJob, Store } from '../../store/contract.ts';
import { ledgerLine } from '../../store/ledger.ts';
import type { JobParts, Next } from '../contract.ts';
import { resultsOf } from '../results.ts';
import { nextLateLook } from '../settle.ts';

type Parts = Pick<JobParts, 'store' | 'clock' | 'log' | 'providers' | 'courier' | 'spool' | 'zips'>;

type DeliveringParts = Pick<Parts, 'store' | 'clock' | 'log' | 'courier' | 'zips'> & {
  readonly recover: (job: HeldJob) => Promise<HeldJob>;
};

/** The picture is ours: the member gets it, whatever way is open. */
export function createDeliveringStep(parts: DeliveringParts) {
  const { store, clock, log, recover } = parts;
  return async function delivering(held: HeldJob): Promise<Next> {
    const job = await recover(held);
    const delivery = await deliver(job, parts);
    if (delivery.kind === 'later') return { kind: 'at', time: clock.now() + delivery.afterMs };
    if (delivery.kind === 'unreachable')
      log.warn({ job: job.id }, 'no way to the member: the picture waits for a click');
    return markTold(store, clock, job, { to: 'done', dueAt: null });
  };
}

const ZIP_LATER_MS = 5000;

/** The pictures first; where they were the last of a batch, all of them once more as one file. */
async function deliver({ postId }: HeldJob, { courier, zips }: Pick<Parts, 'courier' | 'zips'>): Promise<Delivery> {
  const delivery = await courier.deliver(postId);
  if (delivery.kind === 'later') return delivery;
  const zip = await zips.finish(postId);
  if (zip === 'later') return { kind: 'later', afterMs: ZIP_LATER_MS };
  return zip === 'packed' ? courier.deliver(postId) : delivery;
}

/** What came in while the message was being edited, such as a link, is not in it: then it is told again. A webhook that came meanwhile is followed at once. */
function markTold(store: Store, clock: Clock, job: HeldJob, { to, dueAt }: { to: Phase; dueAt: number | null }) {
  return store.transaction(async (session): Promise<Next> => {
    const now = await session.jobs.byId(job.id);
    const isTold = JSON.stringify(now?.results) === JSON.stringify(job.results);
    const wasHeard = now?.heardAt !== job.heardAt;
    const nextAt = isTold && !wasHeard ? dueAt : clock.now();
    await session.jobs.change(job, to, { isTold, dueAt: nextAt, ...(isTold ? { lease: null } : {}) });
    return isTold ? { kind: 'park', dueAt: nextAt } : { kind: 'on' };
  });
}

/** Says how a job ended; afterwards a failed one's task is still asked now and then, for a late picture. */
export function createEndedStep(parts: Parts) {
  const { store, clock, log, providers } = parts;

  async function askLate(job: HeldJob): Promise<TaskState | undefined> {
    const guarded = providers.get(job.provider);
    if (!guarded || !job.ticket || !guarded.gate.mayAsk()) return undefined;
    try {
      return await guarded.ask(job.ticket, 'look-up');
    } catch (error) {
      if (!(error instanceof PollError)) throw error;
      log.info({ err: error, job: job.id }, 'late look brought no answer');
      return undefined;
    }
  }

  async function reopen(job: HeldJob, state: TaskState & { status: 'succeeded' }): Promise<Next> {
    const now = clock.now();
    const results = await resultsOf(state.images, parts);
    const reopened = await store.transaction(async (session) => {
      // whoever deletes holds the same row: either this sees that it is gone, or that finds it in the works
      await session.ledger.lock(job.scope, job.ownerId);
      const known = await session.jobs.byId(job.id);
      await session.ledger.append([ledgerLine(job, 'settled', now)]);
      if (!known || isErased(known)) return undefined;
      const patch = { results, isLate: true, isTold: false, completedAt: now, dueAt: now };
      return session.jobs.change(job, 'storing', patch);
    });
    if (reopened) log.info({ job: job.id }, 'a late picture: delivered free');
    return reopened ? { kind: 'on' } : { kind: 'park', dueAt: null };
  }

  async function lookLate(job: HeldJob): Promise<Next> {
    const state = await askLate(job);
    switch (state?.status) {
      case 'succeeded':
        return reopen(job, state);
      case 'failed':
        return { kind: 'park', dueAt: null };
      case 'pending':
      case undefined:
        return { kind: 'park', dueAt: nextLateLook(job, clock.now()) };
      default:
        return unreachable(state);
    }
  }

  async function tell(job: HeldJob): Promise<Next> {
    const delivery = await deliver(job, parts);
    if (delivery.kind === 'later') return { kind: 'at', time: clock.now() + delivery.afterMs };
    const dueAt = job.phase === 'failed' && isWorthAsking(job) ? nextLateLook(job, clock.now()) : null;
    return markTold(store, clock, job, { to: job.phase, dueAt });
  }

  return async function ended(job: HeldJob): Promise<Next> {
    if (!job.isTold) return tell(job);
    if (job.phase !== 'failed' || isErased(job) || !isWorthAsking(job)) return { kind: 'park', dueAt: null };
    if (job.dueAt !== null && job.dueAt > clock.now()) return { kind: 'park', dueAt: job.dueAt };
    return lookLate(job);
  };
}

/** Whatever was paid for, whatever ended its job, but for a task that the provider itself called failed. */
function isWorthAsking({ ticket, failure }: HeldJob): boolean {
  return ticket !== undefined && failure?.code !== 'refused' && failure?.code !== 'provider-failed';
}
