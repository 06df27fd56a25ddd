import { type APIButtonComponentWithCustomId, ButtonStyle, ComponentType } from 'discord.js';
import { formatPageId, type PagedList } from '../core/custom-id.ts';
import type { Language } from '../core/language.ts';
import type { Position } from '../core/pages.ts';
import { textsFor } from '../i18n/index.ts';

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

/** `**Title** · page 2 of 3`; a single page is not counted. */
export function pageTitle(title: string, { page, pages }: Position, language: Language): string {
  return pages > 1 && page <= pages ? `${title} · ${textsFor(language).pages.position(page, pages)}` : title;
}
