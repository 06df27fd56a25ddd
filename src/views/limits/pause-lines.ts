import { budgetRange } from '../../core/limit-ranges.ts';
import type { Budget, Pause } from '../../core/limits.ts';
import { textsFor } from '../../i18n/index.ts';
import type { Wording } from './wording.ts';

export interface Stopped {
  readonly pauses: readonly Pause[];
  /** Of the month, where there is one. */
  readonly budget: Budget | undefined;
}

/** What is paused all the same, and how it goes on. */
export function pauseLines({ pauses, budget }: Stopped, { language, typed, mention }: Wording): string[] {
  const { changes, problems, table } = textsFor(language).limitDesk;
  const by = (wanted: Pause['cause']) => {
    const commands = pauses.filter(({ cause }) => cause === wanted).map(({ command }) => command);
    const named = commands.map((command) => (command === undefined ? table.everything : mention(command)));
    const [first] = commands;
    return { named: named.join(', '), resume: typed('resume', first === undefined ? {} : { command: first }) };
  };
  const [byHand, byBudget] = [by('moderator'), by('budget')];
  return [
    ...(pauses.length === 0 ? [problems.nothingPaused] : []),
    ...(byHand.named === '' ? [] : [changes.stillPaused(byHand.named, byHand.resume)]),
    ...(byBudget.named === '' ? [] : [changes.budgetPause(byBudget.named, byBudget.resume)]),
    ...(byBudget.named === '' ? [] : largerBudget(budget, { language, typed })),
  ];
}

/** What somebody copies may give more and never less. */
function largerBudget(budget: Budget | undefined, { language, typed }: Pick<Wording, 'language' | 'typed'>): string[] {
  const credits = Math.min((budget?.credits ?? 0) * 2, budgetRange.maximum);
  const { changes } = textsFor(language).limitDesk;
  return budget && credits > budget.credits ? [changes.budgetRaise(typed('budget', { credits }))] : [];
}
