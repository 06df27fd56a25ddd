import { type APIComponentInContainer, ComponentType } from 'discord.js';
import type { Language } from '../core/language.ts';
import type { HistoryJob, HistoryPage } from '../core/pages.ts';
import { textsFor } from '../i18n/index.ts';
import { rows } from './card-buttons.ts';
import { gallery } from './card-gallery.ts';
import { linkButton, originals } from './card-links.ts';
import { code, inert } from './markup.ts';
import { type MessageBody, messageBody, relativeTime, textDisplay } from './message-body.ts';
import { entryText } from './page-lines.ts';
import { pageTitle, turningButtons } from './pager.ts';

const ACCENT = 0x23a55a;
/** Of the 40 components that a message may have: a container, a title, what was removed, a hint, a row of two buttons. */
const COMPONENTS = 40 - 7;
/** Text, gallery and the row of buttons. */
const OF_EACH = 3;
const ROW_WIDTH = 5;

/** A member's own gallery, newest first. */
export function renderHistory(page: HistoryPage, language: Language): MessageBody {
  const { history } = textsFor(language).pages;
  const buttons = Math.floor(COMPONENTS / Math.max(1, page.jobs.length)) - OF_EACH;
  const components: APIComponentInContainer[] = [
    textDisplay(title(page, language)),
    ...page.jobs.flatMap((job) => entry(job, Math.min(ROW_WIDTH, buttons), language)),
    ...removedText(page, language),
    ...(page.jobs.length > 0 ? [textDisplay(`-# ${history.hint}`)] : []),
    ...rows(turningButtons('history', page, language)),
  ];
  return messageBody([{ type: ComponentType.Container, accent_color: ACCENT, components }]);
}

function removedText({ removed }: HistoryPage, language: Language): APIComponentInContainer[] {
  if (!removed) return [];
  const texts = textsFor(language).record;
  const lines = removed.latest.map(
    ({ title, at, jobId }) => `- ${texts.removedJob(inert(title[language], 60), relativeTime(at), code(jobId, 40))}`,
  );
  return [textDisplay([texts.removed(removed.total), ...lines].join('\n'))];
}

function title(page: HistoryPage, language: Language): string {
  const { history } = textsFor(language).pages;
  if (page.pages === 0) return history.none;
  if (page.page > page.pages) return history.noSuchPage(page.page, page.pages);
  return pageTitle(history.title(page.total), page, language);
}

function entry(job: HistoryJob, buttons: number, language: Language): APIComponentInContainer[] {
  const { pages, operator } = textsFor(language);
  const { history } = pages;
  const expired = job.pictures.filter(({ isExpired }) => isExpired).length;
  const kept = job.pictures.filter(({ isExpired }) => !isExpired);
  const hidden = kept.filter(({ isHidden }) => isHidden).length;
  const lost = kept.filter(({ isHidden, file }) => !isHidden && !file).length;
  const lacks = [
    ...(expired > 0 ? [operator.expired.listed(expired)] : []),
    ...(hidden > 0 ? [history.hidden(hidden)] : []),
    ...(lost > 0 ? [history.notKept(lost)] : []),
  ];
  const pictures = gallery(job, language);
  return [
    textDisplay(entryText(job, relativeTime(job.at), lacks, language)),
    ...(pictures ? [pictures] : []),
    ...rows(originals(job.pictures, language).slice(0, buttons).map(linkButton)),
  ];
}
