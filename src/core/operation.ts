import { z } from 'zod';
import type { Field, LocalNames, OptionShape } from './fields.ts';
import type { FollowUp } from './follow-up.ts';
import { isJsonObject, type JsonObject } from './json.ts';
import type { Localized } from './language.ts';
import type { PictureLimits } from './picture-limits.ts';
import type { Endpoint, ProviderName, ProviderRequest } from './provider.ts';
import type { Refusal } from './refusal.ts';
import { refusalOf } from './refusal-of.ts';
import type { Resolution } from './resolutions.ts';

export interface OperationOption extends OptionShape {
  readonly name: string;
}

/** What is known of the provider when a request is judged; an empty list means that nothing is known. */
export interface Facts {
  readonly looks: readonly KnownLora[];
  readonly characters: readonly KnownLora[];
  readonly disabledModels: readonly string[];
  /** Models that the provider refuses for now, and that are tried again by themselves. */
  readonly retiredModels?: readonly string[];
}

export interface KnownLora {
  readonly id: string;
  readonly name: string;
  readonly description: string;
}

/** Options through which an operation gets the picture that it works on; `from` fills the first of them. */
export interface MainPicture {
  readonly isNeeded: boolean;
  readonly options: readonly string[];
}

export interface PreparedJob {
  /** What is stored: parsing it again gives the same. One picture's input: `count` is taken out. */
  readonly input: JsonObject;
  readonly count: number;
  /** Line of the price list. */
  readonly tier: string;
  /** How large the picture becomes, where that is chosen and known. */
  readonly resolution?: Resolution;
  readonly request: ProviderRequest;
}

export type Prepared =
  | { readonly ok: true; readonly job: PreparedJob }
  | { readonly ok: false; readonly refusal: Refusal };

/** An operation as everybody but its own file sees it: no generics, so that a registry is a plain list. */
export interface Operation {
  readonly name: string;
  readonly localNames: LocalNames;
  readonly description: Localized;
  /** What stands on the card. */
  readonly title: Localized;
  readonly provider: ProviderName;
  /** All to which its requests may go. */
  readonly endpoints: readonly Endpoint[];
  /** Operations that do much the same, for while this one is switched off: the nearest first. */
  readonly instead: readonly string[];
  readonly options: readonly OperationOption[];
  /** Credits by line. */
  readonly prices: Readonly<Record<string, number>>;
  readonly followUps: readonly FollowUp[];
  readonly main?: MainPicture;
  readonly pictureLimits?: PictureLimits;
  prepare(raw: unknown, facts: Facts): Prepared;
  altText(input: JsonObject): Localized;
}

type Fields = Readonly<Record<string, Field>>;
type Shape<F extends Fields> = { [K in keyof F]: F[K]['schema'] };
export type InputOf<F extends Fields> = z.output<z.ZodObject<Shape<F>>>;

export interface Definition<F extends Fields>
  extends Pick<
    Operation,
    | 'name'
    | 'localNames'
    | 'description'
    | 'title'
    | 'provider'
    | 'endpoints'
    | 'instead'
    | 'prices'
    | 'followUps'
    | 'main'
    | 'pictureLimits'
  > {
  readonly fields: F;
  /** The first reason not to ask the provider: what it would ignore silently is said here. */
  refuse(input: InputOf<F>, facts: Facts): Refusal | undefined;
  tier(input: InputOf<F>): string;
  /** Undefined as long as it is not known, such as of a picture that was not measured yet. */
  resolution?(input: InputOf<F>): Resolution | undefined;
  count?(input: InputOf<F>): number;
  request(input: InputOf<F>, facts: Facts): Omit<ProviderRequest, 'provider'>;
  altText(input: InputOf<F>): Localized;
}

export function defineOperation<const F extends Fields>(definition: Definition<F>): Operation {
  const { fields, refuse, tier, resolution, count, request, altText, ...rest } = definition;
  const shape: Shape<F> = mapValues(fields, (field) => field.schema);
  const schema = z.object(shape);

  const options = Object.entries(fields).map(([name, { option }]) => ({ name, ...option }));

  return {
    ...rest,
    options,
    prepare(raw, facts) {
      const parsed = schema.safeParse(raw, { reportInput: true });
      if (!parsed.success) return { ok: false, refusal: refusalOf(parsed.error, options) };
      // `from` has become the main picture by now; one picture's input knows no count
      const { count: _, from: __, ...input } = toJson(parsed.data);
      const refusal = lacksPicture(rest.main, input) ?? refuse(parsed.data, facts);
      if (refusal) return { ok: false, refusal };
      const size = resolution?.(parsed.data);
      return {
        ok: true,
        job: {
          input,
          count: count?.(parsed.data) ?? 1,
          tier: tier(parsed.data),
          ...(size && { resolution: size }),
          request: { provider: rest.provider, ...request(parsed.data, facts) },
        },
      };
    },
    altText(input) {
      const parsed = schema.safeParse(input);
      return parsed.success ? altText(parsed.data) : rest.title;
    },
  };
}

function lacksPicture(main: MainPicture | undefined, input: JsonObject): Refusal | undefined {
  if (!main?.isNeeded || main.options.some((option) => input[option] !== undefined)) return undefined;
  return { code: 'no-picture', option: main.options[0] ?? 'image', other: 'from' };
}

function mapValues<F extends Fields>(fields: F, pick: (field: Field) => z.ZodType): Shape<F>;
function mapValues(fields: Fields, pick: (field: Field) => z.ZodType): Record<string, z.ZodType> {
  return Object.fromEntries(Object.entries(fields).map(([name, field]) => [name, pick(field)]));
}

function toJson(value: unknown): JsonObject {
  const json: unknown = JSON.parse(JSON.stringify(value));
  if (!isJsonObject(json)) throw new Error('An input is an object');
  return json;
}
