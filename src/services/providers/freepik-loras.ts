import { isJsonObject, type JsonObject } from '../../core/json.ts';
import type { KnownLora } from '../../core/operation.ts';

export interface Loras {
  readonly looks: readonly KnownLora[];
  readonly characters: readonly KnownLora[];
}

/** `data` is a list of groups in the documents and an object of groups in practice; a group is a list either way. */
export function lorasOf(body: JsonObject | undefined): Loras {
  const data = body?.['data'];
  const groups: readonly unknown[] = Array.isArray(data) ? data : [data];
  const items = groups.filter(isJsonObject).flatMap((group) => Object.values(group).filter(Array.isArray).flat());
  const known = items.flatMap((item: unknown) => (isJsonObject(item) ? [item] : []));
  const ofType = (type: string) => known.filter((item) => item['type'] === type).flatMap(loraOf);
  return { looks: ofType('style'), characters: ofType('character') };
}

function loraOf({ id, name, description }: JsonObject): KnownLora[] {
  if ((typeof id !== 'number' && typeof id !== 'string') || typeof name !== 'string' || name === '') return [];
  return [{ id: String(id), name, description: typeof description === 'string' ? description : '' }];
}
