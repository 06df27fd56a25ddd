import { z } from 'zod';

const side = z.int().positive();

const attachment = z.object({
  kind: z.literal('attachment'),
  id: z.string(),
  url: z.string(),
  name: z.string(),
  bytes: z.int(),
  /** Covered by whoever handed it in; so is what is made of it. */
  isSpoiler: z.boolean().optional(),
  /** As Discord says; looked at again when the file is here. */
  width: side.optional(),
  height: side.optional(),
});

/** A picture of an earlier result. */
const result = z.object({
  kind: z.literal('result'),
  jobId: z.string(),
  index: z.int().min(0),
  width: side.optional(),
  height: side.optional(),
  /** Where Discord had it in the message that was clicked. */
  origin: z.string().optional(),
});

/** An address that a member typed; nothing is known of it until it was fetched. */
const link = z.object({ kind: z.literal('link'), url: z.string().max(2000), isSpoiler: z.boolean().optional() });

const stored = z.object({
  kind: z.literal('stored'),
  /** Name of the cleaned copy among the source pictures. */
  key: z.string().regex(/^[0-9a-f]{64}\.(png|jpg|webp)$/),
  width: z.int(),
  height: z.int(),
  bytes: z.int(),
  /** Where Discord has it, for a provider that fetches by itself while we have no public address. */
  origin: z.string().optional(),
  /** It was larger than the provider takes. */
  shrunkFrom: z.object({ width: side, height: side }).optional(),
  /** The result that it is a copy of; absent for what a member handed in. */
  copyOf: z.object({ jobId: z.string(), index: z.int().min(0) }).optional(),
});

/** A picture that a member handed in or pointed at, or the copy that we keep of it. */
export const pictureInputSchema = z.discriminatedUnion('kind', [attachment, result, link, stored]);
export type PictureInput = z.infer<typeof pictureInputSchema>;
export type ResultInput = z.infer<typeof result>;
export type AttachmentPicture = z.infer<typeof attachment>;
export type StoredPicture = z.infer<typeof stored>;

/** The picture that an operation worked on, as it is stored. */
export function mainPictureOf(
  { main }: { readonly main?: { readonly options: readonly string[] } },
  input: Readonly<Record<string, unknown>>,
): PictureInput | undefined {
  const given = main?.options.map((option) => input[option]).find((value) => value !== undefined);
  return pictureInputSchema.safeParse(given).data;
}

/** All that an input holds, whatever its options are called. */
export const picturesOf = (input: Readonly<Record<string, unknown>>): readonly PictureInput[] =>
  Object.values(input).flatMap((value) => pictureInputSchema.safeParse(value).data ?? []);

/** The result that a picture is, or is a copy of; undefined for what was handed in. */
export function resultIn(picture: PictureInput): PictureOf | undefined {
  if (picture.kind === 'result') return picture;
  return picture.kind === 'stored' ? picture.copyOf : undefined;
}

export interface PictureOf {
  readonly jobId: string;
  readonly index: number;
}

export const isCovered = (picture: PictureInput): boolean =>
  (picture.kind === 'attachment' || picture.kind === 'link') && picture.isSpoiler === true;

export interface PictureSize {
  readonly width: number;
  readonly height: number;
}

/** Undefined until it is known. */
export function sizeOf(picture: PictureInput | undefined): PictureSize | undefined {
  if (!picture || picture.kind === 'link') return undefined;
  const { width, height } = picture;
  return width === undefined || height === undefined ? undefined : { width, height };
}
