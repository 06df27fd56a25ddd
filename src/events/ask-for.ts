import { type Credit, isForeign } from '../core/consent.ts';
import type { Job } from '../core/job.ts';
import type { Facts, Operation, PreparedJob } from '../core/operation.ts';
import { isCovered, pictureInputSchema, picturesOf } from '../core/picture-input.ts';
import type { Plan } from '../core/plan.ts';
import type { Refusal } from '../core/refusal.ts';
import { pictureRefusal } from '../services/jobs/picture-refusal.ts';
import { problemAhead, type Sources } from '../services/jobs/sources.ts';
import type { Store } from '../services/store/contract.ts';
import { renderConsentRefusal } from '../views/consent.ts';
import type { Actor } from './actor.ts';
import type { EditConsent } from './edit-consent.ts';
import { type createPlaceOrder, refuse } from './place-order.ts';
import type { RawInput } from './raw-input.ts';
import type { Reply } from './reply.ts';

export interface AskForParts {
  readonly store: Pick<Store, 'jobs'>;
  readonly facts: () => Facts;
  readonly consent: EditConsent;
  readonly sources: Pick<Sources, 'isReachable'>;
  readonly placeOrder: ReturnType<typeof createPlaceOrder>;
}

export interface Wanted {
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
export type AskFor = (wanted: Wanted, actor: Actor, reply: Reply) => Promise<boolean>;

/** From raw input, wherever it comes from, to an order or the reason why not. */
export function createAskFor({ store, facts, consent, sources, placeOrder }: AskForParts): AskFor {
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

  return async (wanted, actor, reply) => {
    async function turnDown(refusal: Refusal): Promise<false> {
      await refuse(actor, reply, refusal, wanted.operation);
      return false;
    }

    const { operation, raw, count, others = [], plan, retryOf = [], ...wish } = wanted;
    const prepared = operation.prepare(raw, facts());
    if (!prepared.ok) return turnDown(prepared.refusal);
    const further = others.map((each) => operation.prepare(each, facts()));
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
    return placeOrder(actor, reply, {
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
