import type { Language, Localized } from '../../src/core/language.ts';
import { apiframe, apiframeV2 } from './apiframe-chapters.ts';
import {
  beforeYouStart,
  type Chapter,
  errors,
  introduction,
  limits,
  pageTitle,
  pictures,
  results,
  storeAResult,
  tasks,
  webhooks,
} from './chapters.ts';
import type { Endpoint } from './description.ts';
import {
  apiframeEndpoints,
  apiframeV2Endpoints,
  fileServiceEndpoints,
  freepikEndpoints,
  freepikLists,
} from './endpoints/registry.ts';
import { endpointSection, words } from './markdown.ts';

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
  { id: 'apiframe', title: same('APIFRAME v1'), chapters: [apiframe], endpoints: apiframeEndpoints },
  { id: 'apiframe-v2', title: same('APIFRAME v2'), chapters: [apiframeV2], endpoints: apiframeV2Endpoints },
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
