import type { Draw, OpenGrant } from '../limits.ts';

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

export const sumOfGrants = (grants: readonly OpenGrant[]): number => grants.reduce((sum, { left }) => sum + left, 0);

/** The grants after so many credits were taken, the first first. */
export function takenFrom(grants: readonly OpenGrant[], credits: number): readonly OpenGrant[] {
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
