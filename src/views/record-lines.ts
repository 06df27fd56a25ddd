import type { Reports } from '../core/case.ts';
import type { Language } from '../core/language.ts';
import type { PictureRecord, RecordSource, RecordStep } from '../core/record.ts';
import { textsFor } from '../i18n/index.ts';
import { inert, memberMention } from './markup.ts';
import { fullTime, relativeTime } from './message-body.ts';
import { fitting } from './page-lines.ts';

const NAME_LIMIT = 40;
const REASON_LIMIT = 300;
const REASONS_LIMIT = 1000;
const LIST_LIMIT = 500;

export const mention = memberMention;

const listed = (lines: readonly string[]): string => {
  const { kept, left } = fitting(lines, LIST_LIMIT);
  return [...kept, ...(left > 0 ? [`… +${left}`] : [])].join('\n');
};

export function stepText(step: RecordStep, language: Language): string {
  const { pages, record } = textsFor(language);
  if (step.kind === 'private') return record.privateStep;
  const title = `${inert(step.title[language], NAME_LIMIT)} · ${mention(step.ownerId)}`;
  if (step.isErased) return `${title} · ${record.erasedStep}`;
  return step.link ? `${title} · [${pages.toMessage}](<${step.link}>)` : title;
}

function sourceText(source: RecordSource, ownerId: string, language: Language): string {
  const { record } = textsFor(language);
  const option = inert(source.option, NAME_LIMIT);
  switch (source.kind) {
    case 'handed-in':
      return record.handedIn(option, mention(ownerId));
    case 'linked':
      return record.linked(option, inert(source.host, 80));
    case 'result':
      return record.resultOf(option, stepText(source.step, language));
  }
}

export function sourceLines({ sources, ownerId }: PictureRecord, language: Language): readonly string[] {
  if (sources.length === 0) return [];
  const lines = sources.map((source) => `- ${sourceText(source, ownerId, language)}`);
  return [`**${textsFor(language).record.sources}**\n${listed(lines)}`];
}

export function chainLines({ chain }: PictureRecord, language: Language): readonly string[] {
  if (chain.length === 0) return [];
  const lines = chain.map((step, index) => `${index + 1}. ${stepText(step, language)}`);
  return [`**${textsFor(language).record.chain}**\n${listed(lines)}`];
}

/** Where it is seen, and how. */
export function placeLine({ isPrivate, isSpoiler, shared }: PictureRecord, language: Language): string {
  const { pages, record } = textsFor(language);
  const links = shared.map((link) => (link ? `[${pages.toMessage}](<${link}>)` : '…'));
  return [
    isPrivate ? record.seenByOne : record.seenByAll,
    ...(isSpoiler ? [record.covered] : []),
    ...(links.length > 0 ? [record.sharedAt(links.slice(0, 3).join(', '))] : []),
  ].join(' · ');
}

export function providerLines(state: PictureRecord, language: Language): readonly string[] {
  const { failures, record } = textsFor(language);
  const { phases, provider, flagged, pictures, price, charged } = state;
  const how = phases.map(({ phase, failure, count }) =>
    record.phase(count, record.phases[phase], failure && failures[failure].because),
  );
  return [
    `${record.price(price, charged)} · ${how.join(', ')}`,
    record.provider(inert(provider, NAME_LIMIT)),
    ...(pictures > 0 ? [record.flagged(flagged, pictures)] : []),
  ];
}

export function memberLine({ block, deletions, suspensions }: PictureRecord, language: Language): string {
  const { record } = textsFor(language);
  const reason = block?.reason === undefined ? undefined : inert(block.reason, NAME_LIMIT * 2);
  const now = block
    ? record.suspended(mention(block.setBy), block.until === undefined ? undefined : fullTime(block.until), reason)
    : record.notSuspended;
  return `${now} · ${record.before(deletions, suspensions)}`;
}

export function reportLines(reports: Reports, language: Language): readonly string[] {
  const { count, lastAt, reasons } = reports;
  const said = reasons.map((reason) => inert(reason, REASON_LIMIT)).filter((reason) => reason !== '');
  const { kept } = fitting(said, REASONS_LIMIT);
  return [textsFor(language).record.reports(count, relativeTime(lastAt)), ...kept.map((reason) => `> ${reason}`)];
}
