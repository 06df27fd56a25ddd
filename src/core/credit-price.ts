import type { Language } from './language.ts';

/** What the operator says that one credit costs. */
export interface CreditPrice {
  readonly amount: number;
  /** Of three letters, such as EUR. */
  readonly currency: string;
}

/** `0.04 EUR`; undefined for what is none. */
export function parseCreditPrice(text: string): CreditPrice | undefined {
  const [, amount, letters = ''] = /^(\d{1,9}(?:\.\d{1,9})?) ([a-z]{3})$/i.exec(text.trim()) ?? [];
  const currency = letters.toUpperCase();
  const isPrice = Number(amount) > 0 && Intl.supportedValuesOf('currency').includes(currency);
  return isPrice ? { amount: Number(amount), currency } : undefined;
}

/** What so many credits come to, as precise as anybody wants to know it. */
export function costOf(credits: number, { amount, currency }: CreditPrice, language: Language): string {
  const cost = credits * amount;
  const precision = cost >= 10 ? { maximumFractionDigits: 0 } : cost < 1 ? { maximumSignificantDigits: 2 } : {};
  const format = new Intl.NumberFormat(language, {
    style: 'currency',
    currency,
    trailingZeroDisplay: 'stripIfInteger',
    ...precision,
  });
  return format.format(cost);
}

/** The longest month. */
const DAYS = 31;

/** The most that one member can spend in a month by these limits; undefined where nothing limits it. */
export function mostInMonth(daily: number | undefined, monthly: number | undefined): number | undefined {
  if (daily === undefined) return monthly;
  return Math.min(daily * DAYS, monthly ?? Number.POSITIVE_INFINITY);
}
