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
  const chart = (labels: readonly string[], series: readonly Series[], credits: readonly number[]): Chart => ({
    title,
    language,
    emptyText: empty,
    labels,
    series,
    lines: { unit: words.credits, series: [{ name: words.credits, values: credits }] },
  });
  const byOutcome = (lines: readonly { done: number; failed: number; cancelled: number }[]): readonly Series[] => [
    { name: words.done, values: lines.map(({ done }) => done) },
    { name: words.failed, values: lines.map(({ failed }) => failed) },
    { name: words.cancelled, values: lines.map(({ cancelled }) => cancelled) },
  ];
  switch (view) {
    case 'day':
      return chart(
        found.days.map(({ day }) => words.day(day)),
        found.operations.map(({ operation }) => ({
          name: words.operation(operation),
          values: found.days.map(({ jobs }) => jobs[operation] ?? 0),
        })),
        found.days.map(({ credits }) => credits),
      );
    case 'operation': {
      const lines = found.operations.slice(0, MOST_BARS);
      return chart(
        lines.map(({ operation }) => words.operation(operation)),
        byOutcome(lines),
        lines.map(({ credits }) => credits),
      );
    }
    case 'member':
      return chart(
        found.members.map((_, index) => String(index + 1)),
        byOutcome(found.members),
        found.members.map(({ credits }) => credits),
      );
  }
}
