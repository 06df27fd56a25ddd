import {
  type APIActionRowComponent,
  type APIButtonComponent,
  type APIComponentInContainer,
  ButtonStyle,
  ComponentType,
} from 'discord-api-types/v10';
import type {
  CaseOutcome,
  CaseState,
  Earlier,
  Moderation,
  PictureRecord,
  RecordAnswer,
  RecordSource,
  RecordStep,
  Reports,
} from '../core/cases.ts';
import { formatModId, type RecordAction } from '../core/custom-ids.ts';
import { unreachable } from '../core/json.ts';
import type { Language } from '../core/language.ts';
import { REASON_LIMIT } from '../core/limits/rules.ts';
import { providerTitles } from '../core/provider.ts';
import { textsFor } from '../i18n/index.ts';
import { rows } from './buttons.ts';
import { settingsLine } from './card.ts';
import { gallery } from './gallery.ts';
import { clean, code, inert, memberMention } from './markup.ts';
import { fullTime, type MessageBody, messageBody, relativeTime, textBody, textDisplay } from './message-body.ts';
import { commandMention } from './option-names.ts';
import { fitting } from './page.ts';

const MOST_CHARACTERS = 1200;

/** As much of a prompt as a message has room for; backslashes may double what is shown. */
export function longPrompt(prompt: string): string {
  const whole = inert(prompt, MOST_CHARACTERS);
  return whole.length <= MOST_CHARACTERS ? whole : inert(prompt, MOST_CHARACTERS / 2);
}

/** Whether some of it is not shown. */
export const isPromptCut = (prompt: string): boolean => longPrompt(prompt) !== inert(prompt, clean(prompt).length);

interface About {
  /** A case or a job. */
  readonly subject: string;
  readonly isErased: boolean;
  readonly isCaseOpen: boolean;
  /** Whoever asked for it. */
  readonly isSuspended: boolean;
  /** Where it is not the record itself. */
  readonly opensRecord: boolean;
}

const styles: Readonly<Partial<Record<RecordAction, ButtonStyle.Primary | ButtonStyle.Danger>>> = {
  open: ButtonStyle.Primary,
  delete: ButtonStyle.Danger,
  sure: ButtonStyle.Danger,
};

/** What moderators can do, in two rows: about the picture, and about its member. */
function recordRows(about: About, language: Language): APIActionRowComponent<APIButtonComponent>[] {
  const { subject, isErased, isCaseOpen, isSuspended, opensRecord } = about;
  const ofPicture: readonly RecordAction[] = [
    ...(opensRecord ? (['open'] as const) : []),
    ...(isErased ? [] : (['delete', 'spoiler'] as const)),
    ...(isCaseOpen ? (['dismiss'] as const) : []),
  ];
  return [
    ...rows(ofPicture.map((action) => recordButton(action, subject, language))),
    ...memberRows(subject, isSuspended, language),
  ];
}

/** What can be done about a member who is suspended, or is not. */
function memberRows(subject: string, isSuspended: boolean, language: Language) {
  const actions: readonly RecordAction[] = isSuspended ? ['lift'] : ['hour', 'day', 'lasting'];
  return rows(actions.map((action) => recordButton(action, subject, language)));
}

function recordButton(action: RecordAction, subject: string, language: Language): APIButtonComponent {
  return {
    type: ComponentType.Button,
    style: styles[action] ?? ButtonStyle.Secondary,
    label: textsFor(language).record.buttons[action],
    custom_id: formatModId({ area: 'record', action, subject, n: 1 }),
  };
}

const NAME_LIMIT = 40;
const REASONS_LIMIT = 1000;
const LIST_LIMIT = 500;

const listed = (lines: readonly string[]): string => {
  const { kept, left } = fitting(lines, LIST_LIMIT);
  return [...kept, ...(left > 0 ? [`… +${left}`] : [])].join('\n');
};

function stepText(step: RecordStep, language: Language): string {
  const { pages, record } = textsFor(language);
  if (step.kind === 'private') return record.privateStep;
  const title = `${inert(step.title[language], NAME_LIMIT)} · ${memberMention(step.ownerId)}`;
  if (step.isErased) return `${title} · ${record.erasedStep}`;
  return step.link ? `${title} · [${pages.toMessage}](<${step.link}>)` : title;
}

function sourceText(source: RecordSource, ownerId: string, language: Language): string {
  const { record } = textsFor(language);
  const option = inert(source.option, NAME_LIMIT);
  switch (source.kind) {
    case 'handed-in':
      return record.handedIn(option, memberMention(ownerId));
    case 'linked':
      return record.linked(option, inert(source.host, 80));
    case 'result':
      return record.resultOf(option, stepText(source.step, language));
  }
}

function sourceLines({ sources, ownerId }: PictureRecord, language: Language): readonly string[] {
  if (sources.length === 0) return [];
  const lines = sources.map((source) => `- ${sourceText(source, ownerId, language)}`);
  return [`**${textsFor(language).record.sources}**\n${listed(lines)}`];
}

function chainLines({ chain }: PictureRecord, language: Language): readonly string[] {
  if (chain.length === 0) return [];
  const lines = chain.map((step, index) => `${index + 1}. ${stepText(step, language)}`);
  return [`**${textsFor(language).record.chain}**\n${listed(lines)}`];
}

/** Where it is seen, and how. */
function placeLine({ isPrivate, isSpoiler, shared }: PictureRecord, language: Language): string {
  const { pages, record } = textsFor(language);
  const links = shared.map((link) => (link ? `[${pages.toMessage}](<${link}>)` : '…'));
  return [
    isPrivate ? record.seenByOne : record.seenByAll,
    ...(isSpoiler ? [record.covered] : []),
    ...(links.length > 0 ? [record.sharedAt(links.slice(0, 3).join(', '))] : []),
  ].join(' · ');
}

function providerLines(state: PictureRecord, language: Language): readonly string[] {
  const { failures, record } = textsFor(language);
  const { phases, provider, flagged, pictures, price, charged } = state;
  const how = phases.map(({ phase, failure, count }) =>
    record.phase(count, record.phases[phase], failure && failures[failure].because),
  );
  const [, title] = Object.entries(providerTitles).find(([name]) => name === provider) ?? [];
  return [
    `${record.price(price, charged)} · ${how.join(', ')}`,
    record.provider(title ?? inert(provider, NAME_LIMIT)),
    ...(pictures > 0 ? [record.flagged(flagged, pictures)] : []),
  ];
}

function memberLine({ block, deletions, suspensions }: PictureRecord, language: Language): string {
  const { record } = textsFor(language);
  const reason = block?.reason === undefined ? undefined : inert(block.reason, NAME_LIMIT * 2);
  const now = block
    ? record.suspended(
        memberMention(block.setBy),
        block.until === undefined ? undefined : fullTime(block.until),
        reason,
      )
    : record.notSuspended;
  return deletions + suspensions > 0 ? `${now} · ${record.before(deletions, suspensions)}` : now;
}

function reportLines(reports: Reports, language: Language): readonly string[] {
  const { count, lastAt, reasons } = reports;
  const said = reasons.map((reason) => inert(reason, REASON_LIMIT)).filter((reason) => reason !== '');
  const { kept } = fitting(said, REASONS_LIMIT);
  return [textsFor(language).record.reports(count, relativeTime(lastAt)), ...kept.map((reason) => `> ${reason}`)];
}

const CASE_ACCENT = 0xf0b232;
const TEXT_LIMIT = 3900;

interface Extras {
  /** The whole prompt as a file of the same message. */
  readonly promptFile: string | undefined;
}

/** All that moderators may know of a picture. */
export function renderRecord(state: PictureRecord, { promptFile }: Extras, language: Language): MessageBody {
  const { subject, isErased, isCaseOpen, block } = state;
  const components: APIComponentInContainer[] = [
    ...separated(groups(state, language)),
    ...strip(state, language),
    ...(promptFile ? [{ type: ComponentType.File as const, file: { url: promptFile } }] : []),
    ...recordRows({ subject, isErased, isCaseOpen, isSuspended: block !== undefined, opensRecord: false }, language),
  ];
  return messageBody([{ type: ComponentType.Container, accent_color: CASE_ACCENT, components }]);
}

/** As much as there is room for, with a line between what belongs together. */
function separated(all: readonly (readonly string[])[]): APIComponentInContainer[] {
  let room = TEXT_LIMIT;
  return all.flatMap((lines, index): APIComponentInContainer[] => {
    const { kept, left } = fitting(lines, Math.max(0, room));
    room = left > 0 ? 0 : room - kept.join('\n').length - 1;
    const text = [...kept, ...(left > 0 ? ['…'] : [])].join('\n');
    const line = index > 0 ? [{ type: ComponentType.Separator as const }] : [];
    return text === '' ? [] : [...line, textDisplay(text)];
  });
}

/** The request, its member, the picture itself, and what it cost where. */
function groups(state: PictureRecord, language: Language): readonly (readonly string[])[] {
  const { pages, record } = textsFor(language);
  const { operation, ownerId, at, link, jobId, isErased, reports } = state;
  const toMessage = link ? ` · [${pages.toMessage}](<${link}>)` : '';
  const settings = isErased ? '' : settingsLine(state, language);
  return [
    [
      `**${record.title} · ${inert(operation.title[language], 60)}**`,
      `${record.by(memberMention(ownerId), fullTime(at))}${toMessage}`,
      record.command(code(commandMention(operation, language), 40), code(jobId, 40)),
      ...(isErased ? [record.erased] : promptLines(state, language)),
      ...(settings === '' ? [] : [settings]),
    ],
    [memberLine(state, language), ...(reports ? reportLines(reports, language) : [record.unreported])],
    [placeLine(state, language), ...sourceLines(state, language), ...chainLines(state, language)],
    providerLines(state, language),
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

/** With what can be done next about the member, where the answer is about that. */
export function renderRecordAnswer(answer: RecordAnswer, language: Language, subject?: string): MessageBody {
  const isSuspended = SUSPENDED[answer.kind];
  const text = answerText(answer, language);
  if (subject === undefined || isSuspended === undefined) return textBody(text);
  return messageBody([textDisplay(text), ...memberRows(subject, isSuspended, language)]);
}

const SUSPENDED: Readonly<Partial<Record<RecordAnswer['kind'], boolean>>> = {
  suspended: true,
  'suspended-already': true,
  lifted: false,
  'not-suspended': false,
};

/** The last word before a picture is gone. */
export function renderConfirmRemoval(subject: string, language: Language): MessageBody {
  const { confirmDelete } = textsFor(language).record;
  return messageBody([textDisplay(confirmDelete), ...rows([recordButton('sure', subject, language)])]);
}

function answerText(answer: RecordAnswer, language: Language): string {
  const { answers } = textsFor(language).record;
  switch (answer.kind) {
    case 'suspended':
      return answers.nowSuspended(memberMention(answer.block.memberId), endOf(answer.block));
    case 'suspended-already':
      return answers.suspendedAlready(
        memberMention(answer.block.memberId),
        memberMention(answer.block.setBy),
        endOf(answer.block),
      );
    case 'lifted':
      return answers.lifted(memberMention(answer.memberId));
    case 'not-suspended':
      return answers.notSuspended(memberMention(answer.memberId), ...whoAndWhen(answer.earlier));
    case 'covered':
      return answers.covered(answer.messages);
    case 'covered-already':
      return answers.coveredAlready(...whoAndWhen(answer.earlier));
    case 'dismissed':
      return answers.dismissed;
    case 'closed-already':
      return answers.closedAlready(
        answer.outcome,
        memberMention(answer.earlier.actorId),
        relativeTime(answer.earlier.at),
      );
    case 'deleted':
      return withReach(answers.deleted, answer.isOutOfReach, language);
    case 'deleted-already':
      return withReach(answers.deletedAlready(...whoAndWhen(answer.earlier)), answer.isOutOfReach, language);
    case 'in-the-works':
      return answers.inTheWorks;
    case 'files-away':
      return answers.filesAway;
    case 'not-reported':
      return answers.notReported;
    case 'missing':
      return answers.missing;
    case 'private':
      return answers.isPrivate;
    case 'not-ours':
      return answers.notOurs;
    default:
      return unreachable(answer);
  }
}

const endOf = ({ until }: { readonly until: number | undefined }): string | undefined =>
  until === undefined ? undefined : fullTime(until);

const whoAndWhen = (earlier: Earlier | undefined): [string | undefined, string | undefined] =>
  earlier ? [memberMention(earlier.actorId), relativeTime(earlier.at)] : [undefined, undefined];

const withReach = (text: string, isOutOfReach: boolean, language: Language): string =>
  isOutOfReach ? `${text} ${textsFor(language).record.answers.outOfReach}` : text;

const OPEN = 0xf23f43;
const CLOSED = 0x80848e;

/** What those who see the log channel learn of a reported picture. */
export function renderCase(state: CaseState, language: Language): MessageBody {
  const { id, closed, isErased, isSuspended, reports, flagged, moderations } = state;
  const { record } = textsFor(language);
  const pictures = gallery(state, language);
  const told = [
    ...(flagged > 0 ? [record.caseFlagged(flagged)] : []),
    ...reportLines(reports, language),
    ...moderations.flatMap((moderation) => moderationLines(moderation, language)),
    ...(closed ? [record.closed[closed.outcome](memberMention(closed.by), relativeTime(closed.at))] : []),
  ];
  const components: APIComponentInContainer[] = [
    textDisplay(heading(state, language)),
    ...(pictures ? [pictures] : []),
    textDisplay(told.join('\n')),
    ...recordRows({ subject: id, isErased, isCaseOpen: !closed, isSuspended, opensRecord: true }, language),
  ];
  const accent_color = closed ? CLOSED : OPEN;
  return messageBody([{ type: ComponentType.Container, accent_color, components }]);
}

function heading(state: CaseState, language: Language): string {
  const { pages, record } = textsFor(language);
  const { title, ownerId, at, link, prompt, jobId, isErased } = state;
  const name = inert(title[language], 60);
  const words = longPrompt(prompt ?? '');
  return [
    `**${[record.caseTitle, ...(name === '' ? [] : [name])].join(' · ')}**`,
    `${record.by(memberMention(ownerId), fullTime(at))}${link ? ` · [${pages.toMessage}](<${link}>)` : ''}`,
    ...(words === '' ? [] : [`> ${words}`]),
    ...(isErased ? [record.caseErased] : []),
    `-# ${textsFor(language).card.job(code(jobId, 40))}`,
  ].join('\n');
}

/** How it was closed stands by itself. */
function moderationLines({ deed, actorId, at, until }: Moderation, language: Language): readonly string[] {
  const { record } = textsFor(language);
  const [by, when] = [memberMention(actorId), relativeTime(at)];
  switch (deed) {
    case 'suspend':
      return [record.suspendedBy(by, when, until === undefined ? undefined : fullTime(until))];
    case 'lift':
      return [record.liftedBy(by, when)];
    case 'spoiler':
      return [record.coveredBy(by, when)];
    case 'delete':
    case 'dismiss':
      return [];
    default:
      return unreachable(deed);
  }
}

/** To the owner of a server, or without its name to all of its members, who learn no more than that something waits. */
export function renderWaiting(serverName: string | undefined, language: Language): MessageBody {
  const { record } = textsFor(language);
  return textBody(serverName === undefined ? record.waitingHere : record.waitingIn(inert(serverName, 100)));
}

/** To whoever reported it. */
export function renderSettled(
  {
    outcome,
    reportedAt,
    link,
  }: { readonly outcome: CaseOutcome; readonly reportedAt: number; readonly link: string | undefined },
  language: Language,
): MessageBody {
  const { record } = textsFor(language);
  const lines = [
    record.settled[outcome](relativeTime(reportedAt)),
    ...(link ? [`[${record.seeMessage}](<${link}>)`] : []),
  ];
  return textBody(lines.join('\n'));
}
