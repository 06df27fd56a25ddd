import type { Facts, Operation } from '../core/operation.ts';
import type { AttachmentPicture } from '../core/picture-input.ts';
import type { Actor } from './actor.ts';
import type { InteractionPayload } from './interaction-payload.ts';
import { type createPlaceOrder, refuse } from './place-order.ts';
import type { Reply } from './reply.ts';

export interface RunOperationParts {
  readonly facts: () => Facts;
  readonly placeOrder: ReturnType<typeof createPlaceOrder>;
}

/** A slash command that asks for pictures. */
export function createRunOperation({ facts, placeOrder }: RunOperationParts) {
  return async function runOperation(
    operation: Operation,
    payload: InteractionPayload,
    actor: Actor,
    reply: Reply,
  ): Promise<void> {
    const raw = rawInput(payload);
    const prepared = operation.prepare(raw, facts());
    if (!prepared.ok) return refuse(actor, reply, prepared.refusal, operation);
    await placeOrder(actor, reply, {
      operation,
      prepared: prepared.job,
      isPrivate: raw['private'] === true,
      isSpoiler: raw['spoiler'] === true,
      actionKey: null,
      parentId: undefined,
      retryOf: undefined,
    });
  };
}

function rawInput({ data }: InteractionPayload): Record<string, unknown> {
  const attachments = data?.resolved?.attachments ?? {};
  const entries = (data?.options ?? []).map(({ name, value }): [string, unknown] => {
    const file = typeof value === 'string' ? attachments[value] : undefined;
    if (!file) return [name, value];
    const picture: AttachmentPicture = {
      kind: 'attachment',
      id: file.id,
      url: file.url,
      name: file.filename,
      bytes: file.size,
    };
    return [name, picture];
  });
  return Object.fromEntries(entries);
}
