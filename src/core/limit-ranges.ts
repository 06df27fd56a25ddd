import type { RuleField } from './limits.ts';

interface Range {
  readonly minimum: number;
  readonly maximum: number;
}

/** What the numbers of a rule may be, for the options and for whoever reads them. */
export const ruleRanges = {
  daily: { minimum: 0, maximum: 1_000_000 },
  monthly: { minimum: 0, maximum: 1_000_000 },
  /** None at all is said by `allowed`, which is told where 0 is typed. */
  concurrent: { minimum: 0, maximum: 1000 },
  cooldown: { minimum: 0, maximum: 86_400 },
} as const satisfies Partial<Record<RuleField, Range>>;
export type RuleNumber = keyof typeof ruleRanges;
export const ruleNumbers = ['daily', 'monthly', 'concurrent', 'cooldown'] as const satisfies readonly RuleNumber[];

export const grantRange: Range = { minimum: 1, maximum: 1_000_000 };
/** 0: none. */
export const budgetRange: Range = { minimum: 0, maximum: 100_000_000 };
export const REASON_LIMIT = 300;

export const isWithin = (value: number, { minimum, maximum }: Range): boolean =>
  Number.isInteger(value) && value >= minimum && value <= maximum;
