import { createHash } from 'node:crypto';
import { z } from 'zod';
import { ExpectedError } from './errors.ts';
import type { Localized } from './language.ts';

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

/** What an endpoint takes; a picture of more pixels is made smaller, and the member is told. */
export interface PictureLimits {
  readonly maximumSide?: number;
  readonly maximumMegapixels?: number;
  /** Of the copy that is sent. */
  readonly maximumMegabytes?: number;
}

/** The largest of the same shape that an endpoint takes; undefined where the picture may stay as it is. */
export function fitted({ width, height }: PictureSize, limits: PictureLimits): PictureSize | undefined {
  const { maximumSide = Number.POSITIVE_INFINITY, maximumMegapixels = Number.POSITIVE_INFINITY } = limits;
  const scale = Math.min(
    maximumSide / Math.max(width, height),
    Math.sqrt((maximumMegapixels * 1_000_000) / (width * height)),
  );
  if (scale >= 1) return undefined;
  return { width: Math.max(1, Math.floor(width * scale)), height: Math.max(1, Math.floor(height * scale)) };
}

/** Whether a picture can be sent as it is: one of our copies, and within the limits. */
export const isAtHand = (picture: PictureInput, limits: PictureLimits = {}): boolean =>
  picture.kind === 'stored' && !fitted(picture, limits);

export type PictureType = 'png' | 'jpg' | 'webp' | 'gif';

export const mimeTypes = {
  png: 'image/png',
  jpg: 'image/jpeg',
  webp: 'image/webp',
  gif: 'image/gif',
} as const satisfies Record<PictureType, string>;

/** What the file store takes: pictures, and many of them as one file. */
export type StoredType = PictureType | 'zip';

export const storedMimeTypes = { ...mimeTypes, zip: 'application/zip' } as const satisfies Record<StoredType, string>;

/** Of a file that we named ourselves. */
export function pictureTypeOf(name: string): PictureType {
  const ending = name.slice(name.lastIndexOf('.') + 1);
  return ending === 'png' || ending === 'webp' || ending === 'gif' ? ending : 'jpg';
}

/** From small to large; a rule names the largest that may be asked for. */
export const resolutions = ['1k', '2k', '4k', '8k'] as const;
export type Resolution = (typeof resolutions)[number];

/** Up to so many million pixels: between one name and the next lies a factor of four. */
const MEGAPIXELS = { '1k': 2, '2k': 8, '4k': 32, '8k': Number.POSITIVE_INFINITY } as const satisfies Record<
  Resolution,
  number
>;

export const resolutionOf = ({ width, height }: PictureSize): Resolution =>
  resolutions.find((name) => width * height <= MEGAPIXELS[name] * 1_000_000) ?? '8k';

/** Undefined for what this version does not know. */
export function rankOf(name: string): number | undefined {
  return isResolution(name) ? resolutions.indexOf(name) : undefined;
}

export const isBeyond = (asked: string, most: string): boolean => (rankOf(asked) ?? 0) > (rankOf(most) ?? Infinity);

export const isResolution = (text: string): text is Resolution => resolutions.some((each) => each === text);

const shown = (resolution: Resolution): Localized => {
  const name = resolution.toUpperCase();
  return { en: name, vi: name };
};

export const resolutionChoices = resolutions.map((value) => ({ value, name: shown(value) }));

/** uuid v5: the same picture of the same job has the same id on every try, and nobody outside can guess it. */
export function storedIdOf(namespace: string, jobId: string, index: number): string {
  const hash = createHash('sha1')
    .update(Buffer.from(namespace.replaceAll('-', ''), 'hex'))
    .update(`${jobId}:${index}`);
  const bytes = hash.digest().subarray(0, 16);
  bytes[6] = ((bytes[6] ?? 0) & 0x0f) | 0x50;
  bytes[8] = ((bytes[8] ?? 0) & 0x3f) | 0x80;
  const hex = bytes.toString('hex');
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join('-');
}

export type PictureProblem =
  | 'not-a-picture'
  | 'too-large'
  | 'too-many-pixels'
  | 'unreadable'
  | 'not-found'
  /** Removed for its age. */
  | 'expired'
  | 'unreachable'
  | 'host-refused';

interface PictureProblemDetail {
  /** Of `host-refused`: where the link leads. */
  readonly host?: string;
  /** Of `too-large`, where it is not the usual one. */
  readonly limitMegabytes?: number;
}

/** No picture that we can work with or show, and another try would not find one. */
export class PictureError extends ExpectedError {
  override readonly name = 'PictureError';
  readonly problem: PictureProblem;
  readonly about: PictureProblemDetail;

  constructor(problem: PictureProblem, cause?: unknown, about: PictureProblemDetail = {}) {
    super(`Picture ${problem}`, { cause });
    this.problem = problem;
    this.about = about;
  }
}
