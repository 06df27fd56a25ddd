import { isObject, type Json } from '../../sandbox/discord/json.ts';
import type { StoredMessage } from '../../sandbox/discord/types.ts';

const GALLERY = 12;

/** Of each picture that a message shows, whether it is covered; of a list only those that follow the words about a job. */
export function itemsIn(message: StoredMessage | undefined, job?: string): readonly boolean[] {
  const parts = (message?.components ?? []).flatMap((part) => [part, ...inside(part)]);
  if (job === undefined) return parts.flatMap(coveredIn);
  const at = parts.findIndex((part) => typeof part['content'] === 'string' && part['content'].includes(job));
  const next = parts[at + 1];
  return next === undefined ? [] : coveredIn(next);
}

type Part = { readonly [key: string]: Json };

const inside = (part: Part): readonly Part[] =>
  Array.isArray(part['components']) ? part['components'].filter(isObject) : [];

function coveredIn({ type, items }: Part): readonly boolean[] {
  if (type !== GALLERY || !Array.isArray(items)) return [];
  return items.filter(isObject).map(({ spoiler }) => spoiler === true);
}
