import type { Font, TextPlace } from '../font.ts';
import type { Chart } from './data.ts';
import { heightOn, type PlotPlace, slotOf } from './place.ts';
import type { Scale } from './scale.ts';
import { GRID, QUIET_TEXT } from './style.ts';

const LABEL_SIZE = 16;
const GAP = 10;
const LONGEST_LABEL = 130;

/** Lines across, the bars' numbers before them. */
export function drawAmounts(font: Font, chart: Chart, scale: Scale, place: PlotPlace): string {
  const write = numbersIn(chart);
  const heightOf = heightOn(scale, place);
  const drawn = scale.ticks.map((value) => {
    const y = heightOf(value);
    const text = numberAt(font, write(value), { x: place.left - GAP, y, size: LABEL_SIZE, anchor: 'end' });
    return `<path d="M${place.left} ${y}h${place.width}" stroke="${GRID}"/>${text}`;
  });
  return drawn.join('');
}

/** The lines' numbers, behind the bars. */
export function drawMeasures(font: Font, chart: Chart, scale: Scale, place: PlotPlace): string {
  const write = numbersIn(chart);
  const heightOf = heightOn(scale, place);
  const x = place.left + place.width + GAP;
  const words = (value: number) => `${write(value)} ${chart.lines?.unit ?? ''}`;
  return scale.ticks.map((value) => numberAt(font, words(value), { x, y: heightOf(value), size: LABEL_SIZE })).join('');
}

function numberAt(font: Font, text: string, { y, ...rest }: TextPlace): string {
  const middle = y + LABEL_SIZE * 0.36;
  return `<path fill="${QUIET_TEXT}" d="${font.outline(text, { ...rest, y: middle })}"/>`;
}

function numbersIn({ language }: Chart): (value: number) => string {
  const format = new Intl.NumberFormat(language, { notation: 'compact', maximumSignificantDigits: 3 });
  return (value) => format.format(value);
}

/** Each label, or every second, third, ...: as many as stand side by side. */
export function drawLabels(font: Font, chart: Chart, place: PlotPlace): string {
  const longest = Math.max(...chart.labels.map((label) => font.widthOf(label, LABEL_SIZE)));
  const wanted = Math.min(longest, LONGEST_LABEL) + GAP;
  const every = Math.ceil(wanted / slotOf(chart, place, 0).width);
  const y = place.top + place.height + GAP + LABEL_SIZE;
  const shown = chart.labels.map((label, index) => {
    if (index % every !== 0) return '';
    const { middle, width } = slotOf(chart, place, index);
    const text = font.cut(label, LABEL_SIZE, width * every - GAP);
    return font.outline(text, { x: middle, y, size: LABEL_SIZE, anchor: 'middle' });
  });
  return `<path fill="${QUIET_TEXT}" d="${shown.join('')}"/>`;
}
