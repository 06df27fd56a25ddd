import { z } from 'zod';
import { type Figure, figureSchema, isMet, median, ratiosOf, type Spread, spreadOf } from './figures.ts';

const load = z.array(z.number());

/** One run of the bench: what `--json` keeps. */
export const reportSchema = z.object({
  date: z.string(),
  commit: z.string(),
  machine: z.string(),
  node: z.string(),
  /** Work that waits for a core, on average of one, five and fifteen minutes. */
  load: z.object({ before: load, after: load }),
  measurements: z.array(z.object({ name: z.string(), seconds: z.number(), figures: z.array(figureSchema) })),
});
export type Report = z.output<typeof reportSchema>;

/** As exact as it is worth being read. */
export function shown(value: number): string {
  const size = Math.abs(value);
  return value.toFixed(size >= 100 || Number.isInteger(value) ? 0 : size >= 10 ? 1 : 2);
}

const spreadText = (values: readonly number[]): string => {
  const { median: middle, least, most } = spreadOf(values);
  return values.length > 1 ? `${shown(middle)} (${shown(least)}-${shown(most)})` : shown(middle);
};

export function goalText({ goal, better, baselineName }: Figure): string {
  if (!goal) return '';
  const bound = `${better === 'lower' ? '≤' : '≥'} ${shown(goal.bound)}`;
  return goal.of === 'value' ? bound : `${bound} times ${baselineName ?? ''}`.trim();
}

const rowOf = (cells: readonly string[]): string => `| ${cells.join(' | ')} |`;
const headOf = (cells: readonly string[]): string[] => [rowOf(cells), rowOf(cells.map(() => '---'))];
const wordOf = (met: boolean | undefined): string => (met === undefined ? '' : met ? 'yes' : '**no**');

/** Markdown. Values are medians, in brackets from the least to the most of all rounds. */
export function tableOf(figures: readonly Figure[]): string[] {
  return [
    ...headOf(['figure', 'unit', 'Darkroom', 'beside it', 'times (median of pairs)', 'goal', 'met']),
    ...figures.map((figure) => {
      const { name, unit, ours, baseline, baselineName = '' } = figure;
      const ratios = ratiosOf(figure);
      return rowOf([
        name,
        unit,
        spreadText(ours),
        baseline && baseline.length > 0 ? `${spreadText(baseline)} ${baselineName}`.trim() : '',
        ratios ? `${shown(median(ratios))} (${ratios.length})` : '',
        goalText(figure),
        wordOf(isMet(figure)),
      ]);
    }),
  ];
}

const isApart = (one: Spread, other: Spread): boolean => one.most < other.least || other.most < one.least;

function overlapText(before: Figure, after: Figure): string {
  // of one value it is not known how far it spreads
  if (before.ours.length < 2 || after.ours.length < 2) return 'unknown';
  return isApart(spreadOf(before.ours), spreadOf(after.ours)) ? 'no' : 'yes';
}

function changeText(before: Figure, after: Figure): string {
  const [from, to] = [median(before.ours), median(after.ours)];
  if (from === to) return 'none';
  const word = to < from === (after.better === 'lower') ? 'better' : 'worse';
  if (from === 0) return word;
  const percent = (to / from - 1) * 100;
  return `${percent > 0 ? '+' : ''}${percent.toFixed(0)} % (${word})`;
}

function ratioText(before: Figure, after: Figure): string {
  const [from, to] = [ratiosOf(before), ratiosOf(after)];
  return from && to ? `${shown(median(from))} → ${shown(median(to))}` : '';
}

const figuresIn = ({ measurements }: Report): ReadonlyMap<string, Figure> =>
  new Map(
    measurements.flatMap(({ name, figures }) => figures.map((figure) => [`${name}: ${figure.name}`, figure] as const)),
  );

const sourceText = ({ commit, date, machine, load: { before } }: Report): string =>
  `${commit} of ${date}, ${machine}, load ${before.map(shown).join(' ')}`;

/** Markdown: what became of each figure that both runs have, and the names of the others. */
export function comparisonOf(before: Report, after: Report): string[] {
  const [old, fresh] = [figuresIn(before), figuresIn(after)];
  const rows = [...fresh].flatMap(([name, figure]) => {
    const was = old.get(name);
    if (!was) return [];
    const values = [`${spreadText(was.ours)} ${was.unit}`, `${spreadText(figure.ours)} ${figure.unit}`];
    return [rowOf([name, ...values, changeText(was, figure), overlapText(was, figure), ratioText(was, figure)])];
  });
  const lacking = (from: ReadonlyMap<string, Figure>, where: ReadonlyMap<string, Figure>) =>
    [...from.keys()].filter((name) => !where.has(name));
  return [
    `Before: ${sourceText(before)}`,
    `After: ${sourceText(after)}`,
    '',
    ...headOf(['figure', 'before', 'after', 'change', 'spreads overlap', 'times what ran beside it']),
    ...rows,
    '',
    ...lacking(old, fresh).map((name) => `Only before: ${name}`),
    ...lacking(fresh, old).map((name) => `Only after: ${name}`),
  ];
}
