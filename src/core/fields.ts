import { z } from 'zod';
import type { Language, Localized } from './language.ts';
import { type PictureInput, pictureInputSchema } from './picture.ts';

/** Names of an option or a command in the languages other than English; lower case, `_` for spaces. */
export type LocalNames = Readonly<Record<Exclude<Language, 'en'>, string>>;

export interface OptionChoice {
  readonly value: string;
  readonly name: Localized;
}

/** What Discord is told of an option; its name is the field's key. */
export interface OptionShape {
  readonly kind: 'text' | 'choice' | 'integer' | 'number' | 'flag' | 'picture';
  readonly localNames: LocalNames;
  readonly description: Localized;
  readonly required: boolean;
  readonly minimum?: number;
  readonly maximum?: number;
  readonly choices?: readonly OptionChoice[];
  /** What autocomplete offers for this option; `choices`: its own, and anything else may be typed. */
  readonly suggests?: 'looks' | 'characters' | 'pictures' | 'choices';
}

/** An option and its schema in one, so that they cannot disagree. */
export interface Field<S extends z.ZodType = z.ZodType> {
  readonly option: OptionShape;
  readonly schema: S;
}

interface Texts {
  readonly localNames: LocalNames;
  readonly description: Localized;
}

/** Bounds as an API documents them; where it names none, none is made up. */
interface Range {
  readonly minimum: number;
  readonly maximum?: number;
}

export const PROMPT_LIMIT = 2000;

export function text(
  texts: Texts & Pick<OptionShape, 'suggests' | 'choices'>,
  maximum = PROMPT_LIMIT,
): Field<z.ZodString> {
  return {
    option: { kind: 'text', required: true, ...texts },
    schema: z
      .string()
      .trim()
      .max(maximum)
      .check((said) => {
        if (!NOTHING_TO_SEE.test(said.value)) return;
        said.issues.push({ code: 'too_small', origin: 'string', minimum: 1, inclusive: true, input: said.value });
      }),
  };
}

/** Gaps and what shows as nothing by itself, which a provider would be paid for all the same: zero-width signs, fillers, tags. */
const NOTHING_TO_SEE = /^[\s\p{Default_Ignorable_Code_Point}\p{Cc}\p{Cf}\p{Cs}\u2800\u{1D159}]*$/u;

export function choice<const V extends string>(
  texts: Texts,
  names: Readonly<Record<V, Localized>>,
): Field<z.ZodType<V, V>> {
  const choices = Object.entries<Localized>(names).map(([value, name]) => ({ value, name }));
  const isKnown = (value: unknown): value is V => typeof value === 'string' && Object.hasOwn(names, value);
  const schema = z.custom<V>(isKnown);
  return { option: { kind: 'choice', required: true, choices, ...texts }, schema };
}

export function integer(texts: Texts, range?: Range): Field<z.ZodInt> {
  return { option: { kind: 'integer', required: true, ...range, ...texts }, schema: within(z.int(), range) };
}

export function number(texts: Texts, range?: Range): Field<z.ZodNumber> {
  return { option: { kind: 'number', required: true, ...range, ...texts }, schema: within(z.number(), range) };
}

function within<S extends z.ZodNumber>(schema: S, range?: Range): S {
  if (!range) return schema;
  const least = schema.min(range.minimum);
  return range.maximum === undefined ? least : least.max(range.maximum);
}

export function flag(texts: Texts): Field<z.ZodBoolean> {
  return { option: { kind: 'flag', required: true, ...texts }, schema: z.boolean() };
}

export function picture(texts: Texts): Field<z.ZodType<PictureInput>> {
  return { option: { kind: 'picture', required: true, ...texts }, schema: pictureInputSchema };
}

/** The same field, which a member may leave out. */
export function optional<S extends z.ZodType>(field: Field<S>): Field<z.ZodOptional<S>> {
  return { option: { ...field.option, required: false }, schema: field.schema.optional() };
}

/** The same field, which stands for this where a member leaves it out; its meaning depends on no other one. */
export function withDefault<S extends z.ZodType>(
  field: Field<S>,
  value: z.util.NoUndefined<z.output<S>>,
): Field<z.ZodDefault<S>> {
  return { option: { ...field.option, required: false }, schema: field.schema.default(value) };
}
