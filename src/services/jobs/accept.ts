import { randomUUID } from 'node:crypto';
import { isUnknownOutcome } from '../../core/failure.ts';
import { type Job, type Place, type Plan, type Post, partitionOf } from '../../core/job.ts';
import { type JsonObject, sum } from '../../core/json.ts';
import type { Demand } from '../../core/limits/judge.ts';
import { subjectOf } from '../../core/limits/rules.ts';
import type { Operation, PreparedJob } from '../../core/operation.ts';
import { picturesOf } from '../../core/picture.ts';
import type { CommandName, Denial } from '../../core/refusal.ts';
import type { Credit } from '../../core/settings.ts';
import { ulid } from '../../core/ulid.ts';
import type { Spool } from '../files/contract.ts';
import { isTrialDue, untilTrial } from '../providers/guard.ts';
import type {
  HeldJob,
  Jobs,
  NewJob,
  NewPost,
  PauseReason,
  ProviderState,
  Session,
  SwitchRow,
} from '../store/contract.ts';
import { ledgerLine } from '../store/ledger.ts';
import type { Offer } from '../switches/offer.ts';
import { MODEL_TRIAL_MS, switchedOff, untilTry } from '../switches/switches.ts';
import { createJudgeWords } from '../words.ts';
import type { JobParts } from './contract.ts';

/** Where a new job stands in a chain; without a root it is the first of its own. */
type Lineage = Pick<Job, 'parentId' | 'parentIndex' | 'depth'> & { readonly rootId: string | undefined };

const NONE: Lineage = { parentId: undefined, parentIndex: undefined, rootId: undefined, depth: 0 };

/** Told by the picture that is really used. Another try of a job stands beside it, made from the same picture. */
export async function lineageOf(
  jobs: Pick<Jobs, 'byId'>,
  input: JsonObject,
  parentId: string | undefined,
): Promise<Lineage> {
  const used = resultsIn(input);
  const source = used.find(({ jobId }) => jobId === parentId) ?? used[0];
  const id = source?.jobId ?? parentId;
  const parent = id === undefined ? undefined : await jobs.byId(id);
  if (!parent) return NONE;
  if (!source) return parent.parentId === undefined ? NONE : parent;
  return { parentId: parent.id, parentIndex: source.index, rootId: parent.rootId, depth: parent.depth + 1 };
}

const resultsIn = (input: JsonObject) =>
  picturesOf(input).flatMap((picture) => (picture.kind === 'result' ? [picture] : []));

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
  /** The jobs that this repeats, a picture for each in their order: free once where the outcome was never known. */
  readonly retryOf: readonly Job[];
}

type Known = (name: string) => Pick<Operation, 'name' | 'localNames'> | undefined;

const nameOf = (known: Known, name: string): CommandName => known(name) ?? { name, localNames: { vi: name } };

/** What limits are asked for: all pictures of a group at once; of several steps the first, and each that follows. */
function demandsOf(order: Order, total: number, known: Known): readonly [Demand, ...Demand[]] {
  const { operation, prepared, plan } = order;
  const first: Demand = {
    command: nameOf(known, operation),
    resolution: prepared.resolution,
    price: total,
  };
  const later = plan?.kind === 'steps' ? plan.steps.slice(1) : [];
  return [
    first,
    ...later.map((step) => ({ command: nameOf(known, step.operation), resolution: undefined, price: step.price })),
  ];
}

interface Terms {
  /** Credits of each picture, in their order. */
  readonly prices: readonly number[];
  readonly lineage: Lineage;
  readonly now: number;
}

/** Later than Discord takes a first answer: whether it took one is known then, whatever became of who gave it. */
const ANSWERED_BY_MS = 15_000;

/** Nobody's until the member was answered; should that never be written down, whoever finds it asks Discord. */
export const unanswered = (now: number) => ({ lease: null, dueAt: now + ANSWERED_BY_MS });

/** The post of an order: one message for all its pictures. */
function newPost(order: Order, now: number): NewPost {
  const { interactionId, applicationId, token, tokenExpiresAt, actionKey, ownerId, scope, place, roles } = order;
  return {
    id: ulid(now),
    ownerId,
    scope,
    place: roles.length > 0 ? { ...place, roles } : place,
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

/** A job for each picture that is made at once. */
function newJobs(
  { prepared, inputs, operation, credit }: Order,
  post: Pick<Post, 'id' | 'scope' | 'ownerId' | 'place'>,
  { prices, lineage, now }: Terms,
): readonly NewJob[] {
  const priced = prices.map((price) => ({ id: ulid(now), price }));
  return priced.map(({ id, price }, index) => ({
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
    ...unanswered(now),
  }));
}

export type Acceptance =
  | { readonly kind: 'accepted'; readonly post: Post; readonly jobs: readonly HeldJob[]; readonly left: number }
  | { readonly kind: 'denied'; readonly denial: Denial }
  | { readonly kind: 'same-action'; readonly post: Post; readonly isRedelivery: boolean };

const SAME_CLICK_MS = 3000;

type AcceptParts = Pick<JobParts, 'store' | 'clock' | 'limits' | 'catalog'> & {
  readonly spool: Pick<Spool, 'isFull'>;
  readonly offer: Pick<Offer, 'explain' | 'isTriedByOrders'>;
};

/** Limits, reservation and rows in one transaction: all pictures of an order, or none. */
export function createAccept({ store, clock, limits, spool, offer, catalog }: AcceptParts) {
  const judgeWords = createJudgeWords(catalog.known);

  return async function accept(order: Order): Promise<Acceptance> {
    if (await spool.isFull()) return { kind: 'denied', denial: { code: 'spool-full' } };
    return store.transaction(async (session) => {
      const now = clock.now();
      const admit = await limits.enter(session, subjectOf(order));
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
      const admission = await admit({
        demands: demandsOf(order, sum(prices), catalog.known),
        goesOnWith: undefined,
        language: order.place.publicLanguage,
        now,
      });
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
    const { pausedFor, isTrialOpen } = provider;
    // whether the open one is still in line is looked at when it is taken
    if (pausedFor && !isTrialOpen && !isTrialDue(provider, now)) return { code: 'provider-paused', reason: pausedFor };
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
