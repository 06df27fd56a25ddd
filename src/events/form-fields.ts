import { isJsonObject } from '../core/json.ts';
import type { AttachmentPayload, InteractionPayload } from './interaction-payload.ts';

/** What was written into the text fields of a form, by their ids. */
export function formFields({ data }: InteractionPayload): Readonly<Record<string, string>> {
  return Object.fromEntries((data?.components ?? []).flatMap(fieldsIn));
}

/** What was chosen from a list of a form, and what was attached in it: values by the ids of their fields. */
export function formValues({ data }: InteractionPayload, field: string): readonly string[] {
  return valuesIn(data?.components ?? [], field);
}

/** The files of a field, in the order in which they were attached. */
export function formFiles(payload: InteractionPayload, field: string): readonly AttachmentPayload[] {
  const attachments = payload.data?.resolved?.attachments ?? {};
  return formValues(payload, field).flatMap((id) => attachments[id] ?? []);
}

function valuesIn(component: unknown, field: string): string[] {
  if (Array.isArray(component)) return component.flatMap((each: unknown) => valuesIn(each, field));
  if (!isJsonObject(component)) return [];
  const { custom_id: id, values, component: inner, components } = component;
  if (id === field && Array.isArray(values)) return values.filter((value) => typeof value === 'string');
  return [...valuesIn(inner, field), ...valuesIn(components, field)];
}

function fieldsIn(component: unknown): [string, string][] {
  if (Array.isArray(component)) return component.flatMap((each: unknown) => fieldsIn(each));
  if (!isJsonObject(component)) return [];
  const { custom_id: id, value, component: inner, components } = component;
  if (typeof id === 'string' && typeof value === 'string') return [[id, value]];
  return [...fieldsIn(inner), ...fieldsIn(components)];
}
