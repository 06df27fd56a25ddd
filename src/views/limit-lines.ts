import type { Language } from '../core/language.ts';
import type { LimitOverview, PauseShown } from '../core/limit-overview.ts';
import { textsFor } from '../i18n/index.ts';
import { mention, sizeName } from './limit-denials.ts';
import { inert } from './markup.ts';
import { exactTime, relativeTime } from './message-body.ts';

const REASON_LIMIT = 300;
const MOST_GRANTS = 10;

const timeOf = (at: number | undefined): string | undefined => (at === undefined ? undefined : exactTime(at));

/** What stops everything, or some of it. */
export function stopLines({ block, pauses, decision, monthEndsAt }: LimitOverview, language: Language): string[] {
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
  pauses.flatMap((pause) => (pause.cause === cause && pause.command ? [mention(pause.command, language)] : []));

/** How much of everything is used. */
export function useLines(overview: LimitOverview, language: Language): string[] {
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
export function besideLines({ grants, pools, monthEndsAt }: LimitOverview, language: Language): string[] {
  const texts = textsFor(language).quota;
  return [
    ...grants.slice(0, MOST_GRANTS).map(({ left, credits, until }) => texts.grant(left, credits, timeOf(until))),
    ...pools.map(({ kind, spent, credits }) => texts.pool[kind](spent, credits, relativeTime(monthEndsAt))),
  ];
}
