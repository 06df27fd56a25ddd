import type { Font } from '../font.ts';
import { drawAmounts, drawLabels, drawMeasures } from './axes.ts';
import { drawBar } from './bars.ts';
import { amountAt, type Chart, pointAt } from './data.ts';
import { drawLine } from './line.ts';
import { heightOn, type PlotPlace, slotOf } from './place.ts';
import { scaleFor } from './scale.ts';

/** Bars against the numbers at the left, lines against those at the right. */
export function drawPlot(font: Font, chart: Chart, place: PlotPlace): string {
  return drawBars(font, chart, place) + drawLines(font, chart, place) + drawLabels(font, chart, place);
}

function drawBars(font: Font, chart: Chart, place: PlotPlace): string {
  const bars = chart.labels.map((_, index) => chart.series.map((each) => amountAt(each, index)));
  const scale = scaleFor(bars.map((parts) => parts.reduce((sum, part) => sum + part, 0)));
  const heightOf = heightOn(scale, place);
  const drawn = bars.map((parts, index) => drawBar(parts, slotOf(chart, place, index), heightOf));
  return drawAmounts(font, chart, scale, place) + drawn.join('');
}

function drawLines(font: Font, chart: Chart, place: PlotPlace): string {
  if (!chart.lines) return '';
  const measured = chart.lines.series.map((line) => chart.labels.map((_, index) => pointAt(line, index)));
  const scale = scaleFor(measured.flat().filter((value) => value !== undefined));
  const heightOf = heightOn(scale, place);
  const drawn = measured.map((values, style) =>
    drawLine(
      values.map((value, index) =>
        value === undefined ? undefined : { x: slotOf(chart, place, index).middle, y: heightOf(value) },
      ),
      style,
    ),
  );
  return drawMeasures(font, chart, scale, place) + drawn.join('');
}
