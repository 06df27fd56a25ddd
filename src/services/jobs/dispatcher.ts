import type { Submission } from '../../core/job.ts';
import type { ProviderName } from '../../core/provider.ts';
import { ulid } from '../../core/ulid.ts';
import { mayOrder, useTrial } from '../providers/guard.ts';
import type { RateBucket, Turn } from '../providers/rate-bucket.ts';
import type { HeldJob, Session } from '../store/contract.ts';
import { newNonce } from './accept.ts';
import type { JobParts } from './contract.ts';
import { webhookAddress } from './requests.ts';

/** Gives free slots of a provider to queued jobs, the fairest first. */
interface Dispatcher {
  /** Something was queued, a slot became free, a pause ended. */
  kick(provider: ProviderName): void;
  /** Resolves when what was chosen is on its way. */
  stop(): Promise<void>;
}

type Claim =
  | { readonly kind: 'claimed'; readonly job: HeldJob; readonly submission: Submission; readonly height: number }
  | { readonly kind: 'switched-off'; readonly job: HeldJob }
  | { readonly kind: 'too-early'; readonly waitMs: number }
  | { readonly kind: 'none' };

type DispatcherParts = Pick<JobParts, 'store' | 'clock' | 'log' | 'lease' | 'settings' | 'providers' | 'witness'> & {
  readonly submit: (job: HeldJob, submission: Submission) => void;
  readonly expect: (jobId: string) => () => void;
  readonly isSwitchedOff: (session: Session, job: HeldJob) => Promise<boolean>;
  /** Ends a job that is not sent because what it asks for is not to be had. False where somebody else was faster. */
  readonly giveBack: (job: HeldJob, detail: string) => Promise<boolean>;
};

const RETRY_MS = 2000;
/** Whenever it would have been sent. */
const EVER = Number.MAX_SAFE_INTEGER;

export function createDispatcher(parts: DispatcherParts): Dispatcher {
  const { store, clock, log, lease, settings, providers, witness, submit, expect, isSwitchedOff, giveBack } = parts;
  const busy = new Map<ProviderName, { again: boolean; work: Promise<void> }>();
  /** Calls off the next look at what was in line too early. */
  const laterLooks = new Map<ProviderName, () => void>();
  const stopping = new AbortController();

  async function hasWork(provider: ProviderName): Promise<boolean> {
    if ((await store.jobs.countInSlots(provider)) >= settings.concurrency) return false;
    const next = await store.jobs.firstQueuedAt(provider);
    if (next === null) return false;
    const ms = next - clock.now();
    if (ms > 0) lookLater(provider, ms);
    return ms <= 0;
  }

  /** Timers know nothing of the time of day: whoever finds that it is too early still waits once more. */
  function lookLater(provider: ProviderName, ms: number): void {
    laterLooks.get(provider)?.();
    laterLooks.set(
      provider,
      clock.schedule(Math.max(ms, 1), () => kick(provider)),
    );
  }

  /** Slot, choice, the key's allowance and the row that says "a POST is leaving": one transaction, before the POST. */
  async function claim(provider: ProviderName, bucket: RateBucket): Promise<Claim> {
    let forget = () => {};
    try {
      const claimed = await take(provider, bucket, (jobId) => {
        forget();
        forget = expect(jobId);
      });
      if (claimed.kind !== 'claimed') forget();
      return claimed;
    } catch (error) {
      forget();
      throw error;
    }
  }

  function take(provider: ProviderName, bucket: RateBucket, onTaking: (jobId: string) => void): Promise<Claim> {
    return store.transaction(async (session): Promise<Claim> => {
      const state = await session.providers.lock(provider);
      const now = clock.now();
      if (!mayOrder(state, now)) return { kind: 'none' };
      if ((await session.jobs.countInSlots(provider)) >= settings.concurrency) return { kind: 'none' };
      const next = await session.jobs.nextFair(provider, now);
      if (!next) return { kind: 'none' };
      if (await isSwitchedOff(session, next)) return { kind: 'switched-off', job: next };
      const waitMs = await bucket.spend('submit', session);
      if (waitMs > 0) return { kind: 'too-early', waitMs };
      const attempts = next.attempts + 1;
      onTaking(next.id);
      const job = await session.jobs.change(next, 'submitting', { lease: lease.processId, attempts, dueAt: now });
      if (!job) return { kind: 'none' };
      const nonce = newNonce();
      const submission: Submission = {
        id: ulid(now),
        jobId: job.id,
        attempt: attempts,
        nonce,
        webhook: webhookAddress(settings, providers, { provider, id: job.id, nonce }),
        sentAt: now,
        ticket: undefined,
        images: undefined,
        order: providers.get(provider)?.provider.repeats && { uploads: {} },
        outcome: 'sent',
      };
      await session.submissions.insert(submission);
      await useTrial(session, state, now);
      return { kind: 'claimed', job, submission, height: await session.witness.raise() };
    });
  }

  /** What is switched off is given back on the way and uses up no request. */
  async function claimOffered(provider: ProviderName, bucket: RateBucket): Promise<Turn<Claim>> {
    while (!stopping.signal.aborted) {
      const claimed = await claim(provider, bucket);
      if (claimed.kind === 'too-early') return claimed;
      if (claimed.kind !== 'switched-off') return { value: claimed };
      await giveBack(claimed.job, 'switched off while it was in line');
    }
    return { value: { kind: 'none' } };
  }

  /** What waits for a provider whose key was taken away would wait for ever. */
  async function giveBackAll(provider: ProviderName): Promise<void> {
    let isGoingOn = (await store.jobs.firstQueuedAt(provider)) !== null;
    while (isGoingOn && !stopping.signal.aborted) {
      const next = await store.jobs.nextFair(provider, EVER);
      isGoingOn = next !== undefined && (await giveBack(next, 'no key for its provider any more'));
    }
  }

  async function dispatch(provider: ProviderName): Promise<void> {
    const guarded = providers.get(provider);
    if (!guarded) return giveBackAll(provider);
    while (!stopping.signal.aborted && guarded.gate.mayOrder() && (await hasWork(provider))) {
      const { bucket } = guarded;
      const claimed = await bucket.inTurn('submit', () => claimOffered(provider, bucket), stopping.signal);
      if (claimed.kind !== 'claimed') return;
      witness.note(claimed.height);
      submit(claimed.job, claimed.submission);
    }
  }

  async function run(provider: ProviderName, state: { again: boolean }): Promise<void> {
    try {
      do {
        state.again = false;
        await dispatch(provider);
      } while (state.again && !stopping.signal.aborted);
    } catch (error) {
      if (stopping.signal.aborted) return;
      log.error({ err: error, provider }, 'dispatch failed');
      lookLater(provider, RETRY_MS);
    } finally {
      busy.delete(provider);
    }
  }

  function kick(provider: ProviderName): void {
    if (stopping.signal.aborted) return;
    const state = busy.get(provider);
    if (state) {
      state.again = true;
      return;
    }
    const fresh = { again: false, work: Promise.resolve() };
    busy.set(provider, fresh);
    fresh.work = run(provider, fresh);
  }

  return {
    kick,
    async stop() {
      stopping.abort();
      for (const callOff of laterLooks.values()) callOff();
      await Promise.all([...busy.values()].map(({ work }) => work));
    },
  };
}
