import { type CardParent, type CardState, cardOf } from '../../core/card.ts';
import type { Job, Plan } from '../../core/job.ts';
import type { JsonObject } from '../../core/json.ts';
import { type Catalog, type Operation, type PreparedJob, type Prices, priceOf } from '../../core/operation.ts';
import { isCovered, pictureInputSchema, picturesOf } from '../../core/picture.ts';
import type { Refusal } from '../../core/refusal.ts';
import { type Credit, isForeign } from '../../core/settings.ts';
import type { ParentOf } from '../../services/delivery/card.ts';
import { tookNothing, troubleOf } from '../../services/delivery/discord-error.ts';
import type { Acceptance, Order } from '../../services/jobs/accept.ts';
import type { Acknowledge } from '../../services/jobs/acknowledge.ts';
import type { LookAhead } from '../../services/jobs/input.ts';
import type { Log } from '../../services/log.ts';
import { pictureRefusal } from '../../services/pictures/find.ts';
import { problemAhead, type Sources } from '../../services/pictures/sources.ts';
import type { Store } from '../../services/store/contract.ts';
import { renderCard } from '../../views/card.ts';
import type { MessageBody } from '../../views/message-body.ts';
import { renderNotice } from '../../views/notices.ts';
import { renderConsentRefusal, renderDenial, renderRefusal } from '../../views/refusals.ts';
import type { Actor } from '../shared/actor.ts';
import type { Asker } from '../shared/reply.ts';
import { type EditConsent, placeIn, type SettingsOf } from './consent.ts';
import type { RawInput } from './input.ts';

interface Wish {
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

interface OrderParts {
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
  async function answer(asker: Asker, wish: Wish, acceptance: Acceptance): Promise<boolean> {
    const { actor, reply } = asker;
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
      await refuse(asker, looked.refusal, wish.operation);
      return false;
    }
    const { jobs } = looked;
    // what is not written down is found by its rows, and Discord is asked
    const written = (writing: Promise<void>) =>
      writing.catch((error: unknown) => log.warn({ err: error, post: post.id }, 'answer not written down yet'));
    let messageId: string | undefined;
    try {
      messageId = (await reply.begin(await cardBody(wish, { ...acceptance, jobs }), wish.isPrivate))?.id;
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

  return async function placeOrder(asker: Asker, asked: Wish): Promise<boolean> {
    const { actor, reply } = asker;
    reply.plan(asked.isPrivate ? 'privately' : 'to all');
    const announced = await reply.announced();
    // the card takes the announcement's place for good: what was to be private cannot come after one for all
    if (announced === 'to all' && asked.isPrivate) {
      await reply.show(renderNotice({ kind: 'too-slow' }, actor.place.language), true);
      return false;
    }
    const wish = announced === 'privately' ? { ...asked, isPrivate: true } : asked;
    return answer(asker, wish, await accept(await orderOf(actor, wish)));
  };
}

function queuedCard({ operation }: Wish, { post, jobs, left }: Accepted, parent: CardParent | undefined): CardState {
  const facts = { ahead: undefined, left, parent, progress: undefined, expectedAt: undefined, media: () => undefined };
  const card = cardOf({ post, jobs, operation, ...facts });
  if (!card) throw new Error('An order without a picture');
  return card;
}

export async function refuse({ actor, reply }: Asker, refusal: Refusal, operation: Operation): Promise<void> {
  await reply.show(renderRefusal(refusal, actor.place.language, operation.options), true);
}

interface AskForParts {
  readonly store: Pick<Store, 'jobs'>;
  readonly catalog: Pick<Catalog, 'factsNow'>;
  readonly consent: EditConsent;
  readonly sources: Pick<Sources, 'isReachable'>;
  readonly placeOrder: ReturnType<typeof createPlaceOrder>;
}

interface Wanted {
  readonly operation: Operation;
  readonly raw: RawInput;
  /** How many pictures, where the input does not say it. */
  readonly count?: number;
  readonly isPrivate: boolean;
  /** Undefined where nobody said it: the server does. */
  readonly isSpoiler: boolean | undefined;
  readonly actionKey: string | null;
  readonly parentId: string | undefined;
  readonly retryOf?: readonly Job[];
  /** What the other pictures of one group are made from, where that is not the same. */
  readonly others?: readonly RawInput[];
  readonly plan?: Plan | undefined;
  /** Where the picture is somebody else's, and not of ours. */
  readonly credit?: Credit | undefined;
}

/** True when it was started; what stood in the way was said. */
export type AskFor = (asker: Asker, wanted: Wanted) => Promise<boolean>;

/** From raw input, wherever it comes from, to an order or the reason why not. */
export function createAskFor({ store, catalog, consent, sources, placeOrder }: AskForParts): AskFor {
  /** The job whose pictures, or what they were made from, are used once more; words are nobody's. */
  const sourceOf = async ({ raw, parentId }: Wanted): Promise<Job | undefined> =>
    parentId !== undefined && picturesOf(raw).length > 0 ? store.jobs.byId(parentId) : undefined;

  /** Whether the provider will be able to fetch what it wants to fetch by itself. */
  async function isWithinReach({ input, request }: PreparedJob): Promise<boolean> {
    const fetched = request.pictures.filter(({ as }) => as === 'address');
    const pictures = fetched.flatMap(({ option }) => pictureInputSchema.safeParse(input[option]).data ?? []);
    const reachable = await Promise.all(pictures.map(sources.isReachable));
    return reachable.every((each) => each);
  }

  return async (asker, wanted) => {
    const { actor, reply } = asker;
    async function turnDown(refusal: Refusal): Promise<false> {
      await refuse(asker, refusal, wanted.operation);
      return false;
    }

    const { operation, raw, count, others = [], plan, retryOf = [], ...wish } = wanted;
    const prepared = operation.prepare(raw, catalog.factsNow());
    if (!prepared.ok) return turnDown(prepared.refusal);
    const further = others.map((each) => operation.prepare(each, catalog.factsNow()));
    const refused = further.find((each) => !each.ok);
    const refusal = refused?.refusal ?? [raw, ...others].map(hopeless).find((each) => each !== undefined);
    if (refusal) return turnDown(refusal);
    const source = await sourceOf(wanted);
    const consented = source && (await consent.ofJob(source, actor));
    if (consented?.ok === false) {
      await reply.show(renderConsentRefusal(consented.why, actor.place.language), true);
      return false;
    }
    const jobs = [prepared, ...further].flatMap((each) => (each.ok ? [each.job] : []));
    const within = await Promise.all(jobs.map(isWithinReach));
    if (within.includes(false)) return turnDown({ code: 'no-address' });
    const credit = wish.credit ?? source?.credit;
    const isSpoiler = [raw, ...others].flatMap(picturesOf).some(isCovered) || wish.isSpoiler;
    const isPrivate = wish.isPrivate || isForeign(credit, actor.ownerId);
    const inputs = jobs.map(({ input }) => input);
    return placeOrder(asker, {
      ...wish,
      ...(plan && { plan }),
      ...(others.length > 0 && { inputs }),
      credit,
      isPrivate,
      isSpoiler,
      operation,
      prepared: { ...prepared.job, count: others.length > 0 ? inputs.length : (count ?? prepared.job.count) },
      retryOf,
    });
  };
}

/** What Discord says of a file is enough to turn it down before it is fetched. */
function hopeless(raw: RawInput): Refusal | undefined {
  for (const [option, value] of Object.entries(raw)) {
    const picture = pictureInputSchema.safeParse(value).data;
    const problem = picture && problemAhead(picture);
    if (problem) return pictureRefusal(option, { problem, about: {} });
  }
  return undefined;
}
