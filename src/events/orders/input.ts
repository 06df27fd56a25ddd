import type { Operation } from '../../core/operation.ts';
import type { AttachmentPicture, PictureInput } from '../../core/picture.ts';
import type { Refusal } from '../../core/refusal.ts';
import { type FindPicture, isFound, type Seeker } from '../../services/pictures/find.ts';
import type { AttachmentPayload, InteractionPayload } from '../shared/payload.ts';

export type RawInput = Readonly<Record<string, unknown>>;

/** What a member typed and attached, with `from` turned into the main picture. */
interface Resolved {
  readonly raw: RawInput;
  readonly parentId: string | undefined;
  /** The picture that it is made from is hidden, so what is made of it is too. */
  readonly isSpoiler: boolean;
}

export function rawInput({ data }: Pick<InteractionPayload, 'data'>): RawInput {
  const attachments = data?.resolved?.attachments;
  const entries = (data?.options ?? []).map(({ name, value }): [string, unknown] => {
    const file = typeof value === 'string' ? attachments?.get(value) : undefined;
    return [name, file ? attachmentPicture(file) : value];
  });
  return Object.fromEntries(entries);
}

export function attachmentPicture(file: AttachmentPayload): AttachmentPicture {
  const { id, url, filename: name, size: bytes, width, height } = file;
  const size = width && height ? { width, height } : {};
  return { kind: 'attachment', id, url, name, bytes, ...(isSpoilerFile(file) && { isSpoiler: true }), ...size };
}

const SPOILER_FLAG = 8;

export const isSpoilerFile = ({ flags, filename }: AttachmentPayload): boolean =>
  ((flags ?? 0) & SPOILER_FLAG) !== 0 || filename.startsWith('SPOILER_');

/** `from` comes first where an operation takes several pictures, and instead of the file where it takes one. */
export async function resolveFrom(
  raw: RawInput,
  { main }: Operation,
  find: FindPicture,
  seeker: Seeker,
): Promise<Resolved | { readonly refusal: Refusal }> {
  const { from, ...rest } = raw;
  if (!main || typeof from !== 'string' || from.trim() === '')
    return { raw: rest, parentId: undefined, isSpoiler: false };
  const given = main.options.flatMap((option) => (rest[option] === undefined ? [] : [rest[option]]));
  const [only = 'image'] = main.options;
  if (main.options.length === 1 && given.length > 0)
    return { refusal: { code: 'conflict', option: 'from', other: only } };
  if (given.length >= main.options.length)
    return { refusal: { code: 'too-many-pictures', limit: main.options.length } };
  const found = await find(from, seeker);
  if (!isFound(found)) return { refusal: found };
  const { picture, parentId, isSpoiler } = found;
  return { raw: { ...rest, ...inOrder(main.options, [picture, ...given]) }, parentId, isSpoiler };
}

const inOrder = (options: readonly string[], pictures: readonly (PictureInput | unknown)[]): RawInput =>
  Object.fromEntries(options.map((option, place) => [option, pictures[place]]));
