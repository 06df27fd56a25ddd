import { isObject, type Json } from '../../sandbox/discord/json.ts';
import type { StoredMessage } from '../../sandbox/discord/messages.ts';

const MENU = 3;
const SECTION = 9;
const THUMBNAIL = 11;
const GALLERY = 12;

/** Of each picture that a message shows, whether it is covered. */
export const itemsIn = (message: StoredMessage | undefined): readonly boolean[] => partsOf(message).flatMap(coveredIn);

/** The same of one job in a list of them, whose menu names the jobs in the order of the list below its title. */
export function itemsOf(list: StoredMessage | undefined, job: string): readonly boolean[] {
  const [, ...entries] = (list?.components ?? []).filter(isObject).flatMap(inside);
  const menu = entries.flatMap(inside).find((part) => part['type'] === MENU);
  const options = Array.isArray(menu?.['options']) ? menu['options'].filter(isObject) : [];
  const entry = entries[options.findIndex(({ value }) => typeof value === 'string' && value.includes(job))];
  if (!entry) throw new Error('The list does not name that job');
  return coveredIn(entry);
}

const partsOf = (message: StoredMessage | undefined): readonly Part[] =>
  (message?.components ?? []).flatMap((part) => [part, ...inside(part)]);

type Part = { readonly [key: string]: Json };

const inside = (part: Part): readonly Part[] =>
  Array.isArray(part['components']) ? part['components'].filter(isObject) : [];

function coveredIn({ type, items, accessory }: Part): readonly boolean[] {
  if (type === SECTION && isObject(accessory) && accessory['type'] === THUMBNAIL)
    return [accessory['spoiler'] === true];
  if (type !== GALLERY || !Array.isArray(items)) return [];
  return items.filter(isObject).map(({ spoiler }) => spoiler === true);
}
