import { z } from 'zod';
import { isJsonObject, type JsonObject } from './json.ts';

const zip = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('linked'), url: z.string() }),
  z.object({ kind: z.literal('attached') }),
  /** Nothing to pack, or no way to hand it over. */
  z.object({ kind: z.literal('none') }),
]);

const batch = z.object({
  kind: z.literal('batch'),
  /** Of the files, in the order of the jobs. */
  names: z.array(z.string()),
  /** All originals as one file, once every job has ended. */
  zip: zip.optional(),
});

const step = z.object({
  operation: z.string(),
  /** The option that takes the picture of the step before. */
  option: z.string(),
  /** All but that picture. */
  input: z.custom<JsonObject>(isJsonObject),
  tier: z.string(),
  /** Credits, as they were told. */
  price: z.int(),
});

const steps = z.object({ kind: z.literal('steps'), steps: z.array(step) });

/** What the jobs of a post are to each other, where they are not the pictures of one `count`. */
export const planSchema = z.discriminatedUnion('kind', [batch, steps]);
export type Plan = z.infer<typeof planSchema>;
export type PlannedStep = z.infer<typeof step>;
export type BatchZip = z.infer<typeof zip>;

/** The place of a batch's ZIP among the pictures that a message shows: with its first job. */
export const ZIP_INDEX = -1;

/** Credits of all that will be run one after the other. */
export const sumOf = (steps: readonly Pick<PlannedStep, 'price'>[]): number =>
  steps.reduce((sum, { price }) => sum + price, 0);
