import { type APIComponentInContainer, ComponentType } from 'discord.js';
import type { Language } from '../core/language.ts';
import type { PictureRecord } from '../core/record.ts';
import { textsFor } from '../i18n/index.ts';
import { settingsLine } from './card-settings.ts';
import { isPromptCut, longPrompt } from './full-prompt.ts';
import { code, inert } from './markup.ts';
import { fullTime, type MessageBody, messageBody, textDisplay } from './message-body.ts';
import { commandMention } from './option-names.ts';
import { fitting } from './page-lines.ts';
import { recordRows } from './record-buttons.ts';
import { chainLines, memberLine, mention, placeLine, providerLines, reportLines, sourceLines } from './record-lines.ts';

const ACCENT = 0xf0b232;
const TEXT_LIMIT = 3900;

interface Extras {
  /** The whole prompt as a file of the same message. */
  readonly promptFile: string | undefined;
}

/** All that moderators may know of a picture. */
export function renderRecord(state: PictureRecord, { promptFile }: Extras, language: Language): MessageBody {
  const { kept, left } = fitting(paragraphs(state, language), TEXT_LIMIT);
  const { subject, isErased, isCaseOpen, block } = state;
  const components: APIComponentInContainer[] = [
    textDisplay([...kept, ...(left > 0 ? ['…'] : [])].join('\n')),
    ...strip(state, language),
    ...(promptFile ? [{ type: ComponentType.File as const, file: { url: promptFile } }] : []),
    ...recordRows({ subject, isErased, isCaseOpen, isSuspended: block !== undefined, opensRecord: false }, language),
  ];
  return messageBody([{ type: ComponentType.Container, accent_color: ACCENT, components }]);
}

function paragraphs(state: PictureRecord, language: Language): readonly string[] {
  const { pages, record } = textsFor(language);
  const { operation, ownerId, at, link, jobId, isErased, reports } = state;
  const toMessage = link ? ` · [${pages.toMessage}](<${link}>)` : '';
  const settings = isErased ? '' : settingsLine(state, language);
  return [
    `**${record.title} · ${inert(operation.title[language], 60)}**`,
    `${record.by(mention(ownerId), fullTime(at))}${toMessage}`,
    record.command(code(commandMention(operation, language), 40), code(jobId, 40)),
    ...(isErased ? [record.erased] : promptLines(state, language)),
    memberLine(state, language),
    ...(reports ? reportLines(reports, language) : [record.unreported]),
    placeLine(state, language),
    ...providerLines(state, language),
    ...sourceLines(state, language),
    ...chainLines(state, language),
    ...(settings === '' ? [] : [settings]),
  ];
}

function promptLines({ input }: PictureRecord, language: Language): readonly string[] {
  const { prompt } = input;
  if (typeof prompt !== 'string' || longPrompt(prompt) === '') return [];
  const cut = isPromptCut(prompt) ? [`-# ${textsFor(language).record.promptCut}`] : [];
  return [`> ${longPrompt(prompt)}`, ...cut];
}

function strip({ strip: file }: PictureRecord, language: Language): APIComponentInContainer[] {
  if (!file) return [];
  const description = textsFor(language).record.stripAlt;
  const items = [{ media: { url: file.url }, description, spoiler: file.isSpoiler }];
  return [{ type: ComponentType.MediaGallery, items }];
}
