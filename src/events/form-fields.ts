import { isJsonObject } from '../core/json.ts';
import type { AttachmentPayload, InteractionPayload } from './interaction-payload.ts';

/** What was written into the text fields of a form, by their ids. */
export function formFields({ data }: InteractionPayload): Readonly<Record<string, string>> {
  return Object.fromEntries((data?.components ?? []).flatMap(fieldsIn));
}

/** The files that were put into one field of a form. */
export function formFiles({ data }: InteractionPayload, field: string): readonly AttachmentPayload[] {
  const ids = (data?.components ?? []).flatMap((component) => valuesIn(component, field));
  return ids.flatMap((id) => data?.resolved?.attachments?.[id] ?? []);
}

function valuesIn(component: unknown, field: string): readonly string[] {
  if (Array.isArray(component)) return component.flatMap((each: unknown) => valuesIn(each, field));
  if (!isJsonObject(component)) return [];
  const { custom_id: id, values, component: inner, components } = component;
  if (id === field && Array.isArray(values)) return values.map(String);
  return [...valuesIn(inner, field), ...valuesIn(components, field)];
}

function fieldsIn(component: unknown): [string, string][] {
  if (Array.isArray(component)) return component.flatMap((each: unknown) => fieldsIn(each));
  if (!isJsonObject(component)) return [];
  const { custom_id: id, value, component: inner, components } = component;
  if (typeof id === 'string' && typeof value === 'string') return [[id, value]];
  return [...fieldsIn(inner), ...fieldsIn(components)];
}
