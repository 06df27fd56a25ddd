import type { Language } from '../../../src/core/language.ts';
import type { Kind, Parameter } from '../description.ts';
import { words } from './words.ts';

/** Every field of a request with those inside of it, as a table; then what the choices mean where that is told. */
export function fieldsTable(parameters: readonly Parameter[], language: Language): string {
  const heads = [words.field, words.type, words.values, words.byDefault, words.meaning].map((word) => word[language]);
  const rows = flattened(parameters).map((parameter) => rowOf(parameter, language));
  const table = [heads, heads.map(() => '---'), ...rows].map((cells) => `| ${cells.join(' | ')} |`).join('\n');
  return [table, ...parameters.flatMap((parameter) => meanings(parameter, language))].join('\n\n');
}

/** `styling.colors[].weight` is a field of each entry of a list in an object. */
function flattened(parameters: readonly Parameter[], prefix = ''): Parameter[] {
  return parameters.flatMap((parameter) => {
    const name = `${prefix}${parameter.name}`;
    const inside = parameter.kind === 'list' ? parameter.of : parameter;
    const children = inside.kind === 'object' ? inside.fields : [];
    return [{ ...parameter, name }, ...flattened(children, `${name}${parameter.kind === 'list' ? '[]' : ''}.`)];
  });
}

function rowOf(parameter: Parameter, language: Language): string[] {
  const known = 'default' in parameter && parameter.default !== undefined ? `\`${parameter.default}\`` : '–';
  const byDefault = parameter.isRequired ? words.required[language] : known;
  return [
    `\`${parameter.name}\``,
    typeOf(parameter, language),
    valuesOf(parameter, language),
    byDefault,
    parameter.about[language],
  ];
}

function typeOf(kind: Kind, language: Language): string {
  switch (kind.kind) {
    case 'choice':
      return words.text[language];
    case 'nullable-integer':
      return words.orNull[language];
    case 'integer-or-text':
      return words.orText[language];
    default:
      return words[kind.kind][language];
  }
}

function valuesOf(kind: Kind, language: Language): string {
  switch (kind.kind) {
    case 'choice':
      return kind.choices.map(({ value }) => `\`${value}\``).join(', ');
    case 'integer':
    case 'number':
    case 'nullable-integer':
    case 'integer-or-text':
      return rangeOf(kind, language);
    case 'picture':
      return { base64: words.base64, address: words.address, 'base64-or-address': words.either }[kind.as][language];
    case 'list': {
      const inside = kind.of.kind === 'picture' ? `, ${valuesOf(kind.of, language)}` : '';
      return `${kind.least === undefined ? '≤' : `${kind.least} …`} ${kind.most}${inside}`;
    }
    case 'text':
      return kind.pattern === undefined ? '–' : `\`${kind.pattern}\``;
    case 'flag':
    case 'address':
    case 'file':
    case 'object':
      return '–';
    default:
      return kind satisfies never;
  }
}

function rangeOf({ minimum, maximum }: { minimum?: number; maximum?: number }, language: Language): string {
  if (minimum === undefined && maximum === undefined) return words.anyNumber[language];
  if (maximum === undefined) return `≥ ${minimum}`;
  return minimum === undefined ? `≤ ${maximum}` : `${minimum} … ${maximum}`;
}

function meanings(parameter: Parameter, language: Language): string[] {
  if (parameter.kind !== 'choice' || !parameter.explainsChoices) return [];
  const lines = parameter.choices.map(({ value, name }) => `- \`${value}\`: ${name[language]}`);
  return [`\`${parameter.name}\`:\n\n${lines.join('\n')}`];
}
