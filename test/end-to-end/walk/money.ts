import type { Record } from './record.ts';
import { DAILY_CREDITS, type Stroll } from './stroll.ts';

/** Whoever spent more in a day than a day has. */
export function overdrawn({ lines }: Pick<Record, 'lines'>, daily: number): readonly string[] {
  const spent = new Map<string, number>();
  for (const { kind, scope, ownerId, day, credits } of lines) {
    const sign = kind === 'reserved' ? 1 : kind === 'given-back' ? -1 : 0;
    const key = `${scope} ${ownerId} ${day}`;
    spent.set(key, (spent.get(key) ?? 0) + sign * credits);
  }
  return [...spent].flatMap(([key, credits]) => (credits > daily ? [`overdrawn: ${key} ${credits}`] : []));
}

/** No picture was paid for twice, and nobody beyond what they may. */
export function moneyComplaints({ bench }: Stroll, record: Record): readonly string[] {
  const billed = bench.freepik.billed + bench.apiframe.billed;
  return [
    ...overdrawn(record, DAILY_CREDITS),
    ...(billed > record.sent ? [`${billed} tasks were billed for ${record.sent} jobs that were sent`] : []),
  ];
}
