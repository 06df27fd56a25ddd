import { z } from 'zod';
import type { Operation } from './operation.ts';

/** Credits by operation and line of its price list: what the operator set in place of our defaults. */
export const pricesSchema = z.record(z.string(), z.record(z.string(), z.int().min(0).max(100_000)));
export type Prices = z.infer<typeof pricesSchema>;

export function priceOf(
  prices: Prices,
  { name, prices: defaults }: Pick<Operation, 'name' | 'prices'>,
  tier: string,
): number {
  const price = prices[name]?.[tier] ?? defaults[tier];
  if (price === undefined) throw new Error(`No price for ${name} ${tier}`);
  return price;
}
