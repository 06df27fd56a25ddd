import { StoreError } from '../../core/errors.ts';
import { isEnded } from '../../core/job.ts';
import type { HeldJob } from '../store/contract.ts';
import type { JobParts, Next } from './contract.ts';

type Step = () => Promise<Next>;

/** Works on jobs one step after another, each job by one step at a time. */
export interface Driver {
  /** Look at this job now, if nobody living holds it. */
  wake(jobId: string): void;
  /** This job is about to be taken for `begin`: until then nobody else goes on with it. Answers with how to take that back. */
  expect(jobId: string): () => void;
  /** Goes on with a job that was just taken, starting with this step. */
  begin(job: HeldJob, step: Step): void;
  /** How many jobs this process has in its hands. */
  active(): number;
  /** Whether it works on this one, or is about to. */
  holds(jobId: string): boolean;
  /** No new steps; resolves when those that run have ended. */
  stop(): Promise<void>;
}

/** A job in our hands: what came for it while a step was running is not lost. */
interface Hand {
  first: Step | undefined;
  isWanted: boolean;
  nudge: () => void;
}

type DriverParts = Pick<JobParts, 'store' | 'clock' | 'log' | 'lease'> & {
  readonly advance: (job: HeldJob) => Promise<Next>;
  /** A row that nobody holds and that waits for a slot. */
  readonly onQueued: (job: HeldJob) => void;
  /** Whether the jobs of this partition are ours. */
  readonly ownsPartition: (partition: number) => boolean;
  /** To whoever's it is; what was submitted by us is delivered by them. */
  readonly handOver: (job: HeldJob) => Promise<void>;
  /** A step failed often in a row, in a way that nobody foresaw. */
  readonly giveUp: (job: HeldJob) => Promise<void>;
};

const RETRY_MS = [500, 2000, 5000, 15_000, 30_000];
const TOO_MANY = 8;

export function createDriver(parts: DriverParts): Driver {
  const { store, clock, log, lease, advance, onQueued, ownsPartition, handOver, giveUp } = parts;
  const hands = new Map<string, Hand>();
  const running = new Set<Promise<void>>();
  const expected = new Set<string>();
  let isStopping = false;

  function until(hand: Hand, time: number): Promise<void> {
    return new Promise((resolve) => {
      const done = () => {
        cancel();
        hand.nudge = () => {};
        resolve();
      };
      const cancel = clock.schedule(time - clock.now(), done);
      hand.nudge = done;
    });
  }

  async function runStep(jobId: string, hand: Hand, failures: number): Promise<Next | 'not-ours'> {
    const { first } = hand;
    hand.first = undefined;
    if (first) return first();
    const job = await store.jobs.claim(jobId, lease.processId);
    if (!job) {
      const row = await store.jobs.byId(jobId);
      if (row?.phase === 'queued') onQueued(row);
      return 'not-ours';
    }
    // a POST that is about to leave, or that leaves next, is not one that a restart cut short
    if (expected.has(jobId) || hand.first) return 'not-ours';
    if (!ownsPartition(job.partition)) {
      await handOver(job);
      return 'not-ours';
    }
    if (failures < TOO_MANY || isEnded(job.phase)) return advance(job);
    await giveUp(job);
    return { kind: 'on' };
  }

  async function drive(jobId: string, hand: Hand): Promise<void> {
    let tries = 0;
    let failures = 0;
    let isUrgent = false;
    while (hand.first || !isStopping || isUrgent) {
      hand.isWanted = false;
      const next = await runStep(jobId, hand, failures).catch((error: unknown): Next => {
        tries += 1;
        // a database that is away says nothing against the job, however long that is
        if (!(error instanceof StoreError)) failures += 1;
        log.error({ err: error, job: jobId, failures }, 'step failed');
        return { kind: 'at', time: clock.now() + (RETRY_MS[tries - 1] ?? 60_000) };
      });
      if (next !== 'not-ours' && next.kind === 'on') failures = tries = 0;
      isUrgent = next !== 'not-ours' && next.kind === 'on' && next.isUrgent === true;
      if (next !== 'not-ours' && next.kind === 'at' && !hand.isWanted && !isStopping) await until(hand, next.time);
      if (next !== 'not-ours' && next.kind === 'park') await store.jobs.release(jobId, lease.processId, next.dueAt);
      const isOver = next === 'not-ours' || next.kind === 'park';
      if (isOver && !hand.first && !hand.isWanted) break;
    }
    // in the same breath as the look at what is wanted: a wake from now on takes the job anew
    hands.delete(jobId);
  }

  function take(jobId: string, first?: Step): void {
    const held = hands.get(jobId);
    if (held) {
      held.first ??= first;
      held.isWanted = true;
      held.nudge();
      return;
    }
    const hand: Hand = { first, isWanted: false, nudge: () => {} };
    hands.set(jobId, hand);
    const work = drive(jobId, hand)
      .catch((error: unknown) => log.error({ err: error, job: jobId }, 'job put down'))
      .finally(() => {
        if (hands.get(jobId) === hand) hands.delete(jobId);
        running.delete(work);
      });
    running.add(work);
  }

  return {
    wake(jobId) {
      if (!isStopping) take(jobId);
    },
    expect(jobId) {
      expected.add(jobId);
      return () => expected.delete(jobId);
    },
    begin(job, step) {
      take(job.id, step);
      expected.delete(job.id);
    },
    active: () => hands.size,
    holds: (jobId) => hands.has(jobId) || expected.has(jobId),
    async stop() {
      isStopping = true;
      for (const hand of hands.values()) hand.nudge();
      await Promise.all(running);
    },
  };
}
