import type { Language } from '../../core/language.ts';
import type { Statistics, StatsView } from '../../core/stats.ts';
import type { Chart, Series } from '../images/chart/data.ts';

/** Texts of a chart, in the reader's language. */
export interface ChartWords {
  readonly title: string;
  readonly language: Language;
  readonly empty: string;
  readonly credits: string;
  readonly done: string;
  readonly failed: string;
  readonly cancelled: string;
  day(at: number): string;
  operation(name: string): string;
}

const MOST_BARS = 25;

/** The same numbers as the table's. */
export function chartOf(found: Statistics, view: StatsView, words: ChartWords): Chart {
  const { title, language, empty } = words;
  const chart = (labels: readonly string[], series: readonly Series[]): Chart => ({
    title,
    language,
    emptyText: empty,
    labels,
    series,
  });
  const byOutcome = (lines: readonly { done: number; failed: number; cancelled: number }[]): readonly Series[] => [
    { name: words.done, values: lines.map(({ done }) => done) },
    { name: words.failed, values: lines.map(({ failed }) => failed) },
    { name: words.cancelled, values: lines.map(({ cancelled }) => cancelled) },
  ];
  switch (view) {
    case 'day': {
      const values = found.days.map(({ credits }) => credits);
      const bars = chart(
        found.days.map(({ day }) => words.day(day)),
        found.operations.map(({ operation }) => ({
          name: words.operation(operation),
          values: found.days.map(({ jobs }) => jobs[operation] ?? 0),
        })),
      );
      return { ...bars, lines: { unit: '', series: [{ name: words.credits, values }] } };
    }
    case 'operation': {
      const lines = found.operations.slice(0, MOST_BARS);
      return chart(
        lines.map(({ operation }) => words.operation(operation)),
        byOutcome(lines),
      );
    }
    case 'member':
      return chart(
        found.members.map((_, index) => String(index + 1)),
        byOutcome(found.members),
      );
  }
}
