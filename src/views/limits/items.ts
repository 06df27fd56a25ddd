import type { MemberCommand } from '../../core/command.ts';
import { unreachable } from '../../core/json.ts';
import type { Language } from '../../core/language.ts';
import type { LimitItem, LimitTarget } from '../../core/limits/changes.ts';
import type { Block, Rule, RuleField, RuleKey, Whom } from '../../core/limits/rules.ts';
import type { Operation } from '../../core/operation.ts';
import { RULE_LIMIT } from '../../core/words/rules.ts';
import type { Texts } from '../../i18n/en.ts';
import { textsFor } from '../../i18n/index.ts';
import { code, inert, inertWithin, memberMention } from '../markup.ts';
import { exactTime, relativeTime } from '../message-body.ts';
import { commandMention, optionTyped } from '../option-names.ts';
import { type SettingsWords, settingText, settingTitle } from '../settings.ts';

/** How commands are named to a moderator: as their Discord shows and takes them. */
export interface Wording {
  readonly language: Language;
  /** How the settings of a server are called. */
  readonly settings: SettingsWords;
  /** A line to copy: `/limits set role:@Artists daily:20`. */
  typed(subcommand: string, values?: Readonly<Record<string, string | number>>): string;
  /** An option of a subcommand: `daily`. */
  option(subcommand: string, name: string): string;
  /** Of an operation by its stored name, also where it is gone: `/imagine`, for titles, which are bold as they are. */
  name(operation: string): string;
  /** The same in bold, for sentences. */
  mention(operation: string): string;
}

type Named = Pick<Operation, 'name' | 'localNames'>;

export function createWording(
  { limits: command, settings }: { readonly limits: MemberCommand; readonly settings: SettingsWords },
  operations: readonly Named[],
  language: Language,
): Wording {
  const subcommandOf = (name: string) => command.subcommands?.find((each) => each.name === name);
  const optionName = (subcommand: string, name: string) => {
    const option = subcommandOf(subcommand)?.options.find((each) => each.name === name);
    return option ? optionTyped(option, language) : name;
  };
  const nameOf = (name: string) => {
    const operation = operations.find((each) => each.name === name);
    return `/${inert(operation ? optionTyped(operation, language) : name, 32)}`;
  };
  return {
    language,
    settings,
    typed(subcommand, values = {}) {
      const inner = subcommandOf(subcommand);
      const given = Object.entries(values).map(([name, value]) => `${optionName(subcommand, name)}:${value}`);
      const words = [commandMention(command, language), inner ? optionTyped(inner, language) : subcommand, ...given];
      return code(words.join(' '), 120);
    },
    option: (subcommand, name) => code(optionName(subcommand, name), 32),
    name: nameOf,
    mention: (name) => `**${nameOf(name)}**`,
  };
}

export const SEPARATOR = ' · ';
const REASON_SHOWN = 120;

export const channelMention = (id: string): string => `<#${inert(id, 20)}>`;
const roleMention = (id: string): string => `<@&${inert(id, 20)}>`;

/** Which of the four texts, with its mention in it. */
export function whomText(whom: Whom, texts: Texts['limitDesk']['whom']): string {
  switch (whom.kind) {
    case 'everyone':
      return texts.everyone;
    case 'role':
      return texts.role(roleMention(whom.id));
    case 'member':
      return texts.member(memberMention(whom.id));
    case 'channel':
      return texts.channel(channelMention(whom.id));
    default:
      return unreachable(whom);
  }
}

/** Whom a rule concerns and what comes before it, in sentences. */
export function concernText({ whom, command }: RuleKey, { language, mention }: Wording): string {
  const { concerns, concernsCommand } = textsFor(language).limitDesk;
  const concerned = whomText(whom, concerns);
  return command === undefined ? concerned : `${concerned} ${concernsCommand(mention(command))}`;
}

/** What it is about, whether it is there or not. */
export function titleOf(target: LimitTarget, { language, name, settings }: Wording): string {
  const { items, whom } = textsFor(language).limitDesk;
  const commandOf = (command: string | undefined) => (command === undefined ? undefined : name(command));
  switch (target.kind) {
    case 'rule':
      return items.rule(whomText(target.key.whom, whom), commandOf(target.key.command));
    case 'grant':
      return items.grant(memberMention(target.memberId));
    case 'block':
      return items.block(memberMention(target.memberId));
    case 'pause':
      return items.pause(commandOf(target.command));
    case 'budget':
      return items.budget;
    case 'word':
      return items.word(inert(target.word, RULE_LIMIT));
    case 'setting':
      return items.setting(settingTitle(target.name, settings, language));
    default:
      return unreachable(target);
  }
}

/** How it stands; `kind` says what is missing where nothing is there. */
export const stateOf = (item: LimitItem | undefined, kind: LimitItem['kind'], wording: Wording): string =>
  stateWords(item, kind, wording).join(SEPARATOR);

/** The same in pieces, of which the first say most. */
export function stateWords(item: LimitItem | undefined, kind: LimitItem['kind'], wording: Wording): readonly string[] {
  const { items } = textsFor(wording.language).limitDesk;
  if (!item) return [absence(kind, wording)];
  switch (item.kind) {
    case 'rule':
      return ruleWords(item.rule, wording);
    case 'grant':
      return [items.granted(item.grant.credits), ...untilText(item.grant.until, wording)];
    case 'block':
      return blockWords(item.block, wording);
    case 'pause':
      return [item.pause.cause === 'budget' ? items.pausedByBudget : items.paused];
    case 'budget': {
      const { credits, channelId } = item.budget;
      return [items.budgeted(credits, channelId === undefined ? undefined : channelMention(channelId))];
    }
    case 'word': {
      const { diacritics } = item.rule;
      return [
        items.refused,
        ...(diacritics === 'auto' ? [] : [textsFor(wording.language).words.diacritics[diacritics]]),
      ];
    }
    case 'setting':
      return [settingText(item.name, item.value, wording.settings, wording.language)];
    default:
      return unreachable(item);
  }
}

function absence(kind: LimitItem['kind'], { language }: Wording): string {
  const { items } = textsFor(language).limitDesk;
  const words: Readonly<Record<LimitItem['kind'], string>> = {
    rule: items.noRule,
    grant: items.noGrant,
    block: items.notBlocked,
    pause: items.notPaused,
    budget: items.noBudget,
    word: items.notRefused,
    setting: items.notSet,
  };
  return words[kind];
}

function ruleWords(rule: Rule, wording: Wording): readonly string[] {
  const { fields } = textsFor(wording.language).limitDesk;
  const said: Readonly<Record<RuleField, string | undefined>> = {
    allowed: rule.allowed === undefined ? undefined : rule.allowed ? fields.allowed : fields.notAllowed,
    daily: rule.daily === undefined ? undefined : fields.daily(rule.daily),
    monthly: rule.monthly === undefined ? undefined : fields.monthly(rule.monthly),
    concurrent: rule.concurrent === undefined ? undefined : fields.concurrent(rule.concurrent),
    cooldown: rule.cooldown === undefined ? undefined : fields.cooldown(rule.cooldown),
    resolution: rule.resolution === undefined ? undefined : fields.resolution(inert(rule.resolution.toUpperCase(), 10)),
  };
  const words = Object.values(said).filter((each) => each !== undefined);
  return [...words, ...untilText(rule.until, wording)];
}

function blockWords({ until, reason }: Block, wording: Wording): readonly string[] {
  const { items } = textsFor(wording.language).limitDesk;
  const why = reason === undefined ? [] : [items.because(inertWithin(reason, REASON_SHOWN))];
  return [items.blocked, ...untilText(until, wording), ...why];
}

const untilText = (until: number | undefined, { language }: Wording): string[] =>
  until === undefined ? [] : [textsFor(language).limitDesk.fields.until(exactTime(until), relativeTime(until))];
