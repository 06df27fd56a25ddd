import type { Budget, Pause, Rule, RuleKey } from './limits.ts';

/** Why a moderator's command changed nothing: what they can do instead follows from it. */
export type LimitProblem =
  | {
      readonly problem:
        | 'several-whoms'
        | 'no-fields'
        | 'no-jobs-at-once'
        | 'bot'
        | 'category'
        | 'block-self'
        | 'no-such-entry'
        | 'unreadable-entry'
        | 'undone-already'
        | 'as-before'
        | 'words-full'
        | 'manage-server-only';
    }
  | { readonly problem: 'bad-until' | 'unknown-command' | 'unknown-resolution'; readonly typed: string }
  | { readonly problem: 'past-until'; readonly until: number }
  | {
      readonly problem: 'out-of-range';
      readonly subcommand: 'set' | 'grant' | 'budget';
      readonly option: string;
      readonly minimum: number;
      readonly maximum: number;
    }
  | { readonly problem: 'reason-too-long'; readonly length: number; readonly limit: number }
  | { readonly problem: 'cannot-write'; readonly channelId: string }
  | { readonly problem: 'no-such-rule'; readonly key: RuleKey; readonly there: readonly Rule[] }
  | { readonly problem: 'not-blocked'; readonly memberId: string }
  | {
      readonly problem: 'not-paused';
      readonly command: string | undefined;
      readonly pauses: readonly Pause[];
      readonly budget: Budget | undefined;
    };

export const isProblem = (value: object | undefined): value is LimitProblem =>
  value !== undefined && 'problem' in value;
