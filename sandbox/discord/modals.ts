import type { GivenFile, TakeFile } from './command-options.ts';
import { wrongFileType } from './command-rules.ts';
import { COMPONENT, checkSelection, SELECTS } from './components.ts';
import { type JsonObject, numberOf, objectOf, objectsOf, textOf } from './json.ts';
import { invalidForm } from './refusal.ts';

const MAX_ROWS = 5;
const CHOOSING: ReadonlySet<number> = new Set([...SELECTS, COMPONENT.fileUpload, COMPONENT.checkboxGroup]);

/** What Discord's documentation demands of a form and its document does not say. */
export function readModal(data: JsonObject): JsonObject {
  const rows = objectsOf(data, 'components');
  if (rows.length > MAX_ROWS) {
    throw invalidForm('data.components', 'BASE_TYPE_BAD_LENGTH', `Must be between 1 and ${MAX_ROWS} in length.`);
  }
  const customIds = new Set<string>();
  for (const [index, row] of rows.entries()) {
    const path = `data.components.${index}`;
    const labelled = objectOf(row, 'component');
    if (labelled) checkField(labelled, `${path}.component`, customIds);
    if (labelled?.['type'] === COMPONENT.textInput && labelled['label'] != null) {
      throw invalidForm(`${path}.component.label`, 'COMPONENT_LABEL_NOT_ALLOWED', 'The label is on the outside.');
    }
    const inner = objectsOf(row, 'components');
    if (inner.length > 1) {
      throw invalidForm(`${path}.components`, 'BASE_TYPE_BAD_LENGTH', 'Must be between 1 and 1 in length.');
    }
    for (const field of inner) {
      checkField(field, `${path}.components.0`, customIds);
      if (!textOf(field, 'label')) {
        throw invalidForm(`${path}.components.0.label`, 'BASE_TYPE_REQUIRED', 'This field is required');
      }
    }
  }
  return data;
}

function checkField(field: JsonObject, path: string, customIds: Set<string>): void {
  const type = numberOf(field, 'type') ?? 0;
  const customId = textOf(field, 'custom_id') ?? '';
  if (customIds.has(customId)) {
    const message = 'Component custom id cannot be duplicated';
    throw invalidForm(`${path}.custom_id`, 'COMPONENT_CUSTOM_ID_DUPLICATED', message);
  }
  customIds.add(customId);
  if (field['disabled'] === true) {
    throw invalidForm(`${path}.disabled`, 'COMPONENT_DISABLED_IN_MODAL', 'A component of a form cannot be disabled.');
  }
  checkText(field, path);
  if (CHOOSING.has(type) && field['min_values'] === 0 && field['required'] !== false) {
    throw invalidForm(`${path}.min_values`, 'COMPONENT_REQUIRED_MIN_VALUES', 'min_values 0 needs required: false.');
  }
  const wrong = wrongFileType(field);
  if (wrong >= 0) throw invalidForm(`${path}.file_types.${wrong}`, 'BASE_TYPE_BAD_FORMAT', 'Unknown type');
  checkSelection(field, path);
}

function checkText(field: JsonObject, path: string): void {
  const most = numberOf(field, 'max_length');
  if (most === undefined) return;
  if ((numberOf(field, 'min_length') ?? 0) > most) {
    throw invalidForm(`${path}.min_length`, 'BASE_TYPE_MAX_LENGTH', 'min_length is above max_length.');
  }
  if ([...(textOf(field, 'value') ?? '')].length > most) {
    throw invalidForm(`${path}.value`, 'BASE_TYPE_MAX_LENGTH', `Must be ${most} or fewer in length.`);
  }
}

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
