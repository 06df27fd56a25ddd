import { signal } from '@preact/signals';
import { COMPONENT, SELECTS } from '../../discord/components.ts';
import { type JsonObject, numberOf, objectOf, objectsOf, textOf } from '../../discord/json.ts';
import { defaultsOf, optionsOf } from './components.ts';
import { Dialog } from './dialogs.ts';
import { type Drawn, h } from './element.ts';
import { markdown } from './markdown-view.ts';
import { contextFor, names } from './message.ts';
import { Combobox, nativeOptions } from './select.ts';
import { act, modal } from './state.ts';

const problem = signal('');
const isSending = signal(false);

type FieldView = (field: JsonObject, id: string) => Drawn;

const nameOf = (field: JsonObject): string => textOf(field, 'custom_id') ?? '';
const isRequired = (field: JsonObject): boolean => field['required'] !== false;

function textInput(field: JsonObject, id: string): Drawn {
  const isLong = field['style'] === 2;
  return h(isLong ? 'textarea' : 'input', {
    id,
    name: nameOf(field),
    defaultValue: textOf(field, 'value') ?? '',
    placeholder: textOf(field, 'placeholder') ?? '',
    required: isRequired(field),
    maxLength: numberOf(field, 'max_length') ?? 4000,
    minLength: numberOf(field, 'min_length') ?? 0,
    ...(isLong ? { rows: 5 } : { type: 'text' }),
  });
}

function select(field: JsonObject, id: string): Drawn {
  const most = numberOf(field, 'max_values') ?? 1;
  const options = optionsOf(field, contextFor(''));
  const chosen = defaultsOf(field);
  const placeholder = textOf(field, 'placeholder') ?? 'Choose';
  if (most > 1 || field['type'] !== COMPONENT.stringSelect)
    return h(Combobox, {
      name: placeholder,
      options,
      chosen,
      least: isRequired(field) ? (numberOf(field, 'min_values') ?? 1) : 0,
      most,
      isDisabled: false,
      field: { name: nameOf(field), id },
    });
  const attributes = { id, name: nameOf(field), class: 'select', required: isRequired(field) };
  return h(
    'select',
    attributes,
    nativeOptions(h('option', { value: '', hidden: isRequired(field) }, placeholder), options, chosen),
  );
}

function ticks(field: JsonObject, id: string, type: 'radio' | 'checkbox'): Drawn {
  const chosen = defaultsOf(field);
  return h(
    'div',
    { class: 'ticks', role: type === 'radio' ? 'radiogroup' : 'group', 'aria-labelledby': `${id}-label` },
    objectsOf(field, 'options').map((option) => {
      const value = textOf(option, 'value') ?? '';
      const description = textOf(option, 'description');
      return h('label', {}, [
        h('input', { type, name: nameOf(field), value, defaultChecked: chosen.includes(value) }),
        h('span', {}, [
          textOf(option, 'label'),
          description === undefined ? undefined : h('span', { class: 'quiet' }, ` ${description}`),
        ]),
      ]);
    }),
  );
}

/** One function for each type of field, by Discord's number; all selects are one. */
const FIELDS: Readonly<Record<number, FieldView>> = {
  [COMPONENT.textInput]: textInput,
  [COMPONENT.radioGroup]: (field, id) => ticks(field, id, 'radio'),
  [COMPONENT.checkboxGroup]: (field, id) => ticks(field, id, 'checkbox'),
  [COMPONENT.checkbox]: (field, id) =>
    h('input', { id, type: 'checkbox', name: nameOf(field), defaultChecked: field['default'] === true }),
  [COMPONENT.fileUpload]: (field, id) =>
    h('input', {
      id,
      type: 'file',
      name: nameOf(field),
      required: isRequired(field),
      multiple: (numberOf(field, 'max_values') ?? 1) > 1,
    }),
};

function fieldView(field: JsonObject, label: string, description: string | undefined, form: string): Drawn {
  const type = numberOf(field, 'type') ?? 0;
  const id = `${form}-${nameOf(field)}`;
  const view = SELECTS.has(type) ? select : FIELDS[type];
  const isGroup = type === COMPONENT.radioGroup || type === COMPONENT.checkboxGroup;
  return h('div', { class: 'field' }, [
    h(isGroup ? 'span' : 'label', { id: `${id}-label`, class: 'field-label', ...(isGroup ? {} : { for: id }) }, [
      label,
      isRequired(field) ? h('span', { class: 'required', 'aria-hidden': true }, ' *') : undefined,
    ]),
    description === undefined ? undefined : h('p', { class: 'quiet' }, description),
    view ? view(field, id) : h('pre', { class: 'unknown' }, JSON.stringify(field, null, 2)),
  ]);
}

/** One row of a form; `form` tells the fields of several forms apart. */
export function fieldRow(row: JsonObject, form: string): Drawn {
  const labelled = objectOf(row, 'component');
  if (labelled) return fieldView(labelled, textOf(row, 'label') ?? '', textOf(row, 'description'), form);
  if (row['type'] === COMPONENT.text) return markdown(textOf(row, 'content') ?? '', names);
  return h(
    'div',
    {},
    objectsOf(row, 'components').map((field) => fieldView(field, textOf(field, 'label') ?? '', undefined, form)),
  );
}

const fieldsOf = (form: JsonObject): readonly JsonObject[] =>
  objectsOf(form, 'components').flatMap((row) => {
    const labelled = objectOf(row, 'component');
    return labelled ? [labelled] : objectsOf(row, 'components');
  });

async function submit(form: JsonObject, filled: FormData): Promise<void> {
  const own = fieldsOf(form);
  const files = own.flatMap((field) =>
    field['type'] === COMPONENT.fileUpload
      ? filled
          .getAll(nameOf(field))
          .flatMap((file) => (file instanceof File && file.size > 0 ? [{ field: nameOf(field), file }] : []))
      : [],
  );
  const fields = Object.fromEntries(
    own.flatMap((field): readonly (readonly [string, string | boolean | readonly string[]])[] => {
      const type = numberOf(field, 'type') ?? 0;
      const values = filled
        .getAll(nameOf(field))
        .flatMap((value) => (typeof value === 'string' && value !== '' ? [value] : []));
      if (type === COMPONENT.fileUpload) return [];
      if (type === COMPONENT.checkbox) return [[nameOf(field), values.length > 0]];
      if (type === COMPONENT.textInput || type === COMPONENT.radioGroup) return [[nameOf(field), values[0] ?? '']];
      return [[nameOf(field), values]];
    }),
  );
  isSending.value = true;
  const { error, modal: next } = await act(
    { kind: 'submit', customId: textOf(form, 'custom_id') ?? '', fields },
    files,
  );
  isSending.value = false;
  if (error !== undefined) problem.value = error;
  else if (!next) modal.value = undefined;
}

/** A form of the bot, as it stands over the page. */
export function Form(): Drawn {
  const form = modal.value;
  if (!form) return undefined;
  const title = textOf(form, 'title') ?? 'Form';
  const close = () => {
    problem.value = '';
    modal.value = undefined;
  };
  const onSubmit = (event: Event) => {
    event.preventDefault();
    problem.value = '';
    if (event.currentTarget instanceof HTMLFormElement) void submit(form, new FormData(event.currentTarget));
  };
  return h(Dialog, { key: textOf(form, 'custom_id') ?? '', name: title, kind: 'form', close }, [
    h('form', { onSubmit }, [
      h('h2', {}, title),
      ...objectsOf(form, 'components').map((row) => fieldRow(row, 'form')),
      problem.value === '' ? undefined : h('p', { class: 'trouble', role: 'alert' }, problem.value),
      h('div', { class: 'dialog-buttons' }, [
        h('button', { type: 'button', class: 'button secondary', onClick: close }, 'Cancel'),
        h('button', { type: 'submit', class: 'button primary', disabled: isSending.value }, 'Submit'),
      ]),
    ]),
  ]);
}
