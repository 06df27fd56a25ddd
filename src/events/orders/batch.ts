import { batchOperations } from '../../commands/batch.ts';
import { type BatchId, parseBatchId } from '../../core/custom-ids.ts';
import { type Catalog, type Prices, priceOf } from '../../core/operation.ts';
import { MOST_BATCH_FILES, renderBatchForm } from '../../views/forms.ts';
import { renderNotice } from '../../views/notices.ts';
import { type AttachmentPayload, formFiles, formValues } from '../shared/payload.ts';
import type { Asker, Handler, Interaction } from '../shared/reply.ts';
import { attachmentPicture, isSpoilerFile } from './input.ts';
import { type createPlaceOrder, refuse } from './order.ts';

interface BatchParts {
  readonly catalog: Pick<Catalog, 'offeredNow' | 'factsNow'>;
  readonly prices: Prices;
  readonly placeOrder: ReturnType<typeof createPlaceOrder>;
}

/** One operation over many pictures, each a job of its own, all in one message. */
export function createBatch({ catalog, prices, placeOrder }: BatchParts) {
  const choosable = () => batchOperations(catalog.offeredNow(), catalog.factsNow());
  const notOffered = async ({ actor, reply }: Asker) =>
    void (await reply.show(renderNotice({ kind: 'unknown-command' }, actor.place.language), true));

  async function open(interaction: Interaction): Promise<void> {
    const { payload, actor, reply } = interaction;
    const said = (name: string) => payload.data?.options?.find((option) => option.name === name)?.value;
    const choices = choosable().map(({ value, name, operation, tier }) => ({
      value,
      name,
      price: priceOf(prices, operation, tier),
    }));
    if (choices.length === 0) return notOffered(interaction);
    const spoiler = said('spoiler');
    const id = { isPrivate: said('private') === true, isSpoiler: typeof spoiler === 'boolean' ? spoiler : undefined };
    await reply.ask(renderBatchForm(id, choices, actor.place.language));
  }

  async function submit(id: BatchId, interaction: Interaction): Promise<void> {
    const { payload } = interaction;
    const [wanted] = formValues(payload, 'deed');
    const chosen = choosable().find(({ value }) => value === wanted);
    const files = formFiles(payload, 'pictures').slice(0, MOST_BATCH_FILES);
    if (!chosen) return notOffered(interaction);
    const { operation, option, input } = chosen;
    const prepared = files.map((file) =>
      operation.prepare({ ...input, [option]: unmeasured(file) }, catalog.factsNow()),
    );
    const refused = prepared.find((each) => !each.ok);
    if (refused) return refuse(interaction, refused.refusal, operation);
    const jobs = prepared.flatMap((each) => (each.ok ? [each.job] : []));
    const [first] = jobs;
    if (!first) return notOffered(interaction);
    await placeOrder(interaction, {
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
      return id && ((interaction) => submit(id, interaction));
    },
  };
}

export type Batch = ReturnType<typeof createBatch>;

/** One picture that will not do is found out by its own job, and does not hold up the others. */
const unmeasured = (file: AttachmentPayload) => attachmentPicture({ ...file, width: null, height: null });
