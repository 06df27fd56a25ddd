import { isJsonObject } from '../core/json.ts';
import type { InteractionPayload } from './interaction-payload.ts';

/** What was written into the text fields of a form, by their ids. */
export function formFields({ data }: InteractionPayload): Readonly<Record<string, string>> {
  return Object.fromEntries((data?.components ?? []).flatMap(fieldsIn));
}

function fieldsIn(component: unknown): [string, string][] {
  if (Array.isArray(component)) return component.flatMap((each: unknown) => fieldsIn(each));
  if (!isJsonObject(component)) return [];
  const { custom_id: id, value, component: inner, components } = component;
  if (typeof id === 'string' && typeof value === 'string') return [[id, value]];
  return [...fieldsIn(inner), ...fieldsIn(components)];
}
