import type { Language } from '../../core/language.ts';
import type { Font, TextPlace } from './font.ts';
import { type Drawing, loadSharp } from './sharp.ts';

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

interface Lines {
  /** Behind the numbers of their scale. */
  readonly unit: string;
  readonly series: readonly Line[];
}

interface Line {
  readonly name: string;
  /** One for each label; undefined where nothing was measured. */
  readonly values: readonly (number | undefined)[];
}

/** No less than nothing: a bar has no other end. */
const amountAt = ({ values }: Series, index: number): number => {
  const value = values[index] ?? 0;
  return Number.isFinite(value) ? Math.max(0, value) : 0;
};

const pointAt = ({ values }: Line, index: number): number | undefined => {
  const value = values[index];
  return value !== undefined && Number.isFinite(value) && value >= 0 ? value : undefined;
};

const isEmpty = ({ labels, series, lines }: Chart): boolean =>
  labels.every(
    (_, index) =>
      series.every((each) => amountAt(each, index) === 0) &&
      (lines?.series ?? []).every((line) => pointAt(line, index) === undefined),
  );

/** A dark card of its own, so that one picture reads on both of Discord's themes. */
const BACKGROUND = '#1e1f22';
const TEXT = '#f2f3f5';
const QUIET_TEXT = '#b5bac1';
const GRID = '#3f4147';

const BARS = [
  '#5b8ff9',
  '#f6bd16',
  '#5ad8a6',
  '#e8684a',
  '#9270ca',
  '#6dc8ec',
  '#ff9d4d',
  '#c2c8d5',
  '#ff99c3',
  '#269a99',
];
const LINES = ['#ffffff', '#ffe08a'];

export const barColor = (index: number): string => BARS[index % BARS.length] ?? TEXT;
const lineColor = (index: number): string => LINES[index % LINES.length] ?? TEXT;
/** Told apart without colour too. */
const lineDash = (index: number): string => (index % 2 === 0 ? '' : 'stroke-dasharray="10 6"');

interface Legend {
  readonly svg: string;
  readonly height: number;
}

interface LegendPlace {
  readonly left: number;
  readonly top: number;
  readonly width: number;
}

const SIZE = 18;
const ROW = 30;
const MARK = 18;
const AFTER_MARK = 8;
const AFTER_ENTRY = 24;
const LONGEST_NAME = 240;

/** What each colour stands for, in as many rows as it takes. */
function drawLegend(font: Font, chart: Chart, { left, top, width }: LegendPlace): Legend {
  const bars = chart.series.map(({ name }, index) => ({ name, mark: barMark(index) }));
  const lines = (chart.lines?.series ?? []).map(({ name }, index) => ({ name, mark: lineMark(index) }));
  const drawn: string[] = [];
  let x = left;
  let y = top;
  for (const { name, mark } of [...bars, ...lines]) {
    const text = font.cut(name, SIZE, LONGEST_NAME);
    const taken = MARK + AFTER_MARK + font.widthOf(text, SIZE);
    if (x > left && x + taken > left + width) {
      x = left;
      y += ROW;
    }
    const words = font.outline(text, { x: x + MARK + AFTER_MARK, y: y + SIZE - 3, size: SIZE });
    drawn.push(`<g transform="translate(${x} ${y})">${mark}</g><path fill="${QUIET_TEXT}" d="${words}"/>`);
    x += taken + AFTER_ENTRY;
  }
  return { svg: drawn.join(''), height: drawn.length > 0 ? y - top + ROW : 0 };
}

const barMark = (index: number) => `<rect width="${MARK}" height="${MARK}" rx="3" fill="${barColor(index)}"/>`;

const lineMark = (index: number) =>
  `<path d="M0 ${MARK / 2}h${MARK}" stroke="${lineColor(index)}" stroke-width="3" ${lineDash(index)}/>`;

interface Scale {
  /** Value at the upper end. */
  readonly top: number;
  readonly ticks: readonly number[];
}

const STEPS = [1, 2, 5, 10];
const MOST_TICKS = 5;
/** Less than this is drawn like it: the steps of still smaller numbers are none any more. */
const SMALLEST = 1e-9;

/** From zero to a round number that nothing exceeds; whole steps where all values are whole. */
export function scaleFor(values: readonly number[]): Scale {
  const maximum = Math.max(0, ...values);
  const rough = (maximum > 0 ? Math.max(maximum, SMALLEST) : 1) / MOST_TICKS;
  const magnitude = 10 ** Math.floor(Math.log10(rough));
  const round = (STEPS.find((each) => each * magnitude >= rough * 0.999) ?? 10) * magnitude;
  const step = values.every(Number.isInteger) ? Math.max(1, round) : round;
  const count = Math.max(1, Math.ceil(maximum / step - 0.001));
  return { top: count * step, ticks: Array.from({ length: count + 1 }, (_, index) => index * step) };
}

interface PlotPlace {
  readonly left: number;
  readonly top: number;
  readonly width: number;
  readonly height: number;
}

/** What one label has for itself. */
interface Slot {
  readonly left: number;
  readonly width: number;
  readonly middle: number;
}

type HeightOf = (value: number) => number;

const heightOn =
  ({ top: highest }: Scale, { top, height }: PlotPlace): HeightOf =>
  (value) =>
    top + height - (value / highest) * height;

function slotOf({ labels }: Chart, place: PlotPlace, index: number): Slot {
  const width = place.width / labels.length;
  const left = place.left + width * index;
  return { left, width, middle: left + width / 2 };
}

const LABEL_SIZE = 16;
const GAP = 10;
const LONGEST_LABEL = 130;

/** Lines across, the bars' numbers before them. */
function drawAmounts(font: Font, chart: Chart, scale: Scale, place: PlotPlace): string {
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
function drawMeasures(font: Font, chart: Chart, scale: Scale, place: PlotPlace): string {
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
function drawLabels(font: Font, chart: Chart, place: PlotPlace): string {
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

const SHARE = 0.7;

/** One bar: its parts on top of one another, the first at the bottom. */
function drawBar(parts: readonly number[], slot: Slot, heightOf: HeightOf): string {
  const width = Math.max(1, slot.width * SHARE);
  let below = 0;
  const drawn = parts.map((part, index) => {
    const [bottom, top] = [heightOf(below), heightOf(below + part)];
    below += part;
    if (part === 0) return '';
    const size = `width="${width}" height="${bottom - top}"`;
    return `<rect x="${slot.middle - width / 2}" y="${top}" ${size} fill="${barColor(index)}"/>`;
  });
  return drawn.join('');
}

/** Undefined where nothing was measured. */
type Point = { readonly x: number; readonly y: number } | undefined;

/** Broken where nothing was measured; a dot at each point, so that one alone is seen too. */
function drawLine(points: readonly Point[], index: number): string {
  const path = points.map((point, at) => point && `${points[at - 1] ? 'L' : 'M'}${point.x} ${point.y}`).join('');
  const dots = points.map((point) => point && `<circle cx="${point.x}" cy="${point.y}" r="4"/>`).join('');
  const color = lineColor(index);
  // a dark edge keeps the line apart from bars of any colour
  return `<path d="${path}" fill="none" stroke="${BACKGROUND}" stroke-width="7"/>
    <path d="${path}" fill="none" stroke="${color}" stroke-width="3" ${lineDash(index)}/>
    <g fill="${color}" stroke="${BACKGROUND}">${dots}</g>`;
}

/** Bars against the numbers at the left, lines against those at the right. */
function drawPlot(font: Font, chart: Chart, place: PlotPlace): string {
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

const WIDTH = 1200;
const HEIGHT = 640;
const MARGIN = 40;
const TITLE_SIZE = 28;
const TITLE_LINE = 58;
const LEGEND_TOP = 84;
const EMPTY_SIZE = 24;
/** Beside the bars, for numbers. */
const AXIS = 80;
/** Under the bars, for labels. */
const LABELS = 56;

/** Bars and lines as a PNG. Every text becomes an outline, so that none can be mistaken for markup. */
export async function drawChart(font: Font, chart: Chart): Promise<Drawing> {
  const title = font.outline(font.cut(chart.title, TITLE_SIZE, WIDTH - 2 * MARGIN), {
    x: MARGIN,
    y: TITLE_LINE,
    size: TITLE_SIZE,
  });
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="${WIDTH}" height="${HEIGHT}">
    <rect width="${WIDTH}" height="${HEIGHT}" fill="${BACKGROUND}"/>
    <path fill="${TEXT}" d="${title}"/>
    ${isEmpty(chart) ? drawNothing(font, chart) : drawData(font, chart)}
  </svg>`;
  const sharp = await loadSharp();
  const bytes = await sharp(Buffer.from(svg)).removeAlpha().png().toBuffer();
  return { bytes, type: 'png', width: WIDTH, height: HEIGHT };
}

function drawNothing(font: Font, { emptyText }: Chart): string {
  const text = font.outline(font.cut(emptyText, EMPTY_SIZE, WIDTH - 2 * MARGIN), {
    x: WIDTH / 2,
    y: HEIGHT / 2,
    size: EMPTY_SIZE,
    anchor: 'middle',
  });
  return `<path fill="${QUIET_TEXT}" d="${text}"/>`;
}

function drawData(font: Font, chart: Chart): string {
  const legend = drawLegend(font, chart, { left: MARGIN, top: LEGEND_TOP, width: WIDTH - 2 * MARGIN });
  const top = LEGEND_TOP + legend.height + 20;
  const right = chart.lines ? AXIS : MARGIN;
  const place = { left: AXIS, top, width: WIDTH - AXIS - right, height: HEIGHT - top - LABELS };
  return legend.svg + drawPlot(font, chart, place);
}
