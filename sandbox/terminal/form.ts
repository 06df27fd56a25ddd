import type { GivenFile } from '../discord/command-options.ts';
import { COMPONENT } from '../discord/components.ts';
import { type JsonObject, numberOf, objectOf, objectsOf, textOf } from '../discord/json.ts';
import { type CardContext, type Entry, entriesOf, entryLines } from './card.ts';
import { markdownLines, painted, printable } from './markdown-text.ts';

type Given = string | boolean | readonly string[] | { readonly files: readonly GivenFile['file'][] };

/** What a line means for a field, or what is wrong with it. */
type Read = { readonly value: Given } | { readonly problem: string };

interface Question {
  /** What can be answered, and what stands there already. */
  readonly lines: readonly string[];
  read(line: string): Read | Promise<Read>;
}

interface FormContext extends CardContext {
  openFile(path: string): Promise<GivenFile['file']>;
}

type Ask = (field: JsonObject, kept: Given | undefined, context: FormContext) => Question;

const isRequired = (field: JsonObject): boolean => field['required'] !== false;
const NEEDED: Read = { problem: 'This needs an answer.' };
const CLEARS = '-';

const dim = (text: string, { look }: FormContext): string => painted(text, ['dim'], look);

/** "[a fox] (empty keeps it, - clears it)" */
function standing(text: string, field: JsonObject, context: FormContext): readonly string[] {
  if (text === '') return isRequired(field) ? [] : [dim('(may stay empty)', context)];
  return [`[${text}] ${dim(`(an empty line keeps it${isRequired(field) ? '' : `, ${CLEARS} clears it`})`, context)}`];
}

const askText: Ask = (field, kept, context) => {
  const before = typeof kept === 'string' ? kept : (textOf(field, 'value') ?? '');
  const least = numberOf(field, 'min_length') ?? 0;
  const most = numberOf(field, 'max_length') ?? 4000;
  const example = textOf(field, 'placeholder');
  return {
    lines: [
      ...(example === undefined ? [] : [dim(`such as: ${example}`, context)]),
      ...standing(printable(before).replaceAll('\n', '\\n'), field, context),
    ],
    read(line) {
      if (line === CLEARS && !isRequired(field)) return { value: '' };
      // what is asked for in several lines is typed in one
      const value = line === '' ? before : field['style'] === 2 ? line.replaceAll('\\n', '\n') : line;
      if (value === '') return isRequired(field) ? NEEDED : { value };
      if (value.length >= least && value.length <= most) return { value };
      return { problem: `This takes ${least} to ${most} letters; that were ${value.length}.` };
    },
  };
};

const askChoice: Ask = (field, kept, context) => {
  const isOne = field['type'] === COMPONENT.radioGroup;
  const offered = entriesOf(field, context);
  const before = keptChoice(kept) ?? offered.flatMap(({ value, isChosen }) => (isChosen ? [value] : []));
  const entries = offered.map((each) => ({ ...each, isChosen: before.includes(each.value) }));
  const isOfTicks = field['type'] === COMPONENT.checkboxGroup;
  const most = isOne ? 1 : (numberOf(field, 'max_values') ?? (isOfTicks ? Math.max(1, entries.length) : 1));
  const least = numberOf(field, 'min_values') ?? (isRequired(field) ? 1 : 0);
  const shown = entries.filter(({ isChosen }) => isChosen).map(({ label }) => label);
  return {
    lines: [...entryLines(entries, context.look), ...standing(shown.join(', '), field, context)],
    read(line) {
      const values = line === '' ? before : line === CLEARS ? [] : chosen(line, entries);
      if (typeof values === 'string') return { problem: values };
      if (values.length === 0 && !isRequired(field)) return { value: isOne ? '' : [] };
      if (values.length < least || values.length > most) return { problem: howMany(least, most) };
      return { value: isOne ? (values[0] ?? '') : values };
    },
  };
};

function keptChoice(kept: Given | undefined): readonly string[] | undefined {
  if (typeof kept === 'string') return kept === '' ? [] : [kept];
  return typeof kept === 'object' && !('files' in kept) ? kept : undefined;
}

/** What numbers or names in a line stand for; a text where one stands for nothing. */
export function chosen(line: string, entries: readonly Entry[]): readonly string[] | string {
  const exact = entries.find(({ label }) => label.toLowerCase() === line.trim().toLowerCase());
  if (exact) return [exact.value];
  const named = line
    .split(',')
    .map((each) => each.trim())
    .filter((each) => each !== '')
    .map((each) => {
      const meant = each.toLowerCase().replace(/^[@#]/, '');
      const found = entries[Number(each) - 1] ?? entries.find(({ label }) => label.toLowerCase().endsWith(meant));
      return found ? { value: found.value } : { unknown: each };
    });
  const unknown = named.flatMap(({ unknown: each }) => each ?? [])[0];
  if (unknown !== undefined) return `There is no "${unknown}" here: give numbers from 1 to ${entries.length}.`;
  return [...new Set(named.flatMap(({ value }) => value ?? []))];
}

export const howMany = (least: number, most: number): string =>
  least === most ? `Choose ${least}${most === 1 ? '' : ', as 1,2'}.` : `Choose ${least} to ${most}, as 1,2.`;

const askTick: Ask = (field, kept, context) => {
  const before = typeof kept === 'boolean' ? kept : field['default'] === true;
  return {
    lines: [`yes or no [${before ? 'yes' : 'no'}] ${dim('(an empty line keeps it)', context)}`],
    read(line) {
      if (line === '') return { value: before };
      if (/^(?:y|yes|true|1)$/i.test(line)) return { value: true };
      return /^(?:n|no|false|0)$/i.test(line) ? { value: false } : { problem: 'Answer yes or no.' };
    },
  };
};

const askFiles: Ask = (field, kept, context) => {
  const before = typeof kept === 'object' && 'files' in kept ? kept.files : [];
  const most = numberOf(field, 'max_values') ?? 1;
  const least = numberOf(field, 'min_values') ?? (isRequired(field) ? 1 : 0);
  const how = most > 1 ? `paths of up to ${most} files, with commas between` : 'the path of a file';
  return {
    lines: [dim(how, context), ...standing(before.map(({ name }) => name).join(', '), field, context)],
    async read(line) {
      const paths = line === '' || line === CLEARS ? [] : line.split(',').map((each) => each.trim());
      const whole = await context.openFile(line).catch(() => undefined);
      const files = whole ? [whole] : await Promise.all(paths.map((path) => context.openFile(path).catch(() => path)));
      const missing = files.find((file) => typeof file === 'string');
      if (missing !== undefined) return { problem: `"${missing}" cannot be read.` };
      const given = line === '' ? before : files.filter((file) => typeof file !== 'string');
      if (given.length === 0 && !isRequired(field)) return { value: { files: [] } };
      return given.length < least || given.length > most
        ? { problem: howMany(least, most) }
        : { value: { files: given } };
    },
  };
};

/** One function for each type of field, by Discord's number. */
const QUESTIONS: Readonly<Record<number, Ask>> = {
  [COMPONENT.textInput]: askText,
  [COMPONENT.stringSelect]: askChoice,
  [COMPONENT.userSelect]: askChoice,
  [COMPONENT.roleSelect]: askChoice,
  [COMPONENT.mentionableSelect]: askChoice,
  [COMPONENT.channelSelect]: askChoice,
  [COMPONENT.radioGroup]: askChoice,
  [COMPONENT.checkboxGroup]: askChoice,
  [COMPONENT.checkbox]: askTick,
  [COMPONENT.fileUpload]: askFiles,
};

interface Field {
  readonly json: JsonObject;
  readonly before: readonly string[];
}

/** The fields of a form, each with what is said before it. */
function fieldsOf(form: JsonObject, context: FormContext): readonly Field[] {
  let said: readonly string[] = [];
  const fields: Field[] = [];
  const add = (json: JsonObject, label: string | undefined, description?: string) => {
    const needed = isRequired(json) && json['type'] !== COMPONENT.checkbox ? ' *' : '';
    const title = painted(`${printable(label ?? 'Field')}${needed}`, ['bold'], context.look);
    fields.push({ json, before: [...said, title, ...(description === undefined ? [] : [dim(description, context)])] });
    said = [];
  };
  for (const row of objectsOf(form, 'components')) {
    const labelled = objectOf(row, 'component');
    if (labelled) add(labelled, textOf(row, 'label'), textOf(row, 'description'));
    else if (row['type'] === COMPONENT.text) said = [...said, ...markdownLines(textOf(row, 'content') ?? '', context)];
    else for (const field of objectsOf(row, 'components')) add(field, textOf(field, 'label'));
  }
  return fields;
}

interface Answers {
  readonly customId: string;
  readonly fields: Record<string, string | boolean | string[]>;
  readonly files: readonly { readonly field: string; readonly file: GivenFile['file'] }[];
}

export interface Form {
  readonly title: string;
  /** What is asked now; undefined when all is answered. */
  question(): readonly string[] | undefined;
  /** Takes a line as the answer to what is asked now; what is wrong with it in words. */
  answer(line: string): Promise<string | undefined>;
  answers(): Answers;
  /** The same form, asked again, with what was answered. */
  again(): Form;
}

/** A form of the bot as questions, one after another; `kept` is what was answered before. */
export function createForm(form: JsonObject, context: FormContext, kept: ReadonlyMap<string, Given> = new Map()): Form {
  const customId = textOf(form, 'custom_id') ?? '';
  const title = printable(textOf(form, 'title') ?? 'Form');
  const fields = fieldsOf(form, context);
  const given = new Map<string, Given>();
  const nameOf = ({ json }: Field): string => textOf(json, 'custom_id') ?? '';

  function questionOf(field: Field): Question {
    const ask = QUESTIONS[numberOf(field.json, 'type') ?? 0];
    if (ask) return ask(field.json, kept.get(nameOf(field)), context);
    return { lines: [JSON.stringify(field.json)], read: () => ({ value: '' }) };
  }

  return {
    title: `${painted(title, ['bold', 'underline'], context.look)} ${dim('(a form: answer line by line; "cancel" leaves it)', context)}`,
    question(): readonly string[] | undefined {
      const field = fields[given.size];
      return field && [...field.before, ...questionOf(field).lines];
    },
    async answer(line: string): Promise<string | undefined> {
      const field = fields[given.size];
      if (!field) return undefined;
      const read = await questionOf(field).read(line.trim());
      if ('problem' in read) return read.problem;
      given.set(nameOf(field), read.value);
      return undefined;
    },
    answers() {
      const fields: Answers['fields'] = {};
      const files: Answers['files'][number][] = [];
      for (const [field, value] of given) {
        if (typeof value !== 'object') fields[field] = value;
        else if ('files' in value) files.push(...value.files.map((file) => ({ field, file })));
        else fields[field] = [...value];
      }
      return { customId, fields, files };
    },
    again: () => createForm(form, context, given),
  };
}
