import { type APIComponentInContainer, type APITextDisplayComponent, ComponentType } from 'discord-api-types/v10';
import { formatChooseId, formatCustomId } from '../core/custom-ids.ts';
import { sum } from '../core/json.ts';
import type { Language } from '../core/language.ts';
import type { HistoryJob, HistoryPage } from '../core/pages.ts';
import { textsFor } from '../i18n/index.ts';
import { rows } from './buttons.ts';
import { originals, thumbnail } from './gallery.ts';
import { code, inert, plain } from './markup.ts';
import { type MessageBody, messageBody, relativeTime, textDisplay } from './message-body.ts';
import { entryText, pageTitle, turningButtons } from './page.ts';

const DONE_ACCENT = 0x23a55a;
const CHOICE_LIMIT = 100;
/** Of all texts of a message: what is left of it goes to links, which some stores make long. */
const TEXT_LIMIT = 3900;

/** A member's own pictures, newest first: six fit on a screen, and each is one press away with all its buttons. */
export function renderHistory(page: HistoryPage, language: Language): MessageBody {
  const { history } = textsFor(language).pages;
  const frame = [
    title(page, language),
    ...removedText(page, language),
    ...(page.jobs.length > 0 ? [`-# ${history.hint}`] : []),
  ];
  const bare = page.jobs.map((job) => jobText(job, [], language));
  let left = TEXT_LIMIT - sum([...frame, ...bare].map((text) => text.length));
  const entries = page.jobs.map((job, at): APIComponentInContainer => {
    const text = bare[at] ?? '';
    const linked = jobText(job, fullSize(job, language), language);
    const isRoomLeft = linked.length - text.length <= left;
    left -= isRoomLeft ? linked.length - text.length : 0;
    return withThumbnail(textDisplay(isRoomLeft ? linked : text), job, language);
  });
  const [first = '', ...others] = frame;
  const components: APIComponentInContainer[] = [
    textDisplay(first),
    ...entries,
    ...others.map(textDisplay),
    ...showMenu(page.jobs, language),
    ...rows(turningButtons('history', page, language)),
  ];
  return messageBody([{ type: ComponentType.Container, accent_color: DONE_ACCENT, components }]);
}

function removedText({ removed }: HistoryPage, language: Language): string[] {
  if (!removed) return [];
  const texts = textsFor(language).record;
  const lines = removed.latest.map(
    ({ title, at, jobId }) => `- ${texts.removedJob(inert(title[language], 60), relativeTime(at), code(jobId, 40))}`,
  );
  return [[texts.removed(removed.total), ...lines].join('\n')];
}

function title(page: HistoryPage, language: Language): string {
  const { history } = textsFor(language).pages;
  if (page.pages === 0) return history.none;
  if (page.page > page.pages) return history.noSuchPage(page.page, page.pages);
  return pageTitle(history.title(page.total), page, language);
}

function jobText(job: HistoryJob, links: readonly string[], language: Language): string {
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
  ].map((line) => `-# ${line}`);
  const count = job.pictures.length > 1 ? [history.pictures(job.pictures.length)] : [];
  return entryText(job, [relativeTime(job.at), ...count].join(' · '), lacks, language, links);
}

/** Of the one picture; several are opened where they stand together. */
function fullSize({ pictures }: HistoryJob, language: Language): string[] {
  const [link] = originals(pictures, language);
  if (!link || pictures.length > 1) return [];
  return [`[${textsFor(language).pages.history.fullSize}](<${link.url}>)`];
}

function withThumbnail(text: APITextDisplayComponent, job: HistoryJob, language: Language): APIComponentInContainer {
  const file = job.pictures.flatMap((picture) => (picture.file ? [picture.file] : []))[0];
  if (!file) return text;
  return { type: ComponentType.Section, components: [text], accessory: thumbnail(file, job, language) };
}

/** What is chosen is shown as its own message shows it. */
function showMenu(jobs: readonly HistoryJob[], language: Language): APIComponentInContainer[] {
  const [first] = jobs;
  if (!first) return [];
  const options = jobs.map(({ jobId, title, prompt }) => {
    const [label = jobId, description] = [prompt ?? '', title[language]]
      .map((text) => plain(text, CHOICE_LIMIT))
      .filter((text) => text !== '');
    const value = formatCustomId({ action: 'get', subject: jobId, n: 1 });
    return { label, value, ...(description && { description }) };
  });
  const menu = {
    type: ComponentType.StringSelect as const,
    custom_id: formatChooseId({ subject: first.jobId, n: 1 }),
    placeholder: textsFor(language).pages.history.showOne,
    options,
  };
  return [{ type: ComponentType.ActionRow, components: [menu] }];
}
