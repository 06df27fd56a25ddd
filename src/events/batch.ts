import { batchDeeds } from '../commands/batch-deeds.ts';
import { type BatchId, parseBatchId } from '../core/custom-id.ts';
import type { Facts, Operation } from '../core/operation.ts';
import { type Prices, priceOf } from '../core/prices.ts';
import { MOST_FILES, renderBatchForm } from '../views/batch-form.ts';
import { renderNotice } from '../views/notices.ts';
import type { Actor } from './actor.ts';
import { formFiles, formValues } from './form-fields.ts';
import type { AttachmentPayload, InteractionPayload } from './interaction-payload.ts';
import { type createPlaceOrder, refuse } from './place-order.ts';
import { attachmentPicture, isSpoilerFile } from './raw-input.ts';
import type { Reply } from './reply.ts';

type Handler = (payload: InteractionPayload, actor: Actor, reply: Reply) => Promise<void>;

export interface BatchParts {
  readonly offeredNow: () => readonly Operation[];
  readonly facts: () => Facts;
  readonly prices: Prices;
  readonly placeOrder: ReturnType<typeof createPlaceOrder>;
}

/** One operation over many pictures, each a job of its own, all in one message. */
export function createBatch({ offeredNow, facts, prices, placeOrder }: BatchParts) {
  const deeds = () => batchDeeds(offeredNow(), facts());
  const notOffered = async (actor: Actor, reply: Reply) =>
    void (await reply.show(renderNotice({ kind: 'unknown-command' }, actor.place.language), true));

  async function open({ data }: InteractionPayload, actor: Actor, reply: Reply): Promise<void> {
    const said = (name: string) => data?.options?.find((option) => option.name === name)?.value;
    const choices = deeds().map(({ value, name, operation, tier }) => ({
      value,
      name,
      price: priceOf(prices, operation, tier),
    }));
    if (choices.length === 0) return notOffered(actor, reply);
    const spoiler = said('spoiler');
    const id = { isPrivate: said('private') === true, isSpoiler: typeof spoiler === 'boolean' ? spoiler : undefined };
    await reply.ask(renderBatchForm(id, choices, actor.place.language));
  }

  async function submit(id: BatchId, payload: InteractionPayload, actor: Actor, reply: Reply): Promise<void> {
    const [wanted] = formValues(payload, 'deed');
    const deed = deeds().find(({ value }) => value === wanted);
    const files = formFiles(payload, 'pictures').slice(0, MOST_FILES);
    if (!deed) return notOffered(actor, reply);
    const { operation, option, input } = deed;
    const prepared = files.map((file) => operation.prepare({ ...input, [option]: unmeasured(file) }, facts()));
    const refused = prepared.find((each) => !each.ok);
    if (refused) return refuse(actor, reply, refused.refusal, operation);
    const jobs = prepared.flatMap((each) => (each.ok ? [each.job] : []));
    const [first] = jobs;
    if (!first) return notOffered(actor, reply);
    await placeOrder(actor, reply, {
      isPrivate: id.isPrivate,
      isSpoiler: files.some(isSpoilerFile) || id.isSpoiler,
      operation,
      prepared: { ...first, count: jobs.length },
      inputs: jobs.map((each) => each.input),
      plan: { kind: 'batch', names: files.map(({ filename }) => filename) },
      actionKey: null,
      parentId: undefined,
      retryOf: [],
    });
  }

  return {
    open,
    /** Undefined for other forms. */
    answering(customId: string): Handler | undefined {
      const id = parseBatchId(customId);
      return id && ((payload, actor, reply) => submit(id, payload, actor, reply));
    },
  };
}

export type Batch = ReturnType<typeof createBatch>;

/** One picture that will not do is found out by its own job, and does not hold up the others. */
const unmeasured = (file: AttachmentPayload) => attachmentPicture({ ...file, width: null, height: null });
