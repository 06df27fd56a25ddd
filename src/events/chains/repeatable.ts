import type { JsonObject } from '../../core/json.ts';
import type { Facts, Operation } from '../../core/operation.ts';
import { pictureInputSchema, picturesOf } from '../../core/picture-input.ts';
import type { PlannedStep } from '../../core/plan.ts';
import { type Prices, priceOf } from '../../core/prices.ts';
import type { Refusal } from '../../core/refusal.ts';
import { mayUse } from '../../services/jobs/find-picture.ts';
import type { HeldJob, Store } from '../../services/store/contract.ts';
import type { Notice } from '../../views/notices.ts';
import type { Actor } from '../actor.ts';
import type { EditConsent } from '../edit-consent.ts';

export interface Repeatable {
  readonly operations: readonly Operation[];
  readonly steps: readonly PlannedStep[];
  /** Something in it was handed in by somebody else, who allows it. */
  readonly isBorrowed: boolean;
}

export type Repeated =
  | ({ readonly kind: 'steps' } & Repeatable)
  | { readonly kind: 'notice'; readonly notice: Notice }
  | { readonly kind: 'refused'; readonly refusal: Refusal; readonly operation: Operation };

export interface RepeatableParts {
  readonly store: Pick<Store, 'jobs' | 'posts'>;
  readonly offered: (name: string) => Operation | undefined;
  readonly operation: (name: string) => Operation | undefined;
  readonly facts: () => Facts;
  readonly prices: Prices;
  readonly consent: Pick<EditConsent, 'ofInputs'>;
}

const MOST_STEPS = 10;
const ANY_PICTURE = { kind: 'result', jobId: '', index: 0 } as const;

/** What was done to come to a picture, as it can be done to another one. */
export function createReadRepeatable({ store, offered, operation, facts, prices, consent }: RepeatableParts) {
  const isOnPicture = ({ operation: name, input }: HeldJob) => {
    const option = operation(name)?.main?.options[0];
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
      const known = offered(each.operation);
      const option = known?.main?.options[0];
      if (!known || option === undefined) return notice('step-not-offered');
      const input = without(each.input, option);
      // references that were handed in beside the picture
      const consented = await consent.ofInputs(each, picturesOf(input), actor);
      if (!consented.ok) return notice('step-not-yours');
      isBorrowed ||= consented.isBorrowed;
      const prepared = known.prepare({ ...input, [option]: ANY_PICTURE }, facts());
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
