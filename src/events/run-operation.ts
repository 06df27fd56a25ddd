import type { Operation } from '../core/operation.ts';
import type { FindPicture } from '../services/jobs/find-picture.ts';
import type { Actor } from './actor.ts';
import type { AskFor } from './ask-for.ts';
import type { WithDefaultModel } from './default-model.ts';
import type { InteractionPayload } from './interaction-payload.ts';
import { refuse } from './place-order.ts';
import { gather, rawInput } from './raw-input.ts';
import type { Reply } from './reply.ts';

export interface RunOperationParts {
  readonly askFor: AskFor;
  readonly findPicture: FindPicture;
  readonly withDefaultModel: WithDefaultModel;
}

/** A slash command that asks for pictures. */
export function createRunOperation({ askFor, findPicture, withDefaultModel }: RunOperationParts) {
  return async function runOperation(
    operation: Operation,
    payload: InteractionPayload,
    actor: Actor,
    reply: Reply,
  ): Promise<void> {
    const typed = rawInput(payload);
    reply.plan(typed['private'] === true ? 'privately' : 'to all');
    const gathered = await gather(typed, operation, findPicture, actor);
    if ('refusal' in gathered) return refuse(actor, reply, gathered.refusal, operation);
    const { parentId } = gathered;
    const raw = await withDefaultModel(operation, gathered.raw, actor);
    const isSpoiler = gathered.isSpoiler || (typeof raw['spoiler'] === 'boolean' ? raw['spoiler'] : undefined);
    const wanted = { operation, raw, isPrivate: raw['private'] === true, isSpoiler, actionKey: null, parentId };
    await askFor(wanted, actor, reply);
  };
}
