import type { Pause } from '../../core/limits.ts';
import { textsFor } from '../../i18n/index.ts';
import type { Wording } from './wording.ts';

/** What is paused all the same, and how it goes on. */
export function pauseLines(pauses: readonly Pause[], { language, typed, mention }: Wording): string[] {
  const { changes, problems, table } = textsFor(language).limitDesk;
  const byHand = pauses.filter(({ cause }) => cause === 'moderator').map(({ command }) => command);
  const named = byHand.map((command) => (command === undefined ? table.everything : mention(command)));
  const [first] = byHand;
  return [
    ...(pauses.length === 0 ? [problems.nothingPaused] : []),
    ...(byHand.length > 0
      ? [changes.stillPaused(named.join(', '), typed('resume', first === undefined ? {} : { command: first }))]
      : []),
    ...(pauses.length > byHand.length ? [changes.budgetPause(typed('budget', { credits: 1000 }))] : []),
  ];
}
