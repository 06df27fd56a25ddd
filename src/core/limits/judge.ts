import { endOfDay, endOfMonth } from '../periods.ts';
import { isBeyond } from '../picture.ts';
import type { CommandName, LimitDenial } from '../refusal.ts';
import { counted, type Decision, type Defaults, decide, type Ruling, type Source } from './decide.ts';
import { type Block, type Draw, isServer, type OpenGrant, type Pause, type Rule, type Subject } from './rules.ts';

/** Credits reserved and not given back. */
export interface Amount {
  readonly credits: number;
  /** How many of them came from grants, and count against no rule. */
  readonly granted: number;
}

/** Of a day or a month, by command. */
export type Spending = ReadonlyMap<string, Amount>;

const NOTHING: Amount = { credits: 0, granted: 0 };

/** What counts against a rule for one command, or for all of them. */
export function ownCredits(spending: Spending, command: string | undefined): number {
  const amounts = command === undefined ? [...spending.values()] : [spending.get(command) ?? NOTHING];
  return amounts.reduce((sum, { credits, granted }) => sum + credits - granted, 0);
}

export function adding(spending: Spending, command: string, more: Amount): Spending {
  const { credits, granted } = spending.get(command) ?? NOTHING;
  return new Map([...spending, [command, { credits: credits + more.credits, granted: granted + more.granted }]]);
}

const sumOfGrants = (grants: readonly OpenGrant[]): number => grants.reduce((sum, { left }) => sum + left, 0);

/** The grants after so many credits were taken, the first first. */
function takenFrom(grants: readonly OpenGrant[], credits: number): readonly OpenGrant[] {
  let open = credits;
  return grants.map((grant) => {
    const taken = Math.min(open, grant.left);
    open -= taken;
    return { ...grant, left: grant.left - taken };
  });
}

interface Priced {
  readonly id: string;
  readonly price: number;
}

/** Which job takes what from which grant: the last jobs of a group, since the first ones still fit under the rules. */
export function drawsOf(jobs: readonly Priced[], short: number, grants: readonly OpenGrant[]): readonly Draw[] {
  const draws: Draw[] = [];
  let open = short;
  let left = grants;
  for (const { id, price } of [...jobs].reverse()) {
    const wanted = Math.min(open, price);
    const after = takenFrom(left, wanted);
    left.forEach(({ id: grantId, left: before }, place) => {
      const credits = before - (after[place]?.left ?? before);
      if (credits > 0) draws.push({ jobId: id, grantId, credits });
    });
    left = after;
    open -= wanted;
  }
  return draws;
}

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
function roomUnder(ruling: Ruling<number>, spending: Spending): number | undefined {
  if (ruling.value === undefined) return undefined;
  return Math.max(0, ruling.value - ownCredits(spending, counted(ruling)));
}

/** Credits that the rules leave for this command, without grants. */
const roomOf = ({ day, month }: Pick<Account, 'day' | 'month'>, { daily, monthly }: Decision): number =>
  Math.min(roomUnder(daily, day) ?? Infinity, roomUnder(monthly, month) ?? Infinity);

const leftIn = ({ credits, spent }: Pool): number => Math.max(0, credits - spent);

/** Credits that the member may still spend on this command today. */
export function leftOf(account: Account, command: string | undefined): number {
  const own = roomOf(account, decisionFor(account, command)) + sumOfGrants(account.grants);
  return Math.min(own, ...account.pools.map(leftIn));
}

/** As it is after a job of this command was taken, `short` of whose credits came from grants. */
function afterwards(account: Account, command: string, credits: number, short: number): Account {
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
function pauseOn(pauses: readonly Pause[], command: string): Pause | undefined {
  const on = pauses.filter((pause) => pause.command === undefined || pause.command === command);
  return on.find(({ cause }) => cause === 'moderator') ?? on[0];
}

/** What is asked for: all pictures of a group together, or one step of several. */
export interface Demand {
  readonly command: CommandName;
  /** Undefined where it is not known, or not chosen. */
  readonly resolution: string | undefined;
  /** Credits. */
  readonly price: number;
}

type Verdict =
  | {
      readonly ok: true;
      /** Credits of the first demand that grants must pay. */
      readonly short: number;
      /** After the first demand. */
      readonly after: Account;
    }
  | { readonly ok: false; readonly denial: LimitDenial };

/** Whether all of it may be had now, one after the other: the first is taken, the others must fit beside it. */
export function judge(account: Account, demands: readonly [Demand, ...Demand[]]): Verdict {
  const [first, ...later] = demands;
  const taken = take(account, first);
  if (!taken.ok) return { ok: false, denial: ofAll(taken.denial, demands, 0) };
  let { after } = taken;
  let price = first.price;
  for (const demand of later) {
    const next = take(after, demand);
    if (!next.ok) return { ok: false, denial: ofAll(next.denial, demands, price) };
    after = next.after;
    price += demand.price;
  }
  return taken;
}

/** The sum is what was asked for, also where only its last part does not fit. */
function ofAll(denial: LimitDenial, demands: readonly Demand[], before: number): LimitDenial {
  if (!('price' in denial)) return denial;
  const price = demands.reduce((sum, demand) => sum + demand.price, 0);
  return { ...denial, price, left: denial.left + before };
}

function take(account: Account, demand: Demand): Verdict {
  const decision = decisionFor(account, demand.command.name);
  const denial = closed(account, demand, decision) ?? tooMuch(account, demand, decision) ?? poolEmpty(account, demand);
  if (denial) return { ok: false, denial };
  const short = Math.max(0, demand.price - roomOf(account, decision));
  return { ok: true, short, after: afterwards(account, demand.command.name, demand.price, short) };
}

const untilOf = (source: Source | undefined): number | undefined =>
  source === undefined || source === 'operator' ? undefined : source.until;

/** What no number of credits opens. */
function closed(
  { block, pauses, now }: Account,
  { command, resolution }: Demand,
  decision: Decision,
): LimitDenial | undefined {
  if (block) return { code: 'blocked', until: block.until, reason: block.reason };
  const pause = pauseOn(pauses, command.name);
  if (pause) {
    const isBudget = pause.cause === 'budget';
    return {
      code: 'paused',
      command: pause.command === undefined ? undefined : command,
      resetsAt: isBudget ? endOfMonth(now) : undefined,
    };
  }
  const { allowed, resolution: most } = decision;
  if (allowed.value === false) {
    const isHere = allowed.by !== undefined && allowed.by !== 'operator' && allowed.by.whom.kind === 'channel';
    return { code: 'not-allowed', command, isHere, until: untilOf(allowed.by) };
  }
  return tooFine(most, resolution);
}

/** Also asked once more when the size of a picture is known. */
export function tooFine(most: Decision['resolution'], asked: string | undefined): LimitDenial | undefined {
  if (asked === undefined || most.value === undefined || !isBeyond(asked, most.value)) return undefined;
  return { code: 'resolution', asked, most: most.value, until: untilOf(most.by) };
}

function tooMuch(account: Account, { price }: Demand, decision: Decision): LimitDenial | undefined {
  const granted = sumOfGrants(account.grants);
  if (price <= roomOf(account, decision) + granted) return undefined;
  const { now, day, month } = account;
  const mayBeGranted = isServer(account.subject.scope);
  const [daily, monthly] = [roomUnder(decision.daily, day), roomUnder(decision.monthly, month)];
  // whichever leaves less is the one to wait for
  if (monthly !== undefined && monthly < (daily ?? Infinity)) {
    const left = monthly + granted;
    return {
      code: 'monthly-credits',
      price,
      left,
      monthly: decision.monthly.value ?? 0,
      resetsAt: endOfMonth(now),
      mayBeGranted,
    };
  }
  const left = (daily ?? 0) + granted;
  return {
    code: 'daily-credits',
    price,
    left,
    daily: decision.daily.value ?? 0,
    resetsAt: endOfDay(now),
    mayBeGranted,
  };
}

function poolEmpty({ pools, now }: Account, { price }: Demand): LimitDenial | undefined {
  const pool = pools.find((each) => price > leftIn(each));
  return pool && { code: 'pool', pool: pool.kind, price, left: leftIn(pool), resetsAt: endOfMonth(now) };
}

/** What a member has in the works, and when the last thing was asked for, as the deciding rules count it. */
export interface Pace {
  readonly running: number;
  readonly lastAt: number | undefined;
}

/** Whether it is too soon, or too many at once; the pictures of a group are one request. */
export function judgePace(
  { concurrent, cooldown }: Pick<Decision, 'concurrent' | 'cooldown'>,
  { running, lastAt }: Pace,
  now: number,
): LimitDenial | undefined {
  if (concurrent.value !== undefined && running >= concurrent.value) {
    return { code: 'concurrent', running, limit: concurrent.value };
  }
  const endsAt = (lastAt ?? Number.NEGATIVE_INFINITY) + (cooldown.value ?? 0) * 1000;
  return now < endsAt ? { code: 'cooldown', seconds: cooldown.value ?? 0, endsAt } : undefined;
}
