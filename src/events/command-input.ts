import type { InteractionPayload } from './interaction-payload.ts';

type Value = string | number | boolean;

/** What was typed into a command, wherever Discord put it. */
export interface CommandInput {
  /** Of a command that has some. */
  readonly subcommand: string | undefined;
  readonly values: Readonly<Record<string, Value>>;
  /** The option that is being typed, and what stands there so far. */
  readonly focused: { readonly name: string; readonly typed: string } | undefined;
}

/** Kinds of options that hold others. */
const SUBCOMMAND = 1;

export function commandInput({ data }: Pick<InteractionPayload, 'data'>): CommandInput {
  const [first] = data?.options ?? [];
  const isNested = first?.type === SUBCOMMAND;
  const options = isNested ? (first.options ?? []) : (data?.options ?? []);
  const focused = options.find((option) => option.focused);
  return {
    subcommand: isNested ? first.name : undefined,
    values: Object.fromEntries(options.flatMap(({ name, value }) => (value === undefined ? [] : [[name, value]]))),
    focused: focused && { name: focused.name, typed: String(focused.value ?? '') },
  };
}

export const textValue = ({ values }: CommandInput, name: string): string | undefined => {
  const value = values[name];
  return typeof value === 'string' ? value : undefined;
};

export const numberValue = ({ values }: CommandInput, name: string): number | undefined => {
  const value = values[name];
  return typeof value === 'number' && Number.isFinite(value) ? value : undefined;
};

export const flagValue = ({ values }: CommandInput, name: string): boolean | undefined => {
  const value = values[name];
  return typeof value === 'boolean' ? value : undefined;
};
