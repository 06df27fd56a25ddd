import type { OptionChoice } from '../../src/core/fields.ts';
import type { Localized } from '../../src/core/language.ts';

/** How a picture may stand in a field. */
export type PictureForm = 'base64' | 'address' | 'base64-or-address';

export type Kind =
  | { readonly kind: 'text'; readonly default?: string; readonly pattern?: string; readonly isNeverEmpty?: true }
  | {
      readonly kind: 'integer' | 'number';
      readonly minimum?: number;
      readonly maximum?: number;
      readonly default?: number;
    }
  /** Either null or a number. */
  | { readonly kind: 'nullable-integer'; readonly minimum: number; readonly maximum: number; readonly default: number }
  /** A number, or the same in quotes. */
  | { readonly kind: 'integer-or-text'; readonly minimum: number; readonly maximum: number }
  | { readonly kind: 'flag'; readonly default?: boolean }
  | { readonly kind: 'choice'; readonly choices: readonly OptionChoice[]; readonly default?: string }
  | { readonly kind: 'picture'; readonly as: PictureForm }
  | { readonly kind: 'address' | 'file' }
  | { readonly kind: 'object'; readonly fields: readonly Parameter[] }
  | { readonly kind: 'list'; readonly of: Kind; readonly least?: number; readonly most: number };

/** One field of a request. */
export type Parameter = Kind & {
  readonly name: string;
  readonly about: Localized;
  readonly isRequired?: true;
  /** Each choice is told with its meaning. */
  readonly explainsChoices?: true;
};

/** A value of a request in an example; `file:photo.png` stands for that file as base64. */
export type Sample = string | number | boolean | readonly Sample[] | { readonly [name: string]: Sample };

/** Two programs that do the same. */
export interface Example {
  readonly name: string;
  readonly curl: string;
  readonly typescript: string;
}

/** Of the answer to the first request; a poll is always wrapped in `data`. */
export type AnswerShape = 'wrapped' | 'task_status' | 'links';

export interface Endpoint {
  readonly title: string;
  readonly method: 'GET' | 'POST' | 'DELETE';
  readonly path: string;
  /** Below which its tasks are asked for, where that is another. */
  readonly pollPath?: string;
  /** The bot's command that uses it. */
  readonly command?: string;
  readonly about: Localized;
  readonly encoding: 'json' | 'form' | 'multipart' | 'none';
  readonly answers: 'task' | 'at-once';
  readonly parameters: readonly Parameter[];
  /** Rules and traps that no type can tell. */
  readonly notes: readonly Localized[];
  /** The answer, as JSON. */
  readonly answer: object;
  readonly example: Example;
}

/** An endpoint of Freepik, whose answers and examples follow from its description. */
export interface FreepikEndpoint extends Endpoint {
  readonly shape: AnswerShape;
  readonly sample: { readonly [name: string]: Sample };
}
