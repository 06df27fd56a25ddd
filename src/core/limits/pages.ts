import type { CreditPrice } from '../credit-price.ts';
import type { Position } from '../pages.ts';
import type { CommandName } from '../refusal.ts';
import type { LimitChange, LimitItem } from './changes.ts';
import type { Decision } from './decide.ts';
import type { Pool } from './judge.ts';
import type { Block, Budget, OpenGrant, Pause, Whom } from './rules.ts';

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

/** What a member may do, who says so, and what of it is used; for one command, or where none is named for all. */
export interface LimitOverview {
  readonly memberId: string;
  readonly command: CommandName | undefined;
  readonly decision: Decision;
  /** As the deciding rules count: without what grants paid. */
  readonly spentToday: number;
  readonly spentThisMonth: number;
  /** All in all: rules, grants, budget and the operator's ceilings. */
  readonly left: number;
  readonly running: number;
  /** When the next may be asked for; undefined for now. */
  readonly nextAt: number | undefined;
  readonly grants: readonly OpenGrant[];
  readonly block: Block | undefined;
  readonly pauses: readonly PauseShown[];
  readonly pools: readonly Pool[];
  readonly dayEndsAt: number;
  readonly monthEndsAt: number;
}

export interface PauseShown extends Pick<Pause, 'cause'> {
  /** Undefined: all of them. */
  readonly command: CommandName | undefined;
}

/** A command for which something else holds than for the others. */
export interface QuotaException {
  readonly command: CommandName;
  readonly decision: Decision;
  readonly left: number;
}

interface QuotaPrice {
  readonly command: CommandName;
  /** Credits of its cheapest and its dearest picture. */
  readonly cheapest: number;
  readonly dearest: number;
}

/** A member's own view. */
export interface QuotaPage {
  readonly overview: LimitOverview;
  readonly exceptions: readonly QuotaException[];
  readonly prices: readonly QuotaPrice[];
  /** Undefined where the operator did not say it. */
  readonly creditPrice?: CreditPrice | undefined;
}
