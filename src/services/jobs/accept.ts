import { randomUUID } from 'node:crypto';
import { isUnknownOutcome } from '../../core/failure.ts';
import type { Job, Post } from '../../core/job.ts';
import { subjectOf } from '../../core/limits/subject.ts';
import type { Denial } from '../../core/refusal.ts';
import { sum } from '../../core/sum.ts';
import type { Spool } from '../files/contract.ts';
import type { HeldJob, PauseReason, ProviderState, Session } from '../store/contract.ts';
import type { SwitchRow } from '../store/switches-contract.ts';
import { switchedOff } from '../switches/asked.ts';
import type { Offer } from '../switches/offer.ts';
import { MODEL_TRIAL_MS, untilTry } from '../switches/proof.ts';
import { createJudgeWords } from '../words/judge-words.ts';
import { ledgerLine } from './ledger-lines.ts';
import { lineageOf } from './lineage.ts';
import { newJobs, newPost } from './new-rows.ts';
import { demandsOf, type Order } from './order.ts';
import type { JobParts } from './parts.ts';
import { isTrialDue, untilTrial } from './provider-gate.ts';

export type Acceptance =
  | { readonly kind: 'accepted'; readonly post: Post; readonly jobs: readonly HeldJob[]; readonly left: number }
  | { readonly kind: 'denied'; readonly denial: Denial }
  | { readonly kind: 'same-action'; readonly post: Post; readonly isRedelivery: boolean };

const SAME_CLICK_MS = 3000;

type AcceptParts = Pick<JobParts, 'store' | 'clock' | 'limits' | 'operation'> & {
  readonly spool: Pick<Spool, 'isFull'>;
  readonly offer: Pick<Offer, 'explain' | 'isTriedByOrders'>;
};

/** Limits, reservation and rows in one transaction: all pictures of an order, or none. */
export function createAccept({ store, clock, limits, spool, offer, operation }: AcceptParts) {
  const judgeWords = createJudgeWords(operation);

  return async function accept(order: Order): Promise<Acceptance> {
    if (await spool.isFull()) return { kind: 'denied', denial: { code: 'spool-full' } };
    return store.transaction(async (session) => {
      const now = clock.now();
      const asking = { subject: subjectOf(order), goesOnWith: undefined, language: order.place.publicLanguage, now };
      await limits.lock(session, asking);
      const earlier = await sameAction(session, order, now);
      if (earlier) return earlier;

      const free = await freeRetries(session, order);
      const prices = Array.from({ length: order.prepared.count }, (_, index) => {
        const job = order.retryOf[index];
        return job && free.has(job) ? 0 : order.price;
      });
      const off = await switchedOff(session, order.prepared.request);
      const provider = await session.providers.read(order.prepared.request.provider);
      const closed =
        (await judgeWords(session, order, now)) ?? (await closedDenial(session, order, provider, off, now));
      if (closed) return { kind: 'denied', denial: closed };
      const admission = await limits.admit(session, { ...asking, demands: demandsOf(order, sum(prices), operation) });
      if (!admission.ok) return { kind: 'denied', denial: admission.denial };

      const post = newPost(order, now);
      // last, so that nothing else turns down the one order that is let through
      if (off && !(await session.switches.take(off, trialMs(off), post.id))) return denied(off, order);
      const { name, pausedFor, trials } = provider;
      if (pausedFor && !(await session.providers.openTrial(name, now, untilTrial(trials + 1))))
        return paused(pausedFor);
      const lineage = await lineageOf(session.jobs, order.prepared.input, order.parentId);
      const jobs = newJobs(order, post, { prices, lineage, now });
      await session.posts.insert(post);
      await session.jobs.insert(jobs);
      await admission.reserve(jobs);
      await session.ledger.append([...free].map((job) => ledgerLine(job, 'retried', now)));
      const { left } = admission;
      return { kind: 'accepted', post: { ...post, shown: [] }, jobs, left };
    });
  };

  async function sameAction(session: Session, order: Order, now: number): Promise<Acceptance | undefined> {
    const delivered = await session.posts.byInteraction(order.interactionId);
    if (delivered) return { kind: 'same-action', post: delivered, isRedelivery: true };
    if (!order.actionKey) return undefined;
    const clicked = await session.posts.byAction(order.actionKey, now - SAME_CLICK_MS);
    return clicked && { kind: 'same-action', post: clicked, isRedelivery: false };
  }

  async function freeRetries(session: Session, { retryOf }: Order): Promise<ReadonlySet<Job>> {
    const free = new Set<Job>();
    for (const job of retryOf) {
      if (!isUnknownOutcome(job.failure?.code)) continue;
      const lines = await session.ledger.byJob(job.id);
      if (!lines.some(({ kind }) => kind === 'retried' || kind === 'settled')) free.add(job);
    }
    return free;
  }

  /** What no limit has to do with. */
  async function closedDenial(
    session: Session,
    { operation: name }: Order,
    provider: ProviderState,
    off: SwitchRow | undefined,
    now: number,
  ): Promise<Denial | undefined> {
    if (await session.jobs.isHeld(name)) return { code: 'results-held' };
    const { pausedFor } = provider;
    if (pausedFor && !isTrialDue(provider, now)) return { code: 'provider-paused', reason: pausedFor };
    const isWorthATrial = off?.retryAt && off.retryAt <= now && offer.isTriedByOrders(off);
    if (off && !isWorthATrial) return { code: 'switched-off', ...offer.explain(off, name) };
    return undefined;
  }

  function denied(off: SwitchRow, { operation: name }: Order): Acceptance {
    return { kind: 'denied', denial: { code: 'switched-off', ...offer.explain(off, name) } };
  }
}

const paused = (reason: PauseReason): Acceptance => ({ kind: 'denied', denial: { code: 'provider-paused', reason } });

/** A model may disappoint one member a day; an endpoint is tried as it would be asked for. */
const trialMs = ({ model, tries }: SwitchRow): number => (model === undefined ? untilTry(tries + 1) : MODEL_TRIAL_MS);

/** Random and unguessable: part of a webhook's path. */
export const newNonce = (): string => randomUUID().replaceAll('-', '');
