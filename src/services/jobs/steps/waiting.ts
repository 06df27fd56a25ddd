import { unreachable } from '../../../core/json.ts';
import { PollError, type TaskState } from '../../../core/provider.ts';
import type { HeldJob } from '../../store/contract.ts';
import type { GuardedProvider, JobParts, Next } from '../parts.ts';
import { firstPollAfter, likelyDuration, nextPollAfter, type PollPlan } from '../poll-plan.ts';
import { resultsOf } from '../results.ts';
import type { Settle } from '../settle.ts';

type Parts = Pick<
  JobParts,
  'store' | 'clock' | 'log' | 'settings' | 'providers' | 'courier' | 'learned' | 'random' | 'spool'
> & { readonly settle: Settle };

/** So many answers that the task is not known, the first and the last this far apart or more, are believed. */
const MISSING_IS_LOST = 3;
const MISSING_FOR_MS = 600_000;
const MISSING_SHARE = 2 / 3;

const PAUSED_MS = 15_000;

/** What is remembered between two looks at a task; a restart simply looks at once. */
interface Looks {
  nextAt: number;
  /** When it was said, since it was last seen, that there is no such task. */
  missing: number[];
  /** How old the task was when it was last seen running. */
  pendingMs: number | undefined;
  /** Whether it was watched from its start on, so that its end says how long such tasks take. */
  readonly isTelling: boolean;
  /** Nothing was learned of it since: its end may be long past, and would make all others look slow. */
  isBlind: boolean;
}

/** Later than this after its submit a job that we do not know comes from before a restart. */
const FROM_THE_START_MS = 1000;

/** Asks the provider, as rarely as experience allows, until the task has ended or its time is up. */
export function createWaitingStep(parts: Parts) {
  const { store, clock, log, settings, providers, courier, learned, random, settle } = parts;
  const looks = new Map<string, Looks>();

  const planFor = (job: HeldJob): PollPlan => ({
    minimumMs: settings.pollMinMs,
    maximumMs: settings.pollMaxMs,
    learned: learned.of(job.operation, job.tier),
    random: random(),
  });

  function looksOf(job: HeldJob): Looks {
    const known = looks.get(job.id);
    if (known) return known;
    const first: Looks = {
      nextAt: (job.submittedAt ?? 0) + firstPollAfter(planFor(job)),
      missing: [],
      pendingMs: undefined,
      isTelling: elapsed(job) < FROM_THE_START_MS,
      isBlind: false,
    };
    looks.set(job.id, first);
    return first;
  }

  async function ask(job: HeldJob, guarded: GuardedProvider): Promise<TaskState> {
    if (!job.ticket) return { status: 'failed', reason: { code: 'unreadable-record' } };
    return guarded.ask(job.ticket, 'poll');
  }

  /** A gateway that is being replaced says 404 to all: it takes more than a moment of that to give up what was paid for. */
  function isLost({ missing }: Looks): boolean {
    const [first = 0] = missing;
    const apart = Math.min(MISSING_FOR_MS, settings.deadlineMs * MISSING_SHARE);
    return missing.length >= MISSING_IS_LOST && (missing.at(-1) ?? 0) - first >= apart;
  }

  async function onPollError(job: HeldJob, look: Looks, error: PollError): Promise<Next> {
    const soon = clock.now() + Math.max(error.retryAfterMs ?? 0, nextPollAfter(elapsed(job), planFor(job)));
    look.nextAt = soon;
    look.isBlind = true;
    if (error.kind === 'missing') look.missing.push(clock.now());
    log.warn({ err: error, job: job.id }, 'poll brought no answer');
    const gate = providers.get(job.provider)?.gate;
    if (error.kind === 'key' || error.kind === 'blocked') await gate?.suspect();
    if (error.kind === 'credits') await gate?.outOfCredits();
    if (!isLost(look)) return { kind: 'at', time: Math.min(soon, job.deadlineAt ?? soon) };
    await settle.fail(job, { code: 'task-lost' });
    return { kind: 'on' };
  }

  const elapsed = (job: HeldJob) => clock.now() - (job.submittedAt ?? clock.now());

  function durationOf(job: HeldJob): number {
    const { pendingMs, isTelling, isBlind } = looksOf(job);
    const isSeen = !isBlind && (isTelling || pendingMs !== undefined);
    if (isSeen) return Math.round(likelyDuration(elapsed(job), pendingMs));
    const least = isBlind ? (pendingMs ?? settings.pollMinMs) : elapsed(job);
    return learned.of(job.operation, job.tier)?.median ?? Math.min(least, elapsed(job));
  }

  async function learnFrom(job: HeldJob, state: TaskState): Promise<Next> {
    const now = clock.now();
    switch (state.status) {
      case 'pending': {
        const look = looksOf(job);
        look.nextAt = now + nextPollAfter(elapsed(job), planFor(job));
        look.missing = [];
        look.isBlind = false;
        look.pendingMs = elapsed(job);
        courier.progress(
          job.postId,
          state.progress === undefined ? undefined : { jobId: job.id, done: state.progress },
        );
        return { kind: 'at', time: Math.min(look.nextAt, job.deadlineAt ?? look.nextAt) };
      }
      case 'succeeded': {
        const duration = durationOf(job);
        const results = await resultsOf(state.images, parts);
        await store.jobs.change(job, 'storing', { results, completedAt: (job.submittedAt ?? now) + duration });
        learned.learn(job.operation, job.tier, duration);
        return { kind: 'on' };
      }
      case 'failed':
        await settle.fail(job, state.reason);
        return { kind: 'on' };
      default:
        return unreachable(state);
    }
  }

  return async function waiting(job: HeldJob): Promise<Next> {
    const now = clock.now();
    const guarded = providers.get(job.provider);
    if (job.deadlineAt !== undefined && now >= job.deadlineAt) {
      looks.delete(job.id);
      await settle.fail(job, { code: 'deadline' });
      return { kind: 'on' };
    }
    const atDeadline = job.deadlineAt ?? now + PAUSED_MS;
    if (!guarded?.gate.mayAsk()) {
      const known = looks.get(job.id);
      if (known) known.isBlind = true;
      return { kind: 'at', time: Math.min(now + PAUSED_MS, atDeadline) };
    }
    const look = looksOf(job);
    if (look.nextAt > now) {
      courier.progress(job.postId);
      return { kind: 'at', time: Math.min(look.nextAt, atDeadline) };
    }
    try {
      const next = await learnFrom(job, await ask(job, guarded));
      if (next.kind !== 'at') looks.delete(job.id);
      return next;
    } catch (error) {
      if (!(error instanceof PollError)) throw error;
      const next = await onPollError(job, look, error);
      if (next.kind !== 'at') looks.delete(job.id);
      return next;
    }
  };
}
