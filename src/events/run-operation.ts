import type { Operation } from '../core/operation.ts';
import type { FindPicture } from '../services/jobs/find-picture.ts';
import type { Actor } from './actor.ts';
import type { AskFor } from './ask-for.ts';
import type { InteractionPayload } from './interaction-payload.ts';
import { refuse } from './place-order.ts';
import { gather, rawInput } from './raw-input.ts';
import type { Reply } from './reply.ts';

export interface RunOperationParts {
  readonly askFor: AskFor;
  readonly findPicture: FindPicture;
}

/** A slash command that asks for pictures. */
export function createRunOperation({ askFor, findPicture }: RunOperationParts) {
  return async function runOperation(
    operation: Operation,
    payload: InteractionPayload,
    actor: Actor,
    reply: Reply,
  ): Promise<void> {
    const gathered = await gather(rawInput(payload), operation, findPicture, actor);
    if ('refusal' in gathered) return refuse(actor, reply, gathered.refusal, operation);
    const { raw, parentId } = gathered;
    const isSpoiler = gathered.isSpoiler || raw['spoiler'] === true;
    const wanted = { operation, raw, isPrivate: raw['private'] === true, isSpoiler, actionKey: null, parentId };
    await askFor(wanted, actor, reply);
  };
}
