import type { Language, Localized } from '../../src/core/language.ts';
import { apiframe } from './chapters/apiframe.ts';
import { beforeYouStart } from './chapters/before-you-start.ts';
import type { Chapter } from './chapters/chapter.ts';
import { errors } from './chapters/errors.ts';
import { introduction, pageTitle } from './chapters/introduction.ts';
import { limits } from './chapters/limits.ts';
import { pictures } from './chapters/pictures.ts';
import { results } from './chapters/results.ts';
import { storeAResult } from './chapters/store-a-result.ts';
import { tasks } from './chapters/tasks.ts';
import { webhooks } from './chapters/webhooks.ts';
import type { Endpoint } from './description.ts';
import { apiframeEndpoints, fileServiceEndpoints, freepikEndpoints, freepikLists } from './endpoints/registry.ts';
import { endpointSection } from './markdown/endpoint-section.ts';
import { words } from './markdown/words.ts';

interface Part {
  readonly id: string;
  readonly title: Localized;
  readonly chapters: readonly Chapter[];
  readonly endpoints: readonly Endpoint[];
}

const same = (text: string): Localized => ({ en: text, vi: text });

const parts: readonly Part[] = [
  { id: 'file-service', title: words.fileService, chapters: [], endpoints: fileServiceEndpoints },
  {
    id: 'freepik',
    title: same('Freepik (Magnific)'),
    chapters: [tasks, pictures, results, webhooks, errors, limits],
    endpoints: [...freepikEndpoints, ...freepikLists],
  },
  { id: 'apiframe', title: same('APIFRAME'), chapters: [apiframe], endpoints: apiframeEndpoints },
];

/** The whole reference in one language, as Markdown. */
export function apiReference(language: Language): string {
  return [
    `<!-- ${words.generated[language]} -->`,
    `# ${pageTitle[language]}`,
    words.otherLanguage[language],
    introduction[language],
    `## ${words.contents[language]}\n\n${contents(language)}`,
    chapterSection(beforeYouStart, language, '##'),
    ...parts.flatMap(({ id, title, chapters, endpoints }) => [
      `<a id="${id}"></a>\n\n## ${title[language]}`,
      ...chapters.map((chapter) => chapterSection(chapter, language, '###')),
      ...endpoints.map((endpoint) => endpointSection(endpoint, language)),
    ]),
    chapterSection(storeAResult, language, '##'),
    '',
  ]
    .join('\n\n')
    .trimEnd()
    .concat('\n');
}

const chapterSection = ({ id, title, text }: Chapter, language: Language, heading: string): string =>
  `<a id="${id}"></a>\n\n${heading} ${title[language]}\n\n${text[language]}`;

function contents(language: Language): string {
  const line = (id: string, title: string, indent = '') => `${indent}- [${title}](#${id})`;
  const inside = ({ chapters, endpoints }: Part) => [
    ...chapters.map(({ id, title }) => line(id, title[language], '  ')),
    ...endpoints.map(({ example, title, method, path }) => `${line(example.name, title, '  ')}: \`${method} ${path}\``),
  ];
  return [
    line(beforeYouStart.id, beforeYouStart.title[language]),
    ...parts.flatMap((part) => [line(part.id, part.title[language]), ...inside(part)]),
    line(storeAResult.id, storeAResult.title[language]),
  ].join('\n');
}
