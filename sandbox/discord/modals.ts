import type { GivenFile, TakeFile } from './command-options.ts';
import { COMPONENT } from './component-types.ts';
import { type JsonObject, numberOf, objectOf, objectsOf, textOf } from './json.ts';

export type FieldValue = string | boolean | readonly string[] | { readonly files: readonly GivenFile['file'][] };
export type ModalFields = Readonly<Record<string, FieldValue>>;

/** The components of a submitted form, as Discord sends them; refuses what its client would not let through. */
export function submittedComponents(modal: JsonObject, fields: ModalFields, takeFile: TakeFile): readonly JsonObject[] {
  const used = new Set<string>();
  const submit = (input: JsonObject, index: number): JsonObject => {
    const customId = textOf(input, 'custom_id') ?? '';
    used.add(customId);
    const type = numberOf(input, 'type') ?? 0;
    return {
      type,
      id: numberOf(input, 'id') ?? index,
      custom_id: customId,
      ...answer(input, type, customId, fields[customId], takeFile),
    };
  };
  const components = objectsOf(modal, 'components').map((outer, index) => {
    const inner = objectOf(outer, 'component');
    const shared = { type: outer['type'], id: numberOf(outer, 'id') ?? index + 1 };
    if (inner) return { ...shared, component: submit(inner, index + 100) };
    const row = objectsOf(outer, 'components');
    return row.length > 0 ? { ...shared, components: row.map((input) => submit(input, index + 100)) } : shared;
  });
  const unknown = Object.keys(fields).find((name) => !used.has(name));
  if (unknown !== undefined) throw new Error(`the form has no field ${unknown}`);
  return components;
}

function answer(
  input: JsonObject,
  type: number,
  name: string,
  given: FieldValue | undefined,
  takeFile: TakeFile,
): JsonObject {
  const isRequired = input['required'] !== false;
  if (type === COMPONENT.checkbox) return { value: given === true };
  if (type === COMPONENT.textInput || type === COMPONENT.radioGroup) {
    const value = typeof given === 'string' ? given : (textOf(input, 'value') ?? '');
    if (isRequired && value === '') throw new Error(`field ${name} is required`);
    checkLength(input, name, value, isRequired);
    return { value };
  }
  const values = valuesOf(given, takeFile);
  const least = numberOf(input, 'min_values') ?? (isRequired ? 1 : 0);
  const most = numberOf(input, 'max_values') ?? Math.max(1, objectsOf(input, 'options').length);
  if ((isRequired || values.length > 0) && (values.length < least || values.length > most)) {
    throw new Error(`field ${name} takes ${least} to ${most} values`);
  }
  return { values };
}

function checkLength(input: JsonObject, name: string, value: string, isRequired: boolean): void {
  const least = numberOf(input, 'min_length') ?? 0;
  const most = numberOf(input, 'max_length') ?? 4000;
  if (value === '' && !isRequired) return;
  if (value.length < least || value.length > most)
    throw new Error(`field ${name} takes ${least} to ${most} characters`);
}

function valuesOf(given: FieldValue | undefined, takeFile: TakeFile): readonly string[] {
  if (given === undefined || typeof given === 'boolean') return [];
  if (typeof given === 'string') return [given];
  if ('files' in given) return given.files.map(takeFile);
  return given;
}
