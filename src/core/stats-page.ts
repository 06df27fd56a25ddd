import { type Statistics, type StatsPeriod, type StatsView, statsPeriods, statsViews } from './stats.ts';

/** What a moderator looks at. */
export interface StatsChoice {
  readonly period: StatsPeriod;
  readonly view: StatsView;
}

export interface StatsPage extends StatsChoice {
  readonly found: Statistics;
  /** `attachment://` and its name; undefined where there is nothing to draw. */
  readonly chart: string | undefined;
}

export const defaultChoice: StatsChoice = { period: '30d', view: 'day' };

/** As the subject of a button. */
export const formatStatsChoice = ({ period, view }: StatsChoice): string => `${period}.${view}`;

export function parseStatsChoice(text: string): StatsChoice | undefined {
  const [first, second, ...rest] = text.split('.');
  const period = statsPeriods.find((each) => each === first);
  const view = statsViews.find((each) => each === second);
  return period && view && rest.length === 0 ? { period, view } : undefined;
}
