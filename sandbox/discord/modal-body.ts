import { wrongFileType } from './command-rules.ts';
import { COMPONENT, SELECTS } from './component-types.ts';
import { checkSelection } from './interactive-parts.ts';
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
