import sharp from 'sharp';
import { z } from 'zod';
import { isLoopback } from '../http/local-server.ts';

export const percent = z.int().min(0).max(100);

/** -10 to 10, in the middle when not said. */
export const tenBothWays = z.int().min(-10).max(10).default(0);

export interface InvalidParam {
  /** From `body.` on. */
  readonly field: string;
  readonly reason: string;
}

type Understood<T> =
  | { readonly ok: true; readonly data: T; readonly body: unknown; readonly forgiven: readonly string[] }
  | { readonly ok: false; readonly invalid: readonly InvalidParam[] };

/**
 * The real services ignore what they do not know, and clients send nothing as `null`: both pass, and are told so that
 * a misspelt field is seen. All else is refused.
 */
export function understand<T>(schema: z.ZodType<T>, raw: unknown): Understood<T> {
  const body = structuredClone(raw);
  const forgiven: string[] = [];
  for (;;) {
    const parsed = schema.safeParse(body);
    if (parsed.success) return { ok: true, data: parsed.data, body, forgiven };
    const harmless = parsed.error.issues.flatMap((issue) => harmlessIn(issue, body));
    if (harmless.length === 0) return { ok: false, invalid: invalidParams(parsed.error) };
    for (const { path, why } of harmless) {
      const holder = path.slice(0, -1).reduce(valueIn, body);
      if (typeof holder === 'object' && holder !== null) Reflect.deleteProperty(holder, path.at(-1) ?? '');
      forgiven.push(`${['body', ...path].join('.')}: ${why}`);
    }
  }
}

function harmlessIn(issue: z.core.$ZodIssue, body: unknown): { path: PropertyKey[]; why: string }[] {
  if (issue.code === 'unrecognized_keys')
    return issue.keys.map((key) => ({ path: [...issue.path, key], why: 'Extra inputs are ignored' }));
  const isNothing = issue.path.length > 0 && issue.path.reduce(valueIn, body) === null;
  return isNothing ? [{ path: issue.path, why: 'Nothing was sent as null' }] : [];
}

const valueIn = (holder: unknown, key: PropertyKey): unknown =>
  typeof holder === 'object' && holder !== null ? Reflect.get(holder, key) : undefined;

/** Unknown fields are named one by one, so that a misspelt one is seen. */
function invalidParams(error: z.ZodError): InvalidParam[] {
  return error.issues.flatMap((issue) => {
    const field = ['body', ...issue.path].join('.');
    if (issue.code !== 'unrecognized_keys') return [{ field, reason: issue.message }];
    return issue.keys.map((key) => ({ field: `${field}.${key}`, reason: 'Extra inputs are not permitted' }));
  });
}

export interface DecodedPicture {
  readonly bytes: Buffer;
  /** As it is looked at: after the turn that its orientation asks for. */
  readonly width: number;
  readonly height: number;
  readonly format: string;
}

const BASE64 = /^[A-Za-z0-9+/]+={0,2}$/;

/** The bytes, or the reason why there are none. */
function decodeBase64(text: string): Buffer | string {
  if (text.startsWith('data:')) return 'Input should be raw base64, without a data: prefix';
  if (text.length % 4 !== 0 || !BASE64.test(text)) return 'Input should be valid base64';
  return Buffer.from(text, 'base64');
}

/** The picture, or the reason why it is none. */
async function decodePicture(bytes: Buffer): Promise<DecodedPicture | string> {
  try {
    const { autoOrient, format } = await sharp(bytes).metadata();
    // Headers alone do not make a picture: a small rendering reads all of it.
    await sharp(bytes, { failOn: 'truncated' }).resize(16, 16).raw().toBuffer();
    return { bytes, width: autoOrient.width, height: autoOrient.height, format };
  } catch {
    return 'Input should be a readable picture';
  }
}

export const NOT_DOWNLOADED = 'Failed to download the image';

/** Undefined when it cannot be had, as of any address off this machine. */
async function fetchPicture(url: string, limit = 64 * 1024 * 1024): Promise<Buffer | undefined> {
  if (!isLoopback(url)) return undefined;
  try {
    const response = await fetch(url, { redirect: 'error', signal: AbortSignal.timeout(10_000) });
    if (!response.ok || !response.body) {
      await response.body?.cancel();
      return undefined;
    }
    const chunks: Uint8Array[] = [];
    let size = 0;
    for await (const chunk of response.body) {
      size += chunk.length;
      if (size > limit) return undefined;
      chunks.push(chunk);
    }
    return Buffer.concat(chunks);
  } catch {
    return undefined;
  }
}

const SHORTEST_SIDE = 160;
const LONGEST_SHAPE = 3;

/** What the services that came from one maker ask of every picture. */
export function checkShape({ width, height }: DecodedPicture): string | undefined {
  if (Math.min(width, height) < SHORTEST_SIDE) return `Input should be at least ${SHORTEST_SIDE}x${SHORTEST_SIDE} px`;
  const shape = Math.max(width, height) / Math.min(width, height);
  return shape > LONGEST_SHAPE ? 'Input should have an aspect ratio between 1:3 and 3:1' : undefined;
}

/** How a picture may stand in a field: raw base64, a link, or either. */
export type PictureSource = 'base64' | 'link' | 'base64-or-link';

interface ReadPictures<Field extends string> {
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
