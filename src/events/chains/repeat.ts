import type { ChainId } from '../../core/custom-id.ts';
import { sumOf } from '../../core/plan.ts';
import type { HeldJob } from '../../services/store/contract.ts';
import { renderNotice } from '../../views/notices.ts';
import { renderRepeatForm } from '../../views/repeat-form.ts';
import type { Actor } from '../actor.ts';
import { formFiles } from '../form-fields.ts';
import { INTERACTION, type InteractionPayload } from '../interaction-payload.ts';
import { type createPlaceOrder, refuse } from '../place-order.ts';
import { attachmentPicture, isSpoilerFile } from '../raw-input.ts';
import type { Reply } from '../reply.ts';
import { createReadRepeatable, type Repeatable, type RepeatableParts } from './repeatable.ts';

export interface RepeatParts extends RepeatableParts {
  readonly placeOrder: ReturnType<typeof createPlaceOrder>;
}

interface Event {
  readonly payload: InteractionPayload;
  readonly actor: Actor;
  readonly reply: Reply;
}

/** The steps to a picture once more, on another one: first a form with the sum, then one message for all of them. */
export function createRepeat(parts: RepeatParts) {
  const { store, facts, placeOrder } = parts;
  const readRepeatable = createReadRepeatable(parts);

  async function start({ operations, steps, isBorrowed }: Repeatable, job: HeldJob, { payload, actor, reply }: Event) {
    const [operation] = operations;
    const [step] = steps;
    const [file] = formFiles(payload, 'picture');
    const post = await store.posts.byId(job.postId);
    if (!operation || !step || !file || !post) {
      return void (await reply.show(renderNotice({ kind: 'unknown-button' }, actor.place.language), true));
    }
    const prepared = operation.prepare({ ...step.input, [step.option]: attachmentPicture(file) }, facts());
    if (!prepared.ok) return refuse(actor, reply, prepared.refusal, operation);
    await placeOrder(actor, reply, {
      operation,
      prepared: { ...prepared.job, count: 1 },
      plan: { kind: 'steps', steps: [...steps] },
      isPrivate: post.isPrivate || isBorrowed,
      isSpoiler: post.isSpoiler || isSpoilerFile(file) || undefined,
      actionKey: null,
      parentId: undefined,
      retryOf: [],
    });
  }

  return async function repeat(id: ChainId, job: HeldJob | undefined, event: Event): Promise<void> {
    const { payload, actor, reply } = event;
    const { language } = actor.place;
    const found = job && (await readRepeatable(job, actor));
    if (!job || !found) return void (await reply.show(renderNotice({ kind: 'job-missing' }, language), true));
    if (found.kind === 'refused') return refuse(actor, reply, found.refusal, found.operation);
    if (found.kind === 'notice') return void (await reply.show(renderNotice(found.notice, language), true));
    if (payload.type === INTERACTION.modal) return start(found, job, event);
    const titles = found.operations.map(({ title }) => title);
    await reply.ask(renderRepeatForm(id, titles, sumOf(found.steps), language));
  };
}

export type Repeat = ReturnType<typeof createRepeat>;
