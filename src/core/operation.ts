import { z } from 'zod';
import type { Action } from './custom-ids.ts';
import type { Field, LocalNames, OptionShape } from './fields.ts';
import { isJsonObject, type Json, type JsonObject } from './json.ts';
import type { Localized } from './language.ts';
import type { PictureInput, PictureLimits, Resolution } from './picture.ts';
import type { Endpoint, ProviderName, ProviderRequest } from './provider.ts';
import type { Refusal } from './refusal.ts';

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
interface MainPicture {
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

type Prepared = { readonly ok: true; readonly job: PreparedJob } | { readonly ok: false; readonly refusal: Refusal };

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
  /** What the API takes for what was not said, as far as a card tells it. */
  usual(input: JsonObject): JsonObject;
  prepare(raw: unknown, facts: Facts): Prepared;
  altText(input: JsonObject): Localized;
}

/** Which operations there are, and what is known when one is judged. */
export interface Catalog {
  /** Any that there is, offered or not. */
  known(name: string): Operation | undefined;
  /** The same, with the follow-ups that are offered at the moment. */
  shown(name: string): Operation | undefined;
  /** What the operator's settings allow. */
  readonly offered: readonly Operation[];
  findOffered(name: string): Operation | undefined;
  /** Of them, what is not switched off at the moment. */
  offeredNow(): readonly Operation[];
  /** For jobs that were accepted: each is judged again when it is sent. */
  facts(): Facts;
  /** For new orders. */
  factsNow(): Facts;
}

type Fields = Readonly<Record<string, Field>>;
type Shape<F extends Fields> = { [K in keyof F]: F[K]['schema'] };
export type InputOf<F extends Fields> = z.output<z.ZodObject<Shape<F>>>;

interface Definition<F extends Fields>
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
  /** Options that stored input may have from another API of the provider, and that mean nothing to this one. */
  readonly ofOthers?: readonly string[];
  /** The first reason not to ask the provider: what it would ignore silently is said here. */
  refuse(input: InputOf<F>, facts: Facts): Refusal | undefined;
  tier(input: InputOf<F>): string;
  /** Undefined as long as it is not known, such as of a picture that was not measured yet. */
  resolution?(input: InputOf<F>): Resolution | undefined;
  count?(input: InputOf<F>): number;
  usual?(input: InputOf<F>): Readonly<Partial<Record<keyof InputOf<F>, Json>>>;
  request(input: InputOf<F>, facts: Facts): Omit<ProviderRequest, 'provider'>;
  altText(input: InputOf<F>): Localized;
}

export function defineOperation<const F extends Fields>(definition: Definition<F>): Operation {
  const { fields, ofOthers = [], refuse, tier, resolution, count, usual, request, altText, ...rest } = definition;
  const shape: Shape<F> = mapValues(fields, (field) => field.schema);
  const schema = z.object(shape);

  const options = Object.entries(fields).map(([name, { option }]) => ({ name, ...option }));
  const left = options.map(({ name }) => name);

  return {
    ...rest,
    options,
    prepare(raw, facts) {
      const foreign = isJsonObject(raw) ? ofOthers.find((name) => raw[name] !== undefined) : undefined;
      if (foreign !== undefined) return { ok: false, refusal: { code: 'no-such-option', option: foreign, left } };
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
    usual(input) {
      const parsed = schema.safeParse(input);
      return parsed.success && usual ? toJson(usual(parsed.data)) : {};
    },
    altText(input) {
      const parsed = schema.safeParse(input);
      return parsed.success ? altText(parsed.data) : rest.title;
    },
  };
}

interface NamedOption extends OptionShape {
  readonly name: string;
}

/** The first complaint of a schema as the refusal that names the option. */
export function refusalOf(error: z.ZodError, options: readonly NamedOption[]): Refusal {
  const [issue] = error.issues;
  const option = String(issue?.path[0] ?? '');
  const shape = options.find(({ name }) => name === option);
  if (!issue || !shape) return { code: 'bad-value', option };
  if (issue.input === undefined && issue.path.length === 1) return { code: 'missing', option };
  if (issue.code === 'too_big' && issue.origin === 'string') {
    return { code: 'too-long', option, limit: Number(issue.maximum), actual: String(issue.input).length };
  }
  if (issue.code === 'too_small' && issue.origin === 'string') return { code: 'blank', option };
  const { minimum, maximum } = shape;
  if (minimum !== undefined && maximum !== undefined) return { code: 'out-of-range', option, minimum, maximum };
  if (minimum !== undefined && issue.code === 'too_small') return { code: 'out-of-range', option, minimum };
  if (!shape.choices) return { code: 'bad-value', option };
  const value = String(issue.input).slice(0, 40);
  return { code: 'bad-choice', option, value, allowed: shape.choices.map((choice) => choice.value) };
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

/** One of the things that a menu offers to do with a picture. */
export interface Preset {
  readonly name: string;
  readonly label: Localized;
  readonly input: JsonObject;
}

/**
 * A button that a result offers: which operation it starts, and the input that it makes.
 * Of several with one action the first counts that is offered and takes the input.
 */
export interface FollowUp {
  readonly action: Action;
  readonly operation: string;
  /** All that was asked for once more, or the picture alone. */
  readonly from: 'same-input' | 'picture';
  /** Of `same-input`: the option that gets the picture. */
  readonly pictureAs?: string;
  /** Of `same-input`: what is not taken over. */
  readonly without?: readonly string[];
  readonly preset?: JsonObject;
  /** A form asks for it first. */
  readonly asks?: 'prompt';
  /** A menu asks which first. */
  readonly presets?: readonly Preset[];
  /** For what no preset says: the command to type, and the option to begin with. */
  readonly more?: { readonly operation: string; readonly option: string };
}

export type FollowUpInput = Readonly<Record<string, unknown>>;

/** What a follow-up asks of its operation; `added` is what the member chose or wrote. */
export function followUpInput(
  followUp: FollowUp,
  { main }: Pick<Operation, 'main'>,
  made: Made,
  added: FollowUpInput = {},
): FollowUpInput {
  const { from, pictureAs, without = [], preset = {} } = followUp;
  if (from === 'picture') return { [main?.options[0] ?? 'image']: made.picture, ...preset, ...added };
  const kept = Object.entries(made.input).filter(([name]) => !without.includes(name));
  return {
    ...Object.fromEntries(kept),
    ...(pictureAs === undefined ? {} : { [pictureAs]: made.picture }),
    ...preset,
    ...added,
  };
}

/** A follow-up and the operation that it starts. */
export interface FollowUpWay {
  readonly followUp: FollowUp;
  readonly target: Operation;
}

/** All that are offered of one action, those that are open at the moment first. */
export function waysTo(
  { findOffered, offeredNow }: Pick<Catalog, 'findOffered' | 'offeredNow'>,
  followUps: readonly FollowUp[],
  action: Action,
): readonly FollowUpWay[] {
  const isNow = ({ target: { name } }: FollowUpWay) => offeredNow().some((each) => each.name === name);
  const ways = followUps.flatMap((followUp): FollowUpWay[] => {
    const target = followUp.action === action ? findOffered(followUp.operation) : undefined;
    return target ? [{ followUp, target }] : [];
  });
  return [...ways.filter(isNow), ...ways.filter((way) => !isNow(way))];
}

/** A result offers what is offered here and now. */
export function offering<O extends Pick<Operation, 'followUps'>>(
  operation: O,
  isOffered: (name: string) => boolean,
): O {
  return { ...operation, followUps: operation.followUps.filter((each) => isOffered(each.operation)) };
}

/** Credits by operation and line of its price list: what the operator set in place of our defaults. */
export const pricesSchema = z.record(z.string(), z.record(z.string(), z.int().min(0).max(100_000)));
export type Prices = z.infer<typeof pricesSchema>;

export function priceOf(
  prices: Prices,
  { name, prices: defaults }: Pick<Operation, 'name' | 'prices'>,
  tier: string,
): number {
  const price = prices[name]?.[tier] ?? defaults[tier];
  if (price === undefined) throw new Error(`No price for ${name} ${tier}`);
  return price;
}

/** Credits of one picture, by what a result offers; nothing of what would be turned down. */
export type ActionPrices = Readonly<Partial<Record<Action, number>>>;

/** What is asked for once more, or a picture of it. */
interface Made {
  readonly input: JsonObject;
  readonly picture: PictureInput | undefined;
}

/** What follow-ups cost, counted as their orders are. */
export function createQuotes(catalog: Pick<Catalog, 'findOffered' | 'offeredNow' | 'factsNow'>, prices: Prices) {
  function priceOfWay({ followUp, target }: FollowUpWay, made: Made, added?: FollowUpInput): number | undefined {
    const prepared = target.prepare(followUpInput(followUp, target, made, added), catalog.factsNow());
    return prepared.ok ? priceOf(prices, target, prepared.job.tier) : undefined;
  }

  /** What is still to be asked may be anything: words cost the same whatever they are, presets are tried in order. */
  function priceOfAny(way: FollowUpWay, made: Made): number | undefined {
    const { asks, presets } = way.followUp;
    const answers = presets?.map(({ input }) => input) ?? [asks ? { [asks]: ANY_WORDS } : {}];
    return firstDefined(answers, (added) => priceOfWay(way, made, added));
  }

  return {
    ofWay: priceOfWay,
    of(followUps: readonly FollowUp[], made: Made): ActionPrices {
      const offered = [...new Set(followUps.map(({ action }) => action))];
      return Object.fromEntries(
        offered.flatMap((action) => {
          const price = firstDefined(waysTo(catalog, followUps, action), (way) => priceOfAny(way, made));
          return price === undefined ? [] : [[action, price]];
        }),
      );
    },
  };
}

export type Quotes = ReturnType<typeof createQuotes>;

/** Where words are still to be asked for: what they are changes no price. */
export const ANY_WORDS = '…';

function firstDefined<T, R>(all: readonly T[], read: (each: T) => R | undefined): R | undefined {
  for (const each of all) {
    const value = read(each);
    if (value !== undefined) return value;
  }
  return undefined;
}
