import { type DecodedPicture, decodeBase64, decodePicture } from './decode-picture.ts';
import { fetchPicture } from './fetch-picture.ts';
import { isLoopback } from './loopback.ts';
import type { InvalidParam } from './validation.ts';

/** How a picture may stand in a field: raw base64, a link, or either. */
export type PictureSource = 'base64' | 'link' | 'base64-or-link';

export interface ReadPictures<Field extends string> {
  readonly pictures: Partial<Record<Field, DecodedPicture>>;
  /** The body as sent, but for its pictures. */
  readonly summary: unknown;
  readonly invalid: readonly InvalidParam[];
  /** The field and address of each picture that could not be had. */
  readonly missing: readonly { readonly field: string; readonly url: string }[];
}

interface Reading<Field extends string> {
  /** With dots: `reference_images.0` is the first of a list. */
  readonly fields: readonly Field[];
  readonly source: PictureSource;
  rule(picture: DecodedPicture): string | undefined;
}

export async function readPictures<Field extends string>(
  body: unknown,
  { fields, source, rule }: Reading<Field>,
): Promise<ReadPictures<Field>> {
  const summary: unknown = structuredClone(body);
  const pictures: Partial<Record<Field, DecodedPicture>> = {};
  const invalid: InvalidParam[] = [];
  const missing: { field: string; url: string }[] = [];

  for (const name of fields) {
    const text = valueAt(body, name.split('.'));
    if (typeof text !== 'string') continue;
    const field = `body.${name}`;
    const refuse = (reason: string) => void invalid.push({ field, reason });
    const isLink = source !== 'base64' && /^[a-z][a-z0-9+.-]*:\/\//i.test(text);
    if (source === 'link' && !isLink) {
      refuse('Input should be a valid URL');
      continue;
    }
    if (isLink && !text.startsWith('https://') && !isLoopback(text)) {
      refuse('Input should be an https URL');
      continue;
    }
    const bytes = isLink ? await fetchPicture(text) : decodeBase64(text);
    if (bytes === undefined) {
      missing.push({ field, url: text });
      continue;
    }
    const picture = typeof bytes === 'string' ? bytes : await decodePicture(bytes);
    const reason = typeof picture === 'string' ? picture : rule(picture);
    if (typeof picture === 'string' || reason !== undefined) {
      refuse(reason ?? 'Input should be a readable picture');
      continue;
    }
    pictures[name] = picture;
    const told = { bytes: picture.bytes.length, width: picture.width, height: picture.height };
    replaceAt(summary, name.split('.'), isLink ? { ...told, url: text } : told);
  }
  return { pictures, summary, invalid, missing };
}

function valueAt(body: unknown, [key, ...rest]: readonly string[]): unknown {
  if (key === undefined) return body;
  return typeof body === 'object' && body !== null ? valueAt(Reflect.get(body, key), rest) : undefined;
}

function replaceAt(body: unknown, keys: readonly string[], value: unknown): void {
  const last = keys.at(-1);
  const holder = valueAt(body, keys.slice(0, -1));
  if (last !== undefined && typeof holder === 'object' && holder !== null) Reflect.set(holder, last, value);
}
