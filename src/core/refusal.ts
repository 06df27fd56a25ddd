import type { LocalNames } from './fields.ts';
import { isJsonObject } from './json.ts';

/** What an option of another value would have to be, for a sentence that names both. */
export interface OptionValues {
  readonly option: string;
  readonly values: readonly string[];
}

/** Why a request is turned down before anything is spent. Worded in `views/`, in the member's language. */
export type Refusal =
  | { readonly code: 'blank'; readonly option: string }
  | { readonly code: 'too-long'; readonly option: string; readonly limit: number; readonly actual: number }
  | { readonly code: 'missing'; readonly option: string }
  | {
      readonly code: 'bad-choice';
      readonly option: string;
      readonly value: string;
      readonly allowed: readonly string[];
    }
  /** Without a maximum where the API names none. */
  | { readonly code: 'out-of-range'; readonly option: string; readonly minimum: number; readonly maximum?: number }
  | { readonly code: 'bad-value'; readonly option: string }
  | { readonly code: 'bad-colors'; readonly problem: 'count' | 'color' | 'weight'; readonly value: string }
  /** Of another API of the provider, from stored input; `left` are the options that there are. */
  | { readonly code: 'no-such-option'; readonly option: string; readonly left: readonly string[] }
  | { readonly code: 'needs'; readonly option: string; readonly needs: readonly string[] }
  | { readonly code: 'conflict'; readonly option: string; readonly other: string }
  | { readonly code: 'only-with'; readonly option: string; readonly only: OptionValues }
  | { readonly code: 'not-with'; readonly option: string; readonly other: OptionValues }
  /** `left`, where the provider no longer takes it: what may be chosen in its place. Else the operator's own will. */
  | { readonly code: 'switched-off'; readonly what: string; readonly left?: OptionValues }
  | { readonly code: 'not-a-picture'; readonly option: string }
  | { readonly code: 'picture-too-large'; readonly option: string; readonly limitMegabytes: number }
  | { readonly code: 'picture-too-many-pixels'; readonly option: string; readonly limitMegapixels: number }
  | { readonly code: 'picture-unreadable'; readonly option: string }
  | { readonly code: 'picture-unreachable'; readonly option: string }
  /** Neither of the ways to give the main picture was used. */
  | { readonly code: 'no-picture'; readonly option: string; readonly other: string }
  | { readonly code: 'too-many-pictures'; readonly limit: number }
  | { readonly code: 'picture-too-small'; readonly option: string; readonly minimum: number }
  /** Longer than `longest` to 1. */
  | { readonly code: 'picture-too-long'; readonly option: string; readonly longest: number }
  /** No such picture, or not one of the member's. */
  | { readonly code: 'picture-not-found'; readonly option: string }
  /** Removed for its age. */
  | { readonly code: 'picture-expired'; readonly option: string }
  | { readonly code: 'link-not-allowed'; readonly option: string; readonly host: string }
  /** The provider fetches it by itself, and there is no link to give. */
  | { readonly code: 'no-address' }
  | { readonly code: 'nothing-to-add' }
  | {
      readonly code: 'side-too-large';
      readonly option: string;
      readonly side: string;
      readonly limit: number;
      readonly nearest: string | undefined;
    }
  | {
      readonly code: 'result-too-large';
      readonly option: string;
      readonly limit: number;
      readonly unit: 'px' | 'megapixels';
      readonly nearest: string | undefined;
    }
  | {
      readonly code: 'bad-shape';
      readonly option: string;
      readonly value: string;
      readonly example: string;
      /** The outermost shapes that work. */
      readonly between?: readonly [string, string];
    }
  | { readonly code: 'bad-emphasis'; readonly option: string; readonly value: string };

const known: Readonly<Record<Refusal['code'], true>> = {
  blank: true,
  'too-long': true,
  missing: true,
  'bad-choice': true,
  'out-of-range': true,
  'bad-value': true,
  'bad-colors': true,
  'no-such-option': true,
  needs: true,
  conflict: true,
  'only-with': true,
  'not-with': true,
  'switched-off': true,
  'not-a-picture': true,
  'picture-too-large': true,
  'picture-too-many-pixels': true,
  'picture-unreadable': true,
  'picture-unreachable': true,
  'no-picture': true,
  'too-many-pictures': true,
  'picture-too-small': true,
  'picture-too-long': true,
  'picture-not-found': true,
  'picture-expired': true,
  'link-not-allowed': true,
  'no-address': true,
  'nothing-to-add': true,
  'side-too-large': true,
  'result-too-large': true,
  'bad-shape': true,
  'bad-emphasis': true,
};

/** For one that was stored, perhaps by another version. */
export const isRefusal = (value: unknown): value is Refusal =>
  isJsonObject(value) && typeof value['code'] === 'string' && Object.hasOwn(known, value['code']);

/** What the provider no longer takes, and what there is in its place. */
export interface SwitchedOff {
  readonly command: CommandName;
  /** One choice of the command; absent where all of it is off. */
  readonly choice?: { readonly value: string; readonly left: OptionValues };
  readonly instead: readonly CommandName[];
}

export interface CommandName {
  readonly name: string;
  readonly localNames: LocalNames;
}

/** Why the limits do not let a member start a job now; times are where it ends. */
export type LimitDenial =
  | { readonly code: 'blocked'; readonly until: number | undefined; readonly reason: string | undefined }
  | {
      readonly code: 'paused';
      /** Undefined: all of them. */
      readonly command: CommandName | undefined;
      /** Of a pause that the budget made; undefined for one that moderators end. */
      readonly resetsAt: number | undefined;
    }
  | {
      readonly code: 'not-allowed';
      readonly command: CommandName;
      /** It may be allowed in other channels. */
      readonly isHere: boolean;
      readonly until: number | undefined;
    }
  | {
      readonly code: 'resolution';
      readonly asked: string;
      readonly most: string;
      readonly until: number | undefined;
    }
  | { readonly code: 'concurrent'; readonly running: number; readonly limit: number; readonly mayCancel?: boolean }
  | { readonly code: 'cooldown'; readonly seconds: number; readonly endsAt: number }
  | {
      readonly code: 'daily-credits';
      readonly price: number;
      readonly left: number;
      readonly daily: number;
      readonly resetsAt: number;
      /** There are moderators who can help. */
      readonly mayBeGranted?: boolean;
    }
  | {
      readonly code: 'monthly-credits';
      readonly price: number;
      readonly left: number;
      readonly monthly: number;
      readonly resetsAt: number;
      readonly mayBeGranted?: boolean;
    }
  | {
      readonly code: 'pool';
      readonly pool: 'budget' | 'server' | 'operator';
      readonly price: number;
      readonly left: number;
      readonly resetsAt: number;
    };

/** Why the limits or the state of things do not let a member start a job now. */
export type Denial =
  | LimitDenial
  | { readonly code: 'provider-paused'; readonly reason: 'key' | 'credits' | 'gone' }
  | ({ readonly code: 'switched-off' } & SwitchedOff)
  /** As the moderators wrote it. */
  | { readonly code: 'word-rule'; readonly word: string }
  | { readonly code: 'spool-full' }
  /** Finished pictures of this operation lie where the operator has not allowed us to fetch them. */
  | { readonly code: 'results-held' }
  | { readonly code: 'store-unavailable' };
