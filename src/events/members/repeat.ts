import type { ChainId } from '../../core/custom-ids.ts';
import { type PlannedStep, sumOf } from '../../core/job.ts';
import type { JsonObject } from '../../core/json.ts';
import { type Catalog, type Operation, type Prices, priceOf } from '../../core/operation.ts';
import { pictureInputSchema, picturesOf } from '../../core/picture.ts';
import type { Refusal } from '../../core/refusal.ts';
import { mayUse } from '../../services/pictures/find.ts';
import type { HeldJob, Store } from '../../services/store/contract.ts';
import { renderRepeatForm } from '../../views/forms.ts';
import { type Notice, renderNotice } from '../../views/notices.ts';
import type { EditConsent } from '../orders/consent.ts';
import { attachmentPicture, isSpoilerFile } from '../orders/input.ts';
import { type createPlaceOrder, refuse } from '../orders/order.ts';
import type { Actor } from '../shared/actor.ts';
import { formFiles, INTERACTION } from '../shared/payload.ts';
import type { Interaction } from '../shared/reply.ts';

interface Repeatable {
  readonly operations: readonly Operation[];
  readonly steps: readonly PlannedStep[];
  /** Something in it was handed in by somebody else, who allows it. */
  readonly isBorrowed: boolean;
}

type Repeated =
  | ({ readonly kind: 'steps' } & Repeatable)
  | { readonly kind: 'notice'; readonly notice: Notice }
  | { readonly kind: 'refused'; readonly refusal: Refusal; readonly operation: Operation };

interface RepeatableParts {
  readonly store: Pick<Store, 'jobs' | 'posts'>;
  readonly catalog: Pick<Catalog, 'known' | 'findOffered' | 'factsNow'>;
  readonly prices: Prices;
  readonly consent: Pick<EditConsent, 'ofInputs'>;
}

const MOST_STEPS = 10;
const ANY_PICTURE = { kind: 'result', jobId: '', index: 0 } as const;

/** What was done to come to a picture, as it can be done to another one. */
function createReadRepeatable({ store, catalog, prices, consent }: RepeatableParts) {
  const isOnPicture = ({ operation: name, input }: HeldJob) => {
    const option = catalog.known(name)?.main?.options[0];
    return option !== undefined && pictureInputSchema.safeParse(input[option]).success;
  };

  async function isForeign(jobs: readonly HeldJob[], actor: Actor): Promise<boolean> {
    const posts = await store.posts.byIds([...new Set(jobs.map(({ postId }) => postId))]);
    return jobs.some((job) => {
      const post = posts.find(({ id }) => id === job.postId);
      return !post || !mayUse(job, post, actor);
    });
  }

  return async function readRepeatable(job: HeldJob, actor: Actor): Promise<Repeated> {
    const notice = (kind: 'words-only' | 'step-not-yours' | 'too-many-steps' | 'step-not-offered'): Repeated => ({
      kind: 'notice',
      notice: { kind },
    });
    const chain = await store.jobs.chain(job.id, MOST_STEPS + 2);
    const start = chain.findIndex(isOnPicture);
    const jobs = start < 0 ? [] : chain.slice(start);
    if (jobs.length === 0) return notice('words-only');
    if (jobs.length > MOST_STEPS) return notice('too-many-steps');
    if (await isForeign(jobs, actor)) return notice('step-not-yours');
    // one that no longer says what was done would be repeated as something else
    if (!jobs.every(isOnPicture)) return { kind: 'notice', notice: { kind: 'job-missing' } };
    const operations: Operation[] = [];
    const steps: PlannedStep[] = [];
    let isBorrowed = false;
    for (const each of jobs) {
      const known = catalog.findOffered(each.operation);
      const option = known?.main?.options[0];
      if (!known || option === undefined) return notice('step-not-offered');
      const input = without(each.input, option);
      // references that were handed in beside the picture
      const consented = await consent.ofInputs(each, picturesOf(input), actor);
      if (!consented.ok) return notice('step-not-yours');
      isBorrowed ||= consented.isBorrowed;
      const prepared = known.prepare({ ...input, [option]: ANY_PICTURE }, catalog.factsNow());
      if (!prepared.ok) return { kind: 'refused', refusal: prepared.refusal, operation: known };
      const { tier } = prepared.job;
      operations.push(known);
      steps.push({ operation: known.name, option, input, tier, price: priceOf(prices, known, tier) });
    }
    return { kind: 'steps', operations, steps, isBorrowed };
  };
}

const without = (input: JsonObject, option: string): JsonObject =>
  Object.fromEntries(Object.entries(input).filter(([name]) => name !== option));

interface RepeatParts extends RepeatableParts {
  readonly placeOrder: ReturnType<typeof createPlaceOrder>;
}

/** The steps to a picture once more, on another one: first a form with the sum, then one message for all of them. */
export function createRepeat(parts: RepeatParts) {
  const { store, catalog, placeOrder } = parts;
  const readRepeatable = createReadRepeatable(parts);

  async function start(
    { operations, steps, isBorrowed }: Repeatable,
    job: HeldJob,
    { payload, actor, reply }: Interaction,
  ) {
    const [operation] = operations;
    const [step] = steps;
    const [file] = formFiles(payload, 'picture');
    const post = await store.posts.byId(job.postId);
    if (!operation || !step || !file || !post) {
      return void (await reply.show(renderNotice({ kind: 'unknown-button' }, actor.place.language), true));
    }
    const prepared = operation.prepare({ ...step.input, [step.option]: attachmentPicture(file) }, catalog.factsNow());
    if (!prepared.ok) return refuse({ actor, reply }, prepared.refusal, operation);
    await placeOrder(
      { actor, reply },
      {
        operation,
        prepared: { ...prepared.job, count: 1 },
        plan: { kind: 'steps', steps: [...steps] },
        isPrivate: post.isPrivate || isBorrowed,
        isSpoiler: post.isSpoiler || isSpoilerFile(file) || undefined,
        actionKey: null,
        parentId: undefined,
        retryOf: [],
      },
    );
  }

  return async function repeat(id: ChainId, job: HeldJob | undefined, interaction: Interaction): Promise<void> {
    const { payload, actor, reply } = interaction;
    const { language } = actor.place;
    const found = job && (await readRepeatable(job, actor));
    if (!job || !found) return void (await reply.show(renderNotice({ kind: 'job-missing' }, language), true));
    if (found.kind === 'refused') return refuse(interaction, found.refusal, found.operation);
    if (found.kind === 'notice') return void (await reply.show(renderNotice(found.notice, language), true));
    if (payload.type === INTERACTION.modal) return start(found, job, interaction);
    const titles = found.operations.map(({ title }) => title);
    await reply.ask(renderRepeatForm(id, titles, sumOf(found.steps), language));
  };
}

export type Repeat = ReturnType<typeof createRepeat>;
