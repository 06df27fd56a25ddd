import { ComponentType } from 'discord.js';
import type { Language } from '../core/language.ts';
import type { BudgetNotice } from '../core/limits/budget-plan.ts';
import { textsFor } from '../i18n/index.ts';
import { code } from './markup.ts';
import { type MessageBody, messageBody, relativeTime, textDisplay } from './message-body.ts';
import { type Named, storedCommand } from './option-names.ts';

const ACCENT = 0xf0b232;
const OVER = 0xda373c;

/** To the moderators: how much of the month's budget is spent, and what stopped by itself. */
export function renderBudgetNotice(notice: BudgetNotice, commands: readonly Named[], language: Language): MessageBody {
  const { percent, resetsAt, paused } = notice;
  const texts = textsFor(language).limits;
  const isOver = percent >= 100;
  const lines = [
    texts.budgetNotice({ ...notice, resets: relativeTime(resetsAt) }),
    ...(paused.length > 0
      ? [texts.budgetPauses(paused.map((name) => code(`/${storedCommand(name, commands, language)}`, 40)))]
      : []),
    isOver ? texts.budgetOver : texts.budgetNext,
  ];
  const components = [textDisplay(lines.join('\n'))];
  return messageBody([{ type: ComponentType.Container, accent_color: isOver ? OVER : ACCENT, components }]);
}
