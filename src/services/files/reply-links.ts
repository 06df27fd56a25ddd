import { isJsonObject } from '../../core/json.ts';

/** In the order in which they are believed. */
const LINK_KEYS = ['secure_url', 'image', 'url', 'link'];
const WRAPPERS = ['result', 'data', 'file', 'image'];
const DEEPEST = 4;

/** Every address in a reply of the file service, under the names that its forms are known to use. */
export function linksIn(text: string): readonly URL[] {
  try {
    return collect(JSON.parse(text), 0);
  } catch {
    return [];
  }
}

function collect(value: unknown, depth: number): readonly URL[] {
  if (depth > DEEPEST) return [];
  if (Array.isArray(value)) return value.flatMap((entry) => collect(entry, depth + 1));
  if (!isJsonObject(value)) return [];
  const here = LINK_KEYS.flatMap((key) => toUrl(value[key]));
  return [...here, ...WRAPPERS.flatMap((key) => collect(value[key], depth + 1))];
}

function toUrl(value: unknown): readonly URL[] {
  const url = typeof value === 'string' ? URL.parse(value) : null;
  return url ? [url] : [];
}
