import type { Pool } from './limits/account.ts';
import type { Decision } from './limits/decide.ts';
import type { Block, OpenGrant, Pause } from './limits.ts';
import type { CommandName } from './refusal.ts';

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

export interface QuotaPrice {
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
}
