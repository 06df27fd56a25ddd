import { endOfDay, endOfMonth } from '../periods.ts';
import type { CommandName } from '../refusal.ts';
import { isBeyond } from '../resolutions.ts';
import { type Account, afterwards, decisionFor, leftIn, pauseOn, roomOf, roomUnder } from './account.ts';
import type { Decision, Source } from './decide.ts';
import type { LimitDenial } from './denial.ts';
import { sumOfGrants } from './spending.ts';
import { isServer } from './subject.ts';

/** What is asked for: all pictures of a group together, or one step of several. */
export interface Demand {
  readonly command: CommandName;
  /** Undefined where it is not known, or not chosen. */
  readonly resolution: string | undefined;
  /** Credits. */
  readonly price: number;
}

export type Verdict =
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
