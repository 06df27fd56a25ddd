import type { Language } from '../../../src/core/language.ts';
import type { Endpoint } from '../description.ts';
import { exampleBlocks } from './example-blocks.ts';
import { fieldsTable } from './fields-table.ts';
import { words } from './words.ts';

const ENCODINGS = {
  json: '`application/json`',
  form: '`application/x-www-form-urlencoded`',
  multipart: '`multipart/form-data`',
} as const;

/** `name` of the example is also where links lead. */
export function endpointSection(endpoint: Endpoint, language: Language): string {
  const { title, method, path, about, parameters, notes, answer, example } = endpoint;
  const list = notes.map((note) => `- ${note[language]}`).join('\n');
  return [
    `<a id="${example.name}"></a>\n\n### ${title}`,
    `\`${method} ${path}\`: ${mannerOf(endpoint, language)}`,
    about[language],
    ...(parameters.length > 0 ? [fieldsTable(parameters, language)] : []),
    ...(notes.length > 0 ? [`**${words.notes[language]}**\n\n${list}`] : []),
    `**${words.answer[language]}**\n\n\`\`\`json\n${JSON.stringify(answer, null, 2)}\n\`\`\``,
    exampleBlocks(example),
  ].join('\n\n');
}

function mannerOf({ encoding, answers, path, command }: Endpoint, language: Language): string {
  const body = encoding === 'none' ? words.noBody[language] : ENCODINGS[encoding];
  const task = path.startsWith('/v1/') ? words.asTask : words.asFluxTask;
  const answer = (answers === 'task' ? task : words.atOnce)[language];
  const inBot = command === undefined ? [] : [`${words.command[language]}: \`${command}\``];
  return [body, answer, ...inBot].join(' · ');
}
