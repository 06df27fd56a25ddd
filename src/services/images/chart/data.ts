import type { Language } from '../../../core/language.ts';

/** What a chart shows, with all its texts in the reader's language. */
export interface Chart {
  readonly title: string;
  readonly language: Language;
  /** Under the bars: one for each day. */
  readonly labels: readonly string[];
  /** Parts of the bars, from the bottom up: one for each operation. */
  readonly series: readonly Series[];
  /** Over the bars, against a scale of their own. */
  readonly lines?: Lines;
  /** Shown where there is nothing to draw. */
  readonly emptyText: string;
}

export interface Series {
  readonly name: string;
  /** One for each label. */
  readonly values: readonly number[];
}

export interface Lines {
  /** Behind the numbers of their scale. */
  readonly unit: string;
  readonly series: readonly Line[];
}

export interface Line {
  readonly name: string;
  /** One for each label; undefined where nothing was measured. */
  readonly values: readonly (number | undefined)[];
}

/** No less than nothing: a bar has no other end. */
export const amountAt = ({ values }: Series, index: number): number => {
  const value = values[index] ?? 0;
  return Number.isFinite(value) ? Math.max(0, value) : 0;
};

export const pointAt = ({ values }: Line, index: number): number | undefined => {
  const value = values[index];
  return value !== undefined && Number.isFinite(value) && value >= 0 ? value : undefined;
};

export const isEmpty = ({ labels, series, lines }: Chart): boolean =>
  labels.every(
    (_, index) =>
      series.every((each) => amountAt(each, index) === 0) &&
      (lines?.series ?? []).every((line) => pointAt(line, index) === undefined),
  );
