import type { CardParent, CardState } from '../core/card.ts';
import type { Credit } from '../core/consent.ts';
import type { Job } from '../core/job.ts';
import type { JsonObject } from '../core/json.ts';
import type { Operation, PreparedJob } from '../core/operation.ts';
import type { Plan } from '../core/plan.ts';
import { type Prices, priceOf } from '../core/prices.ts';
import type { Refusal } from '../core/refusal.ts';
import { cardOf } from '../services/delivery/card-of.ts';
import { tookNothing, troubleOf } from '../services/delivery/discord-error.ts';
import type { ParentOf } from '../services/delivery/parent-of.ts';
import type { Acceptance } from '../services/jobs/accept.ts';
import type { Acknowledge } from '../services/jobs/acknowledge.ts';
import type { LookAhead } from '../services/jobs/look-ahead.ts';
import type { Order } from '../services/jobs/order.ts';
import type { Log } from '../services/logging/create-log.ts';
import { renderDenial } from '../views/denials.ts';
import { renderCard } from '../views/job-card.ts';
import type { MessageBody } from '../views/message-body.ts';
import { renderNotice } from '../views/notices.ts';
import { renderRefusal } from '../views/refusals.ts';
import type { Actor } from './actor.ts';
import type { Reply } from './reply.ts';
import { placeIn, type SettingsOf } from './settings-of.ts';

export interface Wish {
  readonly operation: Operation;
  readonly prepared: PreparedJob;
  readonly isPrivate: boolean;
  /** Undefined where nobody said it: the server does. */
  readonly isSpoiler: boolean | undefined;
  readonly actionKey: string | null;
  readonly parentId: string | undefined;
  readonly retryOf: readonly Job[];
  readonly inputs?: readonly JsonObject[];
  readonly plan?: Plan;
  readonly credit?: Credit | undefined;
}

export interface OrderParts {
  readonly accept: (order: Order) => Promise<Acceptance>;
  readonly lookAhead: LookAhead;
  readonly acknowledge: Acknowledge;
  readonly parentOf: ParentOf;
  readonly settingsOf: SettingsOf;
  readonly prices: Prices;
  readonly log: Log;
}

type Accepted = Acceptance & { readonly kind: 'accepted' };

/** From a member's wish to the one reply that carries the card, or the reason why not. */
export function createPlaceOrder({ accept, lookAhead, acknowledge, parentOf, settingsOf, prices, log }: OrderParts) {
  /** True when the card was shown. */
  async function answer(actor: Actor, reply: Reply, wish: Wish, acceptance: Acceptance): Promise<boolean> {
    const { language } = actor.place;
    if (acceptance.kind === 'denied') {
      await reply.show(renderDenial(acceptance.denial, language, wish.operation.options), true);
      return false;
    }
    if (acceptance.kind === 'same-action') {
      // the same event once more: whoever had it first answers it
      if (!acceptance.isRedelivery) await reply.show(renderNotice({ kind: 'same-action' }, language), true);
      return false;
    }
    const { post } = acceptance;
    const looked = await lookAhead(acceptance.jobs);
    if (looked.kind === 'refused') {
      await refuse(actor, reply, looked.refusal, wish.operation);
      return false;
    }
    const { jobs } = looked;
    // what is not written down is found by its rows, and Discord is asked
    const written = (deed: Promise<void>) =>
      deed.catch((error: unknown) => log.warn({ err: error, post: post.id }, 'answer not written down yet'));
    let messageId: string | undefined;
    try {
      messageId = (await reply.show(await cardBody(wish, { ...acceptance, jobs }), wish.isPrivate))?.id;
    } catch (error) {
      const trouble = troubleOf(error);
      log.warn({ err: error, post: post.id, trouble }, 'reply not taken');
      const wasRefused = tookNothing(error);
      await written(acknowledge.missed(post, jobs, wasRefused || trouble === 'token-gone' ? 'no' : 'unknown'));
      if (wasRefused) throw error;
      return false;
    }
    await written(acknowledge.seen(post, jobs, messageId));
    return true;
  }

  async function cardBody(wish: Wish, accepted: Accepted): Promise<MessageBody> {
    const { place } = accepted.post;
    const card = queuedCard(wish, accepted, await parentOf(accepted.jobs[0]));
    return renderCard(card, wish.isPrivate ? place.language : place.publicLanguage);
  }

  async function orderOf(actor: Actor, wish: Wish): Promise<Order> {
    const settings = await settingsOf(actor);
    const { operation, prepared, isSpoiler = settings.spoiler } = wish;
    const price = priceOf(prices, operation, prepared.tier);
    const place = placeIn(actor.place, settings);
    return { ...actor, ...wish, place, isSpoiler, operation: operation.name, price };
  }

  return async function placeOrder(actor: Actor, reply: Reply, asked: Wish): Promise<boolean> {
    reply.plan(asked.isPrivate ? 'privately' : 'to all');
    const announced = await reply.announced();
    // the card takes the announcement's place for good: what was to be private cannot come after one for all
    if (announced === 'to all' && asked.isPrivate) {
      await reply.show(renderNotice({ kind: 'too-slow' }, actor.place.language), true);
      return false;
    }
    const wish = announced === 'privately' ? { ...asked, isPrivate: true } : asked;
    return answer(actor, reply, wish, await accept(await orderOf(actor, wish)));
  };
}

function queuedCard({ operation }: Wish, { post, jobs, left }: Accepted, parent: CardParent | undefined): CardState {
  const facts = { ahead: undefined, left, parent, progress: undefined, expectedAt: undefined, media: () => undefined };
  const card = cardOf({ post, jobs, operation, ...facts });
  if (!card) throw new Error('An order without a picture');
  return card;
}

export async function refuse(actor: Actor, reply: Reply, refusal: Refusal, operation: Operation): Promise<void> {
  await reply.show(renderRefusal(refusal, actor.place.language, operation.options), true);
}
