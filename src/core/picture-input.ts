import { z } from 'zod';

const attachment = z.object({
  kind: z.literal('attachment'),
  id: z.string(),
  url: z.string(),
  name: z.string(),
  bytes: z.int(),
});

const stored = z.object({
  kind: z.literal('stored'),
  /** Name of the cleaned copy among the source pictures. */
  key: z.string().regex(/^[0-9a-f]{64}\.(png|jpg|webp)$/),
  width: z.int(),
  height: z.int(),
  bytes: z.int(),
});

/** A picture that a member handed in: as Discord named it, or the copy that we keep of it. */
export const pictureInputSchema = z.discriminatedUnion('kind', [attachment, stored]);
export type PictureInput = z.infer<typeof pictureInputSchema>;
export type AttachmentPicture = z.infer<typeof attachment>;
export type StoredPicture = z.infer<typeof stored>;
