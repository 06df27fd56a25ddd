import type { Block, OpenGrant, Pause, Rule, Subject } from '../limits.ts';
import { counted, type Decision, type Defaults, decide, type Ruling } from './decide.ts';
import { adding, ownCredits, type Spending, sumOfGrants, takenFrom } from './spending.ts';

/** Credits of a month that many share: a server's budget, or what the operator allows each server or everybody. */
export interface Pool {
  readonly kind: 'budget' | 'server' | 'operator';
  readonly credits: number;
  readonly spent: number;
}

/** All that a member's limits are held against at one moment. */
export interface Account {
  readonly subject: Subject;
  readonly now: number;
  readonly rules: readonly Rule[];
  readonly defaults: Defaults;
  readonly block: Block | undefined;
  readonly pauses: readonly Pause[];
  readonly grants: readonly OpenGrant[];
  readonly day: Spending;
  readonly month: Spending;
  readonly pools: readonly Pool[];
}

export const decisionFor = ({ rules, defaults, subject }: Account, command: string | undefined): Decision =>
  decide(rules, defaults, subject, command);

/** Credits that a rule leaves; undefined where there is none. */
export function roomUnder(ruling: Ruling<number>, spending: Spending): number | undefined {
  if (ruling.value === undefined) return undefined;
  return Math.max(0, ruling.value - ownCredits(spending, counted(ruling)));
}

/** Credits that the rules leave for this command, without grants. */
export const roomOf = ({ day, month }: Pick<Account, 'day' | 'month'>, { daily, monthly }: Decision): number =>
  Math.min(roomUnder(daily, day) ?? Infinity, roomUnder(monthly, month) ?? Infinity);

export const leftIn = ({ credits, spent }: Pool): number => Math.max(0, credits - spent);

/** Credits that the member may still spend on this command today. */
export function leftOf(account: Account, command: string | undefined): number {
  const own = roomOf(account, decisionFor(account, command)) + sumOfGrants(account.grants);
  return Math.min(own, ...account.pools.map(leftIn));
}

/** As it is after a job of this command was taken, `short` of whose credits came from grants. */
export function afterwards(account: Account, command: string, credits: number, short: number): Account {
  const more = { credits, granted: short };
  return {
    ...account,
    day: adding(account.day, command, more),
    month: adding(account.month, command, more),
    grants: takenFrom(account.grants, short),
    pools: account.pools.map((pool) => ({ ...pool, spent: pool.spent + credits })),
  };
}

/** The pause that holds a command up, a moderator's first. */
export function pauseOn(pauses: readonly Pause[], command: string): Pause | undefined {
  const on = pauses.filter((pause) => pause.command === undefined || pause.command === command);
  return on.find(({ cause }) => cause === 'moderator') ?? on[0];
}
