import type { Action } from './custom-id.ts';
import type { JsonObject } from './json.ts';
import type { Localized } from './language.ts';
import type { Operation } from './operation.ts';
import type { PictureInput } from './picture-input.ts';

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
  made: { readonly input: JsonObject; readonly picture: PictureInput | undefined },
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

/** A result offers what is offered here and now. */
export function offering<O extends Pick<Operation, 'followUps'>>(
  operation: O,
  isOffered: (name: string) => boolean,
): O {
  return { ...operation, followUps: operation.followUps.filter((each) => isOffered(each.operation)) };
}
