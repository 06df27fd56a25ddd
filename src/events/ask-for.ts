import type { Job } from '../core/job.ts';
import type { Facts, Operation } from '../core/operation.ts';
import { pictureInputSchema } from '../core/picture-input.ts';
import type { Refusal } from '../core/refusal.ts';
import { pictureRefusal } from '../services/jobs/picture-refusal.ts';
import { problemAhead } from '../services/jobs/sources.ts';
import type { Actor } from './actor.ts';
import { type createPlaceOrder, refuse } from './place-order.ts';
import type { RawInput } from './raw-input.ts';
import type { Reply } from './reply.ts';

export interface AskForParts {
  readonly facts: () => Facts;
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
  readonly retryOf?: Job | undefined;
}

export type AskFor = (wanted: Wanted, actor: Actor, reply: Reply) => Promise<void>;

/** From raw input, wherever it comes from, to an order or the reason why not. */
export function createAskFor({ facts, placeOrder }: AskForParts): AskFor {
  return async ({ operation, raw, count, retryOf, ...wish }, actor, reply) => {
    const prepared = operation.prepare(raw, facts());
    if (!prepared.ok) return refuse(actor, reply, prepared.refusal, operation);
    const refusal = hopeless(raw);
    if (refusal) return refuse(actor, reply, refusal, operation);
    const job = count === undefined ? prepared.job : { ...prepared.job, count };
    await placeOrder(actor, reply, { ...wish, operation, prepared: job, retryOf });
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
