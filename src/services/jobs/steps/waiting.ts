import { unreachable } from '../../../core/json.ts';
import { PollError, type ProviderName, type TaskState } from '../../../core/provider.ts';
import type { Learned } from '../../providers/durations.ts';
import type { HeldJob } from '../../store/contract.ts';
import type { GuardedProvider, JobParts, Next } from '../contract.ts';
import { resultsOf } from '../results.ts';
import type { Settle } from '../settle.ts';

interface PollPlan {
  readonly minimumMs: number;
  readonly maximumMs: number;
  readonly learned: Learned | undefined;
  /** The provider tells by itself when a task has ended: looks are for the time when it does not. */
  readonly isTold: boolean;
  /** 0 to 1. */
  readonly random: number;
}

/** Below which share of the least interval looks never come closer together, and above which they do not when a task is due. */
const CLOSEST = 0.25;
const WIDEST_WHEN_DUE = 0.5;
/** How many looks the time between early and late ends is worth. */
const LOOKS_WHEN_DUE = 6;
/** Nor more than this many, where tasks of one kind end now at once and now after a quarter of an hour. */
const MOST_LOOKS_WHEN_DUE = 30;
const GROWTH = 0.1;
/** How many times what is usual a task may take until nobody waits for its webhook any more. */
const TOLD_BY_THEN = 2;
/** Found at the first look, a task may have ended at any time before: the next of its kind is looked at earlier. */
const EARLIER = 0.95;

function stepWhenDue({ minimumMs }: PollPlan, { early, late }: Learned): number {
  const between = late - early;
  const close = Math.min(minimumMs * WIDEST_WHEN_DUE, Math.max(minimumMs * CLOSEST, between / LOOKS_WHEN_DUE));
  return Math.max(close, between / MOST_LOOKS_WHEN_DUE);
}

/** How long after the submit the first look is worth its request: long tasks may be looked at a few times too early. */
export function firstPollAfter(plan: PollPlan): number {
  const { minimumMs, learned, isTold, random } = plan;
  if (isTold) return TOLD_BY_THEN * (learned?.median ?? minimumMs);
  if (!learned) return minimumMs;
  const lead = stepWhenDue(plan, learned) * Math.floor(learned.median / (4 * minimumMs));
  return Math.max(learned.early, learned.median - lead) * (1 + 0.02 * random);
}

/**
 * How long until the next look, `elapsedMs` after the submit. Near the time when tasks of this kind end, looks are
 * close together; past it each waits a little longer than the one before, with jitter so that jobs do not march in step.
 */
export function nextPollAfter(elapsedMs: number, plan: PollPlan): number {
  const { minimumMs, maximumMs, learned, random } = plan;
  const isDue = learned !== undefined && elapsedMs >= learned.early && elapsedMs < learned.late * 1.1 + minimumMs;
  const aim = isDue ? stepWhenDue(plan, learned) : minimumMs + GROWTH * elapsedMs;
  return Math.min(maximumMs, aim) * (0.9 + 0.2 * random);
}

/** When a task probably ended that was found ended now, and still running at `pendingMs` if it was looked at before. */
export function likelyDuration(elapsedMs: number, pendingMs: number | undefined): number {
  if (pendingMs === undefined) return elapsedMs * EARLIER;
  return Math.max((pendingMs + elapsedMs) / 2, elapsedMs * 0.9);
}

type Parts = Pick<
  JobParts,
  'store' | 'clock' | 'log' | 'settings' | 'providers' | 'courier' | 'learned' | 'random' | 'spool'
> & { readonly settle: Settle };

/** So many answers that the task is not known, the first and the last this far apart or more, are believed. */
const MISSING_IS_LOST = 3;
const MISSING_FOR_MS = 600_000;
const MISSING_SHARE = 2 / 3;

const PAUSED_MS = 15_000;
/** So long whoever finds a deadline over tries to hear of the task before it is given up: a machine may have slept, a network not be back. */
const LAST_LOOKS_MS = 60_000;

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
  /** The last word of a webhook that was followed. */
  heardAt: number | undefined;
  /** When the deadline was found to be over. */
  overAt: number | undefined;
}

/** Later than this after its submit a job that we do not know comes from before a restart. */
const FROM_THE_START_MS = 1000;

/** Asks the provider, as rarely as experience allows, until the task has ended or its time is up. */
export function createWaitingStep(parts: Parts) {
  const { store, clock, log, settings, providers, courier, learned, random, settle } = parts;
  const looks = new Map<string, Looks>();
  /** Providers whose last task ended without a word to us: they are asked as if they never told anything. */
  const silent = new Set<ProviderName>();

  const planFor = (job: HeldJob): PollPlan => ({
    minimumMs: settings.pollMinMs,
    maximumMs: settings.pollMaxMs,
    learned: learned.of(job.operation, job.tier),
    isTold: isTold(job) && !silent.has(job.provider),
    random: random(),
  });

  const isTold = ({ provider }: HeldJob): boolean =>
    settings.publicUrl !== undefined && providers.get(provider)?.provider.webhooks !== undefined;

  function looksOf(job: HeldJob): Looks {
    const known = looks.get(job.id);
    if (known) return known;
    const isTelling = elapsed(job) < FROM_THE_START_MS;
    const usual = planFor(job);
    // what was told before a restart was told to nobody
    const plan = { ...usual, isTold: usual.isTold && isTelling };
    const first: Looks = {
      nextAt: (job.submittedAt ?? 0) + firstPollAfter(plan),
      missing: [],
      pendingMs: undefined,
      isTelling,
      isBlind: plan.isTold,
      heardAt: undefined,
      overAt: undefined,
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
    if (error.kind === 'other-api') {
      log.error(
        { job: job.id, provider: job.provider },
        'ordered by a key of another API: only that key can ask for it',
      );
      return giveUp(job, 'other-api');
    }
    const gate = providers.get(job.provider)?.gate;
    if (error.kind === 'key' || error.kind === 'blocked') await gate?.suspect();
    if (error.kind === 'credits') await gate?.outOfCredits();
    if (!isLost(look)) return { kind: 'at', time: byDeadline(job, soon) };
    return giveUp(job, 'task-lost');
  }

  const elapsed = (job: HeldJob) => clock.now() - (job.submittedAt ?? clock.now());
  const isOver = ({ deadlineAt }: HeldJob) => deadlineAt !== undefined && clock.now() >= deadlineAt;
  const byDeadline = (job: HeldJob, time: number) => (isOver(job) ? time : Math.min(time, job.deadlineAt ?? time));

  async function giveUp(job: HeldJob, code: 'deadline' | 'other-api' | 'task-lost'): Promise<Next> {
    looks.delete(job.id);
    await settle.fail(job, { code });
    return { kind: 'on' };
  }

  function durationOf(job: HeldJob, wasTold: boolean): number {
    const { pendingMs, isTelling, isBlind } = looksOf(job);
    if (wasTold) return elapsed(job);
    const isSeen = !isBlind && (isTelling || pendingMs !== undefined);
    if (isSeen) return Math.round(likelyDuration(elapsed(job), pendingMs));
    const least = isBlind ? (pendingMs ?? settings.pollMinMs) : elapsed(job);
    return learned.of(job.operation, job.tier)?.median ?? Math.min(least, elapsed(job));
  }

  /** Whether its end was told or found out. */
  function noteEnd(job: HeldJob, wasTold: boolean): void {
    if (!isTold(job)) return;
    if (!wasTold && !silent.has(job.provider)) {
      log.warn({ provider: job.provider, job: job.id }, 'a task ended without a webhook: tasks are asked for');
    }
    if (wasTold) silent.delete(job.provider);
    else silent.add(job.provider);
  }

  async function learnFrom(job: HeldJob, state: TaskState, wasTold: boolean): Promise<Next> {
    const now = clock.now();
    if (state.status !== 'pending') noteEnd(job, wasTold);
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
        return { kind: 'at', time: byDeadline(job, look.nextAt) };
      }
      case 'succeeded': {
        const duration = durationOf(job, wasTold);
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
    if (!guarded) {
      log.error({ job: job.id, provider: job.provider }, 'ordered by a key that is gone: only that key can ask for it');
      return giveUp(job, 'other-api');
    }
    const look = looksOf(job);
    if (isOver(job)) {
      if (look.overAt === undefined) look.nextAt = now;
      look.overAt ??= now;
      if (now >= look.overAt + LAST_LOOKS_MS) return giveUp(job, 'deadline');
    }
    if (!guarded.gate.mayAsk()) {
      look.isBlind = true;
      return { kind: 'at', time: byDeadline(job, now + PAUSED_MS) };
    }
    const wasTold = job.heardAt !== look.heardAt;
    if (look.nextAt > now && !wasTold) {
      courier.progress(job.postId);
      return { kind: 'at', time: byDeadline(job, look.nextAt) };
    }
    look.heardAt = job.heardAt;
    // an answer to what was asked before may be as old as that
    const isLast = isOver(job);
    try {
      const next = await learnFrom(job, await ask(job, guarded), wasTold);
      if (next.kind !== 'at') looks.delete(job.id);
      return next.kind === 'at' && isLast ? giveUp(job, 'deadline') : next;
    } catch (error) {
      if (!(error instanceof PollError)) throw error;
      return onPollError(job, look, error);
    }
  };
}
