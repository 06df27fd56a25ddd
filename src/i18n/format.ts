const SHORTEST = ['second', 1000] as const;
const UNITS = [['day', 86_400_000], ['hour', 3_600_000], ['minute', 60_000], SHORTEST] as const;

/** Numbers and lists as a language writes them. */
export function createFormat(locale: string) {
  const numbers = new Intl.NumberFormat(locale, { maximumFractionDigits: 2 });
  const percents = new Intl.NumberFormat(locale, { style: 'percent', maximumFractionDigits: 0 });
  const or = new Intl.ListFormat(locale, { type: 'disjunction' });
  const and = new Intl.ListFormat(locale, { type: 'conjunction' });
  const relative = new Intl.RelativeTimeFormat(locale, { numeric: 'auto' });
  return {
    number: (value: number) => numbers.format(value),
    percent: (share: number) => percents.format(share),
    anyOf: (items: readonly string[]) => or.format(items),
    ago(ms: number) {
      const [unit, length] = UNITS.find(([, each]) => ms >= each) ?? SHORTEST;
      return relative.format(-Math.floor(ms / length), unit);
    },
    allOf: (items: readonly string[]) => and.format(items),
  };
}
