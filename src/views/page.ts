import { type APIButtonComponentWithCustomId, ButtonStyle, ComponentType } from 'discord-api-types/v10';
import { formatModId, formatPageId, type PagedList } from '../core/custom-ids.ts';
import type { Language, Localized } from '../core/language.ts';
import type { Position } from '../core/pages.ts';
import { textsFor } from '../i18n/index.ts';
import { inert } from './markup.ts';

/** Of pages that are neither good nor bad news. */
export const ACCENT = 0x5865f2;
const TITLE_LIMIT = 60;
const PROMPT_LIMIT = 90;

interface Entry {
  readonly title: Localized;
  readonly prompt: string | undefined;
  readonly message: string | undefined;
}

/** What every list says of a job: `first` stands beside its title, `more` under its prompt, `links` at its end. */
export function entryText(
  entry: Entry,
  first: string,
  more: readonly string[],
  language: Language,
  links: readonly string[] = [],
): string {
  const { pages } = textsFor(language);
  const { title, message } = entry;
  const prompt = inert(entry.prompt ?? '', PROMPT_LIMIT);
  const footer = [...(message ? [`[${pages.toMessage}](<${message}>)`] : []), ...links];
  return [
    `**${inert(title[language], TITLE_LIMIT)}** · ${first}`,
    ...(prompt === '' ? [] : [`> ${prompt}`]),
    ...more,
    ...(footer.length > 0 ? [`-# ${footer.join(' · ')}`] : []),
  ].join('\n');
}

/** As many of the lines as fit, and how many did not. */
export function fitting(lines: readonly string[], limit: number): { readonly kept: string[]; readonly left: number } {
  const kept: string[] = [];
  let length = 0;
  for (const line of lines) {
    length += line.length + 1;
    if (length > limit) break;
    kept.push(line);
  }
  return { kept, left: lines.length - kept.length };
}

type IdOfPage = (page: number) => string;

/** From a page beyond the end the way back leads to the last one. */
export function turningButtons(
  list: PagedList | IdOfPage,
  { page, pages }: Position,
  language: Language,
): APIButtonComponentWithCustomId[] {
  const { previous, next } = textsFor(language).pages;
  return [
    ...(page > 1 && pages > 0 ? [pageButton(list, Math.min(page - 1, pages), previous)] : []),
    ...(page < pages ? [pageButton(list, page + 1, next)] : []),
  ];
}

export const pageButton = (
  list: PagedList | IdOfPage,
  page: number,
  label: string,
): APIButtonComponentWithCustomId => ({
  type: ComponentType.Button,
  style: ButtonStyle.Secondary,
  label,
  custom_id: typeof list === 'string' ? formatPageId({ list, page }) : list(page),
});

/** Takes back what an entry of the server's log tells of. */
export const undoButton = (entryId: string, language: Language): APIButtonComponentWithCustomId => ({
  type: ComponentType.Button,
  style: ButtonStyle.Secondary,
  label: textsFor(language).limitDesk.changes.undo,
  custom_id: formatModId({ area: 'limits', action: 'undo', subject: entryId, n: 1 }),
});

/** `**Title** · page 2 of 3`; a single page is not counted. */
export function pageTitle(title: string, { page, pages }: Position, language: Language): string {
  return pages > 1 && page <= pages ? `${title} · ${textsFor(language).pages.position(page, pages)}` : title;
}
