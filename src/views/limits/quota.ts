import { type APIComponentInContainer, ComponentType } from 'discord-api-types/v10';
import { costOf } from '../../core/credit-price.ts';
import { sum, unreachable } from '../../core/json.ts';
import type { Language } from '../../core/language.ts';
import type { Ruling, Source } from '../../core/limits/decide.ts';
import type { LimitOverview, PauseShown, QuotaException, QuotaPage } from '../../core/limits/pages.ts';
import { REASON_LIMIT } from '../../core/limits/rules.ts';
import type { LimitDenial } from '../../core/refusal.ts';
import { textsFor } from '../../i18n/index.ts';
import { code, inert } from '../markup.ts';
import { exactTime, type MessageBody, messageBody, relativeTime, textDisplay } from '../message-body.ts';
import { commandInTitle, commandNamed, type Named, storedCommand } from '../option-names.ts';
import { ACCENT, fitting } from '../page.ts';

/** What holds, until when, and what to do next. */
export function limitDenialText(denial: LimitDenial, language: Language): string {
  const texts = textsFor(language).limits;
  switch (denial.code) {
    case 'blocked':
      return texts.blocked(timeOf(denial.until), denial.reason && inert(denial.reason, REASON_LIMIT));
    case 'paused': {
      const command = denial.command && commandNamed(denial.command, language);
      const { resetsAt } = denial;
      return resetsAt === undefined ? texts.paused(command) : texts.pausedByBudget(command, relativeTime(resetsAt));
    }
    case 'not-allowed':
      return texts.notAllowed(commandNamed(denial.command, language), denial.isHere, timeOf(denial.until));
    case 'resolution':
      return texts.resolution(sizeName(denial.asked), sizeName(denial.most), timeOf(denial.until));
    case 'concurrent':
      return texts.concurrent(denial);
    case 'cooldown':
      return texts.cooldown(denial.seconds, relativeTime(denial.endsAt));
    case 'daily-credits':
      return texts.dailyCredits({ ...denial, resets: relativeTime(denial.resetsAt) });
    case 'monthly-credits':
      return texts.monthlyCredits({ ...denial, resets: relativeTime(denial.resetsAt) });
    case 'pool':
      return texts.pool[denial.pool]({ ...denial, resets: relativeTime(denial.resetsAt) });
    default:
      return unreachable(denial);
  }
}

const sizeName = (resolution: string): string => inert(resolution.toUpperCase(), 10);

const timeOf = (at: number | undefined): string | undefined => (at === undefined ? undefined : exactTime(at));

const MOST_GRANTS = 3;

/** What stops everything, or some of it. */
function stopLines({ block, pauses, decision, monthEndsAt }: LimitOverview, language: Language): string[] {
  const texts = textsFor(language).quota;
  const byBudget = namesOf(pauses, 'budget', language);
  const byModerators = namesOf(pauses, 'moderator', language);
  return [
    ...(block ? [texts.blocked(timeOf(block.until), block.reason && inert(block.reason, REASON_LIMIT))] : []),
    ...(decision.allowed.value === false ? [texts.notAllowed] : []),
    ...(pauses.some(({ command }) => command === undefined) ? [texts.pausedAll] : []),
    ...(byModerators.length > 0 ? [texts.paused(byModerators)] : []),
    ...(byBudget.length > 0 ? [texts.pausedByBudget(byBudget, relativeTime(monthEndsAt))] : []),
  ];
}

const namesOf = (pauses: readonly PauseShown[], cause: PauseShown['cause'], language: Language): string[] =>
  pauses.flatMap((pause) => (pause.cause === cause && pause.command ? [commandNamed(pause.command, language)] : []));

/** How much of everything is used. */
function useLines(overview: LimitOverview, language: Language): string[] {
  const texts = textsFor(language).quota;
  const { decision, spentToday, spentThisMonth, running, nextAt, dayEndsAt, monthEndsAt } = overview;
  const { daily, monthly, concurrent, cooldown, resolution } = decision;
  const isPaced = (cooldown.value ?? 0) > 0;
  return [
    texts.left(overview.left),
    ...(daily.value === undefined ? [] : [texts.today(spentToday, daily.value, relativeTime(dayEndsAt))]),
    ...(monthly.value === undefined ? [] : [texts.month(spentThisMonth, monthly.value, relativeTime(monthEndsAt))]),
    ...(concurrent.value === undefined ? [] : [texts.running(running, concurrent.value)]),
    ...(isPaced ? [texts.cooldown(cooldown.value ?? 0, nextAt === undefined ? undefined : relativeTime(nextAt))] : []),
    ...(resolution.value === undefined ? [] : [texts.resolution(sizeName(resolution.value))]),
    ...besideLines(overview, language),
  ];
}

/** What comes on top of the rules, and what all share. */
function besideLines({ grants, pools, monthEndsAt }: LimitOverview, language: Language): string[] {
  const texts = textsFor(language).quota;
  return [
    ...(grants.length > MOST_GRANTS
      ? [grantsText(grants, language)]
      : grants.map(({ left, credits, until }) => texts.grant(left, credits, timeOf(until)))),
    ...pools.map(({ kind, spent, credits }) => texts.pool[kind](spent, credits, relativeTime(monthEndsAt))),
  ];
}

function grantsText(grants: LimitOverview['grants'], language: Language): string {
  const first = Math.min(...grants.map(({ until }) => until ?? Number.POSITIVE_INFINITY));
  const [left, all] = [sum(grants.map((each) => each.left)), sum(grants.map((each) => each.credits))];
  const ends = Number.isFinite(first) ? relativeTime(first) : undefined;
  return textsFor(language).quota.grants(grants.length, left, all, ends);
}

const QUOTA_ACCENT = 0xf0b232;
/** Of the 4,000 characters of a message. */
const QUOTA_BLOCK_LIMIT = 1200;

/** What a member has left here, and what pictures cost. */
export function renderQuota({ overview, exceptions, prices, creditPrice }: QuotaPage, language: Language): MessageBody {
  const texts = textsFor(language).quota;
  const own = exceptions.map((each) =>
    texts.exception(commandNamed(each.command, language), exceptionOf(each, language)),
  );
  const priceList = prices.map(({ command, cheapest, dearest }) =>
    texts.price(commandNamed(command, language), cheapest, dearest),
  );
  const components: APIComponentInContainer[] = [
    block([texts.title, ...stopLines(overview, language), ...useLines(overview, language)], language),
    ...(own.length > 0 ? [block([texts.exceptionsTitle, ...own], language)] : []),
    ...(priceList.length > 0 ? [block([texts.pricesTitle, priceList.join(' · ')], language)] : []),
    ...(creditPrice ? [textDisplay(`-# ${texts.creditCosts(costOf(1, creditPrice, language))}`)] : []),
    textDisplay(`-# ${texts.hint}`),
  ];
  return messageBody([{ type: ComponentType.Container, accent_color: QUOTA_ACCENT, components }]);
}

/** As many lines as fit, and how many did not. */
function block(lines: readonly string[], language: Language, limit = QUOTA_BLOCK_LIMIT): APIComponentInContainer {
  const { kept, left } = fitting(lines, limit);
  return textDisplay([...kept, ...(left > 0 ? [textsFor(language).quota.untold(left)] : [])].join('\n'));
}

function exceptionOf({ decision, left }: QuotaException, language: Language): string[] {
  const texts = textsFor(language).quota;
  const { allowed, resolution, concurrent, cooldown } = decision;
  if (allowed.value === false) return [texts.notAllowedHere];
  return [
    texts.leftOf(left),
    ...(concurrent.value === undefined ? [] : [texts.atOnce(concurrent.value)]),
    ...(resolution.value === undefined ? [] : [texts.upTo(sizeName(resolution.value))]),
    ...(cooldown.value ? [texts.apart(cooldown.value)] : []),
  ];
}

const SEPARATOR = ' · ';
const MOST_BEATEN = 4;
const WHY_BLOCK_LIMIT = 1700;

/** Which rule decides each field for a member, which others it beat, and what is used. */
export function renderWhy(overview: LimitOverview, commands: readonly Named[], language: Language): MessageBody {
  const texts = textsFor(language).quota;
  const { memberId, command, decision } = overview;
  const { daily, monthly, concurrent, cooldown, resolution, allowed } = decision;
  const line = <Value>(
    field: keyof typeof texts.fields,
    { value, ...ruling }: Ruling<Value>,
    say: (value: Value) => string,
  ) => {
    if (value === undefined || ruling.by === undefined) return [];
    const others = ruling.beaten.slice(0, MOST_BEATEN).map((source) => sourceText(source, commands, language));
    const decided = texts.decided(texts.fields[field], say(value), sourceText(ruling.by, commands, language));
    return [[decided, ...(others.length > 0 ? [texts.beaten(others)] : [])].join('\n')];
  };
  const next = overview.nextAt === undefined ? [] : [texts.next(relativeTime(overview.nextAt))];
  const rules = [
    ...line('daily', daily, (most) => texts.used(overview.spentToday, texts.credits(most))),
    ...line('monthly', monthly, (most) => texts.used(overview.spentThisMonth, texts.credits(most))),
    ...line('concurrent', concurrent, (most) => texts.used(overview.running, texts.jobs(most))),
    ...line('cooldown', cooldown, (seconds) => [texts.seconds(seconds), ...next].join(SEPARATOR)),
    ...line('resolution', resolution, sizeName),
    ...line('allowed', allowed, (isAllowed) => (isAllowed ? texts.isAllowed : texts.isNotAllowed)),
  ];
  const member = `<@${memberId}>`;
  const title = command ? texts.titleOfCommand(member, commandInTitle(command, language)) : texts.titleOf(member);
  const components = [
    block(
      [title, ...stopLines(overview, language), texts.left(overview.left), ...besideLines(overview, language)],
      language,
      WHY_BLOCK_LIMIT,
    ),
    ...(rules.length > 0 ? [block(rules, language, WHY_BLOCK_LIMIT)] : []),
    textDisplay(`-# ${texts.whyHint}`),
  ];
  return messageBody([{ type: ComponentType.Container, accent_color: ACCENT, components }]);
}

function sourceText(source: Source, commands: readonly Named[], language: Language): string {
  const texts = textsFor(language).quota;
  if (source === 'operator') return texts.operator;
  const { whom, until } = source;
  const command =
    source.command === undefined
      ? texts.allCommands
      : code(`/${storedCommand(source.command, commands, language)}`, 40);
  const rule = whom.kind === 'everyone' ? texts.everyone(command) : texts.whom(whomText(whom), command);
  return until === undefined ? rule : `${rule} ${texts.until(exactTime(until))}`;
}

function whomText({ kind, id }: { readonly kind: 'role' | 'member' | 'channel'; readonly id: string }): string {
  switch (kind) {
    case 'role':
      return `<@&${id}>`;
    case 'member':
      return `<@${id}>`;
    case 'channel':
      return `<#${id}>`;
  }
}
