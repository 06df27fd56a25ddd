import { type APIComponentInContainer, ComponentType } from 'discord-api-types/v10';
import { formatModId } from '../core/custom-ids.ts';
import { unreachable } from '../core/json.ts';
import type { Language } from '../core/language.ts';
import { type ListedRule, RULE_LIMIT, type WordAnswer, type WordRule, type WordsPage } from '../core/words/rules.ts';
import { textsFor } from '../i18n/index.ts';
import { fold, MOST_CHOICES, NAME_LIMIT } from './autocomplete.ts';
import { rows } from './buttons.ts';
import { code, memberMention, plain } from './markup.ts';
import { type MessageBody, messageBody, relativeTime, textBody, textDisplay } from './message-body.ts';
import { pageTitle, turningButtons } from './page.ts';

const BROKEN_ACCENT = 0xed4245;
const READING_LIMIT = 1500;
const MOST_NAMED = 10;

export const renderWordAnswer = (answer: WordAnswer, language: Language): MessageBody =>
  textBody(answerText(answer, language));

function answerText(answer: WordAnswer, language: Language): string {
  const texts = textsFor(language).words;
  switch (answer.kind) {
    case 'added':
      return [
        texts.added(named(answer.word), named(answer.reading)),
        ...(answer.longer === undefined ? [] : [texts.longer(named(answer.longer))]),
        `-# ${texts.diacritics[answer.diacritics]}`,
      ].join('\n');
    case 'refused':
      if (answer.problem === 'full') return texts.full;
      return answer.problem === 'known' ? texts.known(named(answer.word)) : texts.problems[answer.problem];
    case 'removed':
      return texts.removed(named(answer.word));
    case 'no-such-rule':
      return texts.noSuchRule(named(answer.word));
    case 'tested':
      return testedText(answer, language);
    default:
      return unreachable(answer);
  }
}

function testedText(
  { reading, broken, rules, isCut }: Extract<WordAnswer, { kind: 'tested' }>,
  language: Language,
): string {
  const { words: texts, denials } = textsFor(language);
  if (rules === 0) return texts.noRules;
  const told = broken.slice(0, MOST_NAMED).map(named);
  const verdict = broken.length === 0 ? texts.passes : texts.caught(denials.allOf(told), broken.length - told.length);
  const lines = [verdict, ...(isCut ? [texts.cut] : [])];
  if (reading !== '') lines.push(`-# ${texts.readBy(code(reading, READING_LIMIT))}`);
  return lines.join('\n');
}

/** All rules of a server, for its moderators. */
export function renderWords(page: WordsPage, language: Language): MessageBody {
  const texts = textsFor(language).words;
  const idOf = (n: number) => formatModId({ area: 'words', action: 'list', subject: '', n });
  const components: APIComponentInContainer[] = [
    textDisplay(titleOf(page, language)),
    ...page.rules.map((rule) => textDisplay(ruleText(rule, language))),
    ...(page.rules.length > 0 ? [textDisplay(`-# ${texts.hint}`)] : []),
    ...rows(turningButtons(idOf, page, language)),
  ];
  return messageBody([{ type: ComponentType.Container, accent_color: BROKEN_ACCENT, components }]);
}

function titleOf(page: WordsPage, language: Language): string {
  const texts = textsFor(language).words;
  if (page.pages === 0) return texts.noRules;
  if (page.page > page.pages) return texts.noSuchPage(page.page, page.pages);
  return pageTitle(texts.title(page.total), page, language);
}

function ruleText({ word, diacritics, hits, members, setBy, setAt }: ListedRule, language: Language): string {
  const texts = textsFor(language).words;
  const whom = members.map(({ memberId, count }) => texts.by(memberMention(memberId), count)).join(', ');
  const used = hits === 0 ? texts.neverUsed : `${texts.used(hits)}: ${whom}`;
  const about = [texts.setBy(memberMention(setBy), relativeTime(setAt))];
  if (diacritics !== 'auto') about.push(texts.diacritics[diacritics]);
  return `${named(word)} · ${used}\n-# ${about.join(' · ')}`;
}

/** Rules whose words have what was typed so far. */
export function wordChoices(rules: readonly WordRule[], typed: string) {
  const wanted = fold(typed);
  return rules
    .filter(({ word }) => fold(word).includes(wanted))
    .slice(0, MOST_CHOICES)
    .map(({ id, word }) => ({ name: plain(word, NAME_LIMIT), value: id }));
}

const named = (word: string): string => code(word, RULE_LIMIT);
