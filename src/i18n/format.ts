/** Numbers and lists as a language writes them. */
export function createFormat(locale: string) {
  const numbers = new Intl.NumberFormat(locale, { maximumFractionDigits: 2 });
  const percents = new Intl.NumberFormat(locale, { style: 'percent', maximumFractionDigits: 0 });
  const or = new Intl.ListFormat(locale, { type: 'disjunction' });
  const and = new Intl.ListFormat(locale, { type: 'conjunction' });
  return {
    number: (value: number) => numbers.format(value),
    percent: (share: number) => percents.format(share),
    anyOf: (items: readonly string[]) => or.format(items),
    allOf: (items: readonly string[]) => and.format(items),
  };
}
