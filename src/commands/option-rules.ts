import type { Facts } from '../core/operation.ts';
import type { OptionValues, Refusal } from '../core/refusal.ts';

/** A model or mode that the operator has switched off, or that the provider no longer takes. */
export function refuseSwitchedOff(
  chosen: string,
  { disabledModels, retiredModels = [] }: Facts,
  { option, values }: OptionValues,
): Refusal | undefined {
  if (disabledModels.includes(chosen)) return { code: 'switched-off', what: chosen };
  if (!retiredModels.includes(chosen)) return undefined;
  const left = values.filter((value) => !disabledModels.includes(value) && !retiredModels.includes(value));
  return { code: 'switched-off', what: chosen, left: { option, values: left } };
}

/** An option that does nothing as long as none of the others is there. */
export function refuseAlone<Input>(
  input: Input,
  option: keyof Input & string,
  needs: readonly (keyof Input & string)[],
): Refusal | undefined {
  const isOfUse = input[option] === undefined || needs.some((other) => input[other]);
  return isOfUse ? undefined : { code: 'needs', option, needs };
}

/** Two options of which the provider takes one. */
export function refuseBoth<Input>(
  input: Input,
  option: keyof Input & string,
  other: keyof Input & string,
): Refusal | undefined {
  return input[option] === undefined || input[other] === undefined ? undefined : { code: 'conflict', option, other };
}

/** An option with which all of several pictures would be the same. */
export function refuseSameTwice<Input extends { readonly count?: number | undefined }>(
  input: Input,
  option: keyof Input & string,
): Refusal | undefined {
  const isFixed = input[option] !== undefined && input[option] !== false;
  return isFixed && (input.count ?? 1) > 1 ? { code: 'conflict', option, other: 'count' } : undefined;
}

/** Which choices of one option the others go with. */
export interface WorksWith {
  /** The option that decides, and what it is. */
  readonly chooser: string;
  readonly chosen: string;
  readonly table: Readonly<Record<string, readonly string[]>>;
}

/** The first option that the chosen model or mode would ignore. */
export function refuseElsewhere(
  input: Readonly<Record<string, unknown>>,
  { chooser, chosen, table }: WorksWith,
): Refusal | undefined {
  for (const [option, values] of Object.entries(table)) {
    if (input[option] === undefined || values.includes(chosen)) continue;
    return { code: 'only-with', option, only: { option: chooser, values } };
  }
  return undefined;
}
