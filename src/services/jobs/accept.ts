import { randomUUID } from 'node:crypto';
import type { Credit } from '../../core/consent.ts';
import { type Job, type Place, type Post, partitionOf } from '../../core/job.ts';
import type { JsonObject } from '../../core/json.ts';
import type { PreparedJob } from '../../core/operation.ts';
import { type Plan, sumOf } from '../../core/plan.ts';
import type { Denial } from '../../core/refusal.ts';
import { ulid } from '../../core/ulid.ts';
import type { HeldJob, NewPost, Session } from '../store/contract.ts';
import type { SwitchRow } from '../store/switches-contract.ts';
import { switchedOff } from '../switches/asked.ts';
import { MODEL_TRIAL_MS } from '../switches/proof.ts';
import { createJudgeWords } from '../words/judge-words.ts';
import { dayOf, endOfDay, ledgerLine } from './ledger-lines.ts';
import { type Lineage, lineageOf } from './lineage.ts';
import type { JobParts } from './parts.ts';

/** One action of a member that asks for pictures. */
export interface Order {
  readonly interactionId: string;
  readonly applicationId: string;
  readonly token: string;
  readonly tokenExpiresAt: number;
  /** Same member, message and button; null for what cannot be double-clicked. */
  readonly actionKey: string | null;
  readonly ownerId: string;
  readonly scope: string;
  /** Of the member in the server. */
  readonly roles: readonly string[];
  readonly place: Place;
  readonly isPrivate: boolean;
  readonly isSpoiler: boolean;
  readonly operation: string;
  readonly prepared: PreparedJob;
  /** Of each picture, where they are not all made from the same. */
  readonly inputs?: readonly JsonObject[] | undefined;
  readonly plan?: Plan | undefined;
  /** Credits of one picture. */
  readonly price: number;
  readonly parentId: string | undefined;
  readonly credit?: Credit | undefined;
  /** A repeat of this job, free once if its outcome was never known. */
  readonly retryOf: Job | undefined;
}

export type Acceptance =
  | { readonly kind: 'accepted'; readonly post: Post; readonly jobs: readonly HeldJob[]; readonly left: number }
  | { readonly kind: 'denied'; readonly denial: Denial }
  | { readonly kind: 'same-action'; readonly post: Post; readonly isRedelivery: boolean };

interface Terms {
  readonly price: number;
  readonly lineage: Lineage;
  readonly now: number;
}

const SAME_CLICK_MS = 3000;

type AcceptParts = Pick<JobParts, 'store' | 'clock' | 'settings' | 'lease' | 'spool' | 'log' | 'offer' | 'operation'>;

/** Limits, reservation and rows in one transaction: all pictures of an order, or none. */
export function createAccept({ store, clock, settings, lease, spool, offer, operation }: AcceptParts) {
  const judgeWords = createJudgeWords(operation);

  return async function accept(order: Order): Promise<Acceptance> {
    if (await spool.isFull()) return { kind: 'denied', denial: { code: 'spool-full' } };
    return store.transaction(async (session) => {
      await session.ledger.lock(order.scope, order.ownerId);
      const now = clock.now();
      const earlier = await sameAction(session, order, now);
      if (earlier) return earlier;

      const isFree = await isFreeRetry(session, order);
      const price = isFree ? 0 : order.price;
      const spent = await session.ledger.spent(order.scope, order.ownerId, dayOf(now));
      const off = await switchedOff(session, order.prepared.request);
      const denial =
        (await judgeWords(session, order, now)) ?? (await denialOf(session, order, { price, spent, now, off }));
      if (denial) return { kind: 'denied', denial };

      const post = newPost(order, now);
      // last, so that nothing else turns down the one order that is let through
      if (off && !(await session.switches.take(off, MODEL_TRIAL_MS, post.id))) return denied(off, order);
      const lineage = await lineageOf(session.jobs, order.prepared.input, order.parentId);
      const jobs = newJobs(order, post, { price, lineage, now });
      await session.posts.insert(post);
      await session.jobs.insert(jobs);
      await session.ledger.append(jobs.map((job) => ledgerLine(job, 'reserved', now)));
      if (isFree && order.retryOf) await session.ledger.append([ledgerLine(order.retryOf, 'retried', now)]);
      const left = Math.max(0, settings.dailyCredits - spent - price * jobs.length);
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

  async function isFreeRetry(session: Session, { retryOf }: Order): Promise<boolean> {
    if (retryOf?.failure?.code !== 'unknown') return false;
    const lines = await session.ledger.byJob(retryOf.id);
    return !lines.some(({ kind }) => kind === 'retried' || kind === 'settled');
  }

  async function denialOf(
    session: Session,
    { scope, ownerId, prepared, operation, plan }: Order,
    { price, spent, now, off }: { price: number; spent: number; now: number; off: SwitchRow | undefined },
  ): Promise<Denial | undefined> {
    const { pausedFor } = await session.providers.read(prepared.request.provider);
    if (pausedFor) return { code: 'provider-paused', reason: pausedFor };
    if (off && !isWorthATrial(off, now)) return { code: 'switched-off', ...offer.explain(off, operation) };
    const running = await session.jobs.countRunning(scope, ownerId);
    const limit = settings.concurrentJobs;
    if (running >= limit) return { code: 'concurrent', running, limit, wanted: 1 };
    const daily = settings.dailyCredits;
    const total = plan?.kind === 'steps' ? sumOf(plan.steps) : price * prepared.count;
    if (spent + total <= daily) return undefined;
    return { code: 'daily-credits', price: total, left: Math.max(0, daily - spent), daily, resetsAt: endOfDay(now) };
  }

  function denied(off: SwitchRow, { operation }: Order): Acceptance {
    return { kind: 'denied', denial: { code: 'switched-off', ...offer.explain(off, operation) } };
  }

  function newPost(order: Order, now: number): NewPost {
    const { interactionId, applicationId, token, tokenExpiresAt, actionKey, ownerId, scope, place } = order;
    return {
      id: ulid(now),
      ownerId,
      scope,
      place,
      interactionId,
      applicationId,
      token,
      tokenExpiresAt,
      actionKey,
      messageId: undefined,
      acknowledgedAt: undefined,
      isPrivate: order.isPrivate,
      isSpoiler: order.isSpoiler,
      createdAt: now,
      ...(order.plan && { plan: order.plan }),
    };
  }

  function newJobs({ prepared, inputs, operation, credit }: Order, post: NewPost, { price, lineage, now }: Terms) {
    const ids = Array.from({ length: prepared.count }, () => ulid(now));
    return ids.map((id, index) => ({
      id,
      postId: post.id,
      index,
      operation,
      provider: prepared.request.provider,
      phase: 'accepted' as const,
      input: inputs?.[index] ?? prepared.input,
      tier: prepared.tier,
      price,
      scope: post.scope,
      ownerId: post.ownerId,
      attempts: 0,
      ticket: undefined,
      results: [],
      failure: undefined,
      isTold: false,
      isLate: false,
      partition: partitionOf(post.place.channelId),
      createdAt: now,
      submittedAt: undefined,
      deadlineAt: undefined,
      completedAt: undefined,
      parentId: lineage.parentId,
      parentIndex: lineage.parentIndex,
      rootId: lineage.rootId ?? id,
      depth: lineage.depth,
      credit,
      lease: lease.processId,
      dueAt: now,
    }));
  }
}

const isWorthATrial = ({ model, retryAt }: SwitchRow, now: number): boolean =>
  model !== undefined && retryAt !== null && retryAt <= now;

/** Random and unguessable: part of a webhook's path. */
export const newNonce = (): string => randomUUID().replaceAll('-', '');
