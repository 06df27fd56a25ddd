import { type Post, partitionOf } from '../../core/job.ts';
import { ulid } from '../../core/ulid.ts';
import type { NewJob, NewPost } from '../store/contract.ts';
import type { Lineage } from './lineage.ts';
import type { Order } from './order.ts';

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
export function newPost(order: Order, now: number): NewPost {
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
export function newJobs(
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
