import type { LimitChange } from './limit-change.ts';
import type { LimitItem } from './limit-item.ts';
import type { Budget, Pause, Whom } from './limits.ts';
import type { Position } from './pages.ts';

/** What holds where no rule says anything, and what no rule can raise: the operator's word. */
export interface OperatorLimits {
  readonly daily: number;
  readonly concurrent: number;
  /** Of the whole server; undefined where there is none. */
  readonly serverMonthly: number | undefined;
}

/** What moderators set, page by page. */
export interface LimitTable extends Position {
  /** Undefined: all of it. */
  readonly about: Whom | undefined;
  /** On this page: rules, blocks, and of one member the grants. */
  readonly items: readonly LimitItem[];
  readonly budget: Budget | undefined;
  readonly pauses: readonly Pause[];
  readonly blocks: number;
  readonly grants: { readonly count: number; readonly members: number; readonly credits: number };
  readonly operator: OperatorLimits;
}

export interface LoggedChange {
  readonly id: string;
  readonly at: number;
  readonly actorId: string;
  /** Undefined: another version wrote it. */
  readonly change: LimitChange | undefined;
  readonly isUndone: boolean;
}

/** Who changed what, newest first. */
export interface LimitLog extends Position {
  readonly entries: readonly LoggedChange[];
}
