import type { LimitProblem } from '../../core/limit-problem.ts';
import { isWithin, REASON_LIMIT, type RuleNumber, ruleNumbers, ruleRanges } from '../../core/limit-ranges.ts';
import type { RuleFields } from '../../core/limits.ts';
import type { Operation } from '../../core/operation.ts';
import { isResolution } from '../../core/resolutions.ts';
import { parseUntil } from '../../core/until.ts';
import { commandNamed } from '../../views/suggestions.ts';
import { type CommandInput, flagValue, numberValue, textValue } from '../command-input.ts';

/** Undefined: all of them. */
export function chosenCommand(
  input: CommandInput,
  operations: readonly Operation[],
): { readonly command: string | undefined } | LimitProblem {
  const typed = textValue(input, 'command');
  if (typed === undefined) return { command: undefined };
  const operation = commandNamed(operations, typed);
  return operation ? { command: operation.name } : { problem: 'unknown-command', typed };
}

/** `isSaid`: an end that is said to be none is not the same as nothing said. */
export function chosenEnd(
  input: CommandInput,
  now: number,
): { readonly isSaid: boolean; readonly until: number | undefined } | LimitProblem {
  const typed = textValue(input, 'until');
  if (typed === undefined) return { isSaid: false, until: undefined };
  const until = parseUntil(typed, now);
  if (!until) return { problem: 'bad-until', typed };
  if (until === 'never') return { isSaid: true, until: undefined };
  return until.at > now ? { isSaid: true, until: until.at } : { problem: 'past-until', until: until.at };
}

export function chosenReason(input: CommandInput): { readonly reason: string | undefined } | LimitProblem {
  const typed = textValue(input, 'reason')?.trim();
  if (typed === undefined || typed === '') return { reason: undefined };
  const { length } = typed;
  if (length > REASON_LIMIT) return { problem: 'reason-too-long', length, limit: REASON_LIMIT };
  return { reason: typed };
}

/** What a rule shall say; the client of Discord keeps to the ranges, others may not. */
export function chosenFields(input: CommandInput): { readonly fields: RuleFields } | LimitProblem {
  const numbers: Partial<Record<RuleNumber, number>> = {};
  for (const option of ruleNumbers) {
    const value = numberValue(input, option);
    if (value === undefined) continue;
    const range = ruleRanges[option];
    if (!isWithin(value, range)) return { problem: 'out-of-range', subcommand: 'set', option, ...range };
    if (option === 'concurrent' && value === 0) return { problem: 'no-jobs-at-once' };
    numbers[option] = value;
  }
  const resolution = textValue(input, 'resolution');
  if (resolution !== undefined && !isResolution(resolution))
    return { problem: 'unknown-resolution', typed: resolution };
  const allowed = flagValue(input, 'allowed');
  const fields: RuleFields = {
    ...numbers,
    ...(resolution !== undefined && { resolution }),
    ...(allowed !== undefined && { allowed }),
  };
  return { fields };
}
