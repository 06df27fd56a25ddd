import { z } from 'zod';

/** What a measurement found out: a value for each round, and those of what ran beside it, taken in turn. */
export const figureSchema = z.object({
  name: z.string(),
  unit: z.string(),
  better: z.enum(['lower', 'higher']),
  ours: z.array(z.number()),
  baseline: z.array(z.number()).optional(),
  baselineName: z.string().optional(),
  /** A bound of the value itself, or of how many times its baseline it is. */
  goal: z.object({ of: z.enum(['value', 'ratio']), bound: z.number() }).optional(),
});
export type Figure = z.output<typeof figureSchema>;

export interface Measurement {
  /** Short enough for `--quick`, for an ordinary run, or for `--long` alone. */
  readonly takes: 'short' | 'usual' | 'long';
  measure(isQuick: boolean): Promise<readonly Figure[]>;
}

export interface Spread {
  readonly median: number;
  readonly least: number;
  readonly most: number;
}

export function quantile(values: readonly number[], share: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? Number.NaN;
}

export const mean = (values: readonly number[]): number => values.reduce((sum, each) => sum + each, 0) / values.length;

/** Between the two in the middle where their number is even. */
export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const half = sorted.length / 2;
  return mean(sorted.slice(Math.ceil(half) - 1, Math.floor(half) + 1));
}

export const spreadOf = (values: readonly number[]): Spread => ({
  median: median(values),
  least: Math.min(...values),
  most: Math.max(...values),
});

/** How many times the baseline of its own round each value is; undefined where there is none, or what fell below zero. */
export function ratiosOf({ ours, baseline }: Figure): readonly number[] | undefined {
  if (!baseline || baseline.length === 0) return undefined;
  if (ours.some((value) => value < 0) || baseline.some((value) => value <= 0)) return undefined;
  return ours.slice(0, baseline.length).map((value, round) => value / (baseline[round] ?? Number.NaN));
}

/** What its goal is about; undefined where it has none, or nothing to be compared with. */
function judgedOf(figure: Figure): number | undefined {
  if (!figure.goal) return undefined;
  const values = figure.goal.of === 'value' ? figure.ours : ratiosOf(figure);
  return values && median(values);
}

export function isMet(figure: Figure): boolean | undefined {
  const judged = judgedOf(figure);
  if (judged === undefined || !figure.goal) return undefined;
  return figure.better === 'lower' ? judged <= figure.goal.bound : judged >= figure.goal.bound;
}

/** False where the system did not tell: CPU and memory of other processes stand in Linux's `/proc`. */
export const isMeasured = ({ ours, baseline = [] }: Figure): boolean =>
  ours.length > 0 && [...ours, ...baseline].every(Number.isFinite);

/** How much it rises with each, by the least squares. */
export function slopeOf(points: readonly { readonly at: number; readonly value: number }[]): number {
  const [at, value] = [mean(points.map((each) => each.at)), mean(points.map((each) => each.value))];
  const both = points.reduce((sum, each) => sum + (each.at - at) * (each.value - value), 0);
  return both / points.reduce((sum, each) => sum + (each.at - at) ** 2, 0);
}
