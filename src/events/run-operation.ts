import type { Facts, Operation } from '../core/operation.ts';
import { pictureInputSchema } from '../core/picture-input.ts';
import type { Refusal } from '../core/refusal.ts';
import type { FindPicture } from '../services/jobs/find-picture.ts';
import { pictureRefusal } from '../services/jobs/picture-refusal.ts';
import { problemAhead } from '../services/jobs/sources.ts';
import type { Actor } from './actor.ts';
import type { InteractionPayload } from './interaction-payload.ts';
import { type createPlaceOrder, refuse } from './place-order.ts';
import { gather, type RawInput, rawInput } from './raw-input.ts';
import type { Reply } from './reply.ts';

export interface RunOperationParts {
  readonly facts: () => Facts;
  readonly findPicture: FindPicture;
  readonly placeOrder: ReturnType<typeof createPlaceOrder>;
}

/** A slash command that asks for pictures. */
export function createRunOperation({ facts, findPicture, placeOrder }: RunOperationParts) {
  return async function runOperation(
    operation: Operation,
    payload: InteractionPayload,
    actor: Actor,
    reply: Reply,
  ): Promise<void> {
    const typed = rawInput(payload);
    const gathered = await gather(typed, operation, findPicture, actor);
    if ('refusal' in gathered) return refuse(actor, reply, gathered.refusal, operation);
    const { raw, parentId, isSpoiler } = gathered;
    const prepared = operation.prepare(raw, facts());
    if (!prepared.ok) return refuse(actor, reply, prepared.refusal, operation);
    const refusal = hopeless(raw);
    if (refusal) return refuse(actor, reply, refusal, operation);
    await placeOrder(actor, reply, {
      operation,
      prepared: prepared.job,
      isPrivate: raw['private'] === true,
      isSpoiler: isSpoiler || raw['spoiler'] === true,
      actionKey: null,
      parentId,
      retryOf: undefined,
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
