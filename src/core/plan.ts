import { z } from 'zod';

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

/** What the jobs of a post are to each other, where they are not the pictures of one `count`. */
export const planSchema = z.discriminatedUnion('kind', [batch]);
export type Plan = z.infer<typeof planSchema>;
export type BatchZip = z.infer<typeof zip>;

/** The place of a batch's ZIP among the pictures that a message shows: with its first job. */
export const ZIP_INDEX = -1;
