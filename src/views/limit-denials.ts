import { unreachable } from '../core/json.ts';
import type { Language } from '../core/language.ts';
import type { LimitDenial } from '../core/limits/denial.ts';
import type { CommandName } from '../core/refusal.ts';
import { textsFor } from '../i18n/index.ts';
import { inert } from './markup.ts';
import { exactTime, relativeTime } from './message-body.ts';
import { optionTyped } from './option-names.ts';

const REASON_LIMIT = 300;

/** What holds, until when, and what to do next. */
export function limitDenialText(denial: LimitDenial, language: Language): string {
  const texts = textsFor(language).limits;
  switch (denial.code) {
    case 'blocked':
      return texts.blocked(timeOf(denial.until), denial.reason && inert(denial.reason, REASON_LIMIT));
    case 'paused': {
      const command = denial.command && mention(denial.command, language);
      const { resetsAt } = denial;
      return resetsAt === undefined ? texts.paused(command) : texts.pausedByBudget(command, relativeTime(resetsAt));
    }
    case 'not-allowed':
      return texts.notAllowed(mention(denial.command, language), denial.isHere, timeOf(denial.until));
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

export const mention = (command: CommandName, language: Language): string =>
  `**/${inert(optionTyped(command, language), 40)}**`;

export const sizeName = (resolution: string): string => inert(resolution.toUpperCase(), 10);

const timeOf = (at: number | undefined): string | undefined => (at === undefined ? undefined : exactTime(at));
