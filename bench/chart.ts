import { type Font, openFont, type TextPlace } from '../src/services/images/font.ts';
import { sharp } from '../src/services/images/sharp-library.ts';
import { type Figure, isMet, median, ratiosOf, type Spread, spreadOf } from './figures.ts';
import { goalText, type Report, shown } from './report.ts';

/** A row of the chart: how far a figure is from what it is held against. */
interface Row {
  readonly name: string;
  /** Times what ran beside it, or times its goal. */
  readonly times: Spread;
  /** On the same scale; undefined where nothing is asked for. */
  readonly goal: number | undefined;
  readonly text: string;
  readonly isMet: boolean | undefined;
}

interface Section {
  readonly title: string;
  readonly rows: readonly Row[];
}

const WIDTH = 1500;
const MARGIN = 36;
const NAMES = 640;
const WORDS = 330;
const ROW = 30;
const SECTION = 64;
const TITLE = 92;
const [LEFT, RIGHT] = [MARGIN + NAMES, WIDTH - MARGIN - WORDS];
const SIZE = 17;

const PAPER = '#ffffff';
const INK = '#1f2328';
const QUIET = '#59636e';
const GRID = '#d8dee4';
const COLORS = { yes: '#1a7f37', no: '#cf222e', unasked: '#0969da' } as const;

const TICKS = [0.05, 0.1, 0.2, 0.5, 1, 2, 5, 10, 20, 50];
const [SMALLEST, LARGEST] = [0.05, 50];

/** Twice as much is as far everywhere; what is outside stands at the edge. */
function acrossAt(times: number): number {
  const inside = Math.min(LARGEST, Math.max(SMALLEST, times));
  return LEFT + (Math.log(inside / SMALLEST) / Math.log(LARGEST / SMALLEST)) * (RIGHT - LEFT);
}

const wordOf = (met: boolean | undefined): string => (met === undefined ? '' : met ? ', met' : ', not met');

function besideRow(name: string, figure: Figure): Row[] {
  const ratios = ratiosOf(figure);
  if (!ratios) return [];
  const { goal, baselineName = '' } = figure;
  const bound = goal?.of === 'ratio' ? goal.bound : undefined;
  const text = `${shown(median(ratios))} times ${baselineName}`;
  const met = bound === undefined ? undefined : isMet(figure);
  return [{ name, times: spreadOf(ratios), goal: bound, text: text + wordOf(met), isMet: met }];
}

function goalRow(name: string, figure: Figure): Row[] {
  const { goal, ours, unit } = figure;
  if (goal?.of !== 'value') return [];
  const met = isMet(figure);
  const text = `${`${shown(median(ours))} ${unit}`.trim()}, ${goalText(figure)}${wordOf(met)}`;
  return [{ name, times: spreadOf(ours.map((value) => value / goal.bound)), goal: 1, text, isMet: met }];
}

function sectionsOf({ measurements }: Report): readonly Section[] {
  const all = (rowOf: typeof besideRow) =>
    measurements.flatMap(({ name, figures }) => figures.flatMap((figure) => rowOf(`${name}: ${figure.name}`, figure)));
  return [
    { title: 'Times what ran beside it in the same run', rows: all(besideRow) },
    { title: 'Times its goal', rows: all(goalRow) },
  ].filter(({ rows }) => rows.length > 0);
}

interface Ink extends TextPlace {
  readonly color: string;
}

const write = (font: Font, text: string, widest: number, { color, ...place }: Ink): string =>
  `<path fill="${color}" d="${font.outline(font.cut(text, place.size, widest), place)}"/>`;

function drawRow(font: Font, row: Row, y: number): string {
  const { name, times, goal, text } = row;
  const color = COLORS[row.isMet === undefined ? 'unasked' : row.isMet ? 'yes' : 'no'];
  const middle = y + ROW / 2;
  const baseline = middle + SIZE * 0.36;
  const mark =
    goal === undefined ? '' : `<path d="M${acrossAt(goal)} ${y + 3}v${ROW - 6}" stroke="${INK}" stroke-width="3"/>`;
  return `${write(font, name, NAMES - 20, { x: MARGIN, y: baseline, size: SIZE, color: INK })}
    ${mark}
    <path d="M${acrossAt(times.least)} ${middle}H${acrossAt(times.most)}" stroke="${color}" stroke-width="4" opacity="0.45"/>
    <circle cx="${acrossAt(times.median)}" cy="${middle}" r="6" fill="${color}"/>
    ${write(font, text, WORDS - 20, { x: RIGHT + 20, y: baseline, size: SIZE, color })}`;
}

function drawSection(font: Font, { title, rows }: Section, top: number): string {
  const first = top + SECTION;
  const ticks = TICKS.map((tick) => {
    const x = acrossAt(tick);
    const number = write(font, String(tick), 60, { x, y: first - 10, size: 14, anchor: 'middle', color: QUIET });
    return `<path d="M${x} ${first - 4}v${rows.length * ROW + 4}" stroke="${tick === 1 ? QUIET : GRID}"/>${number}`;
  });
  const drawn = rows.map((row, n) => drawRow(font, row, first + n * ROW));
  return (
    write(font, title, NAMES, { x: MARGIN, y: first - 10, size: 20, color: INK }) + ticks.join('') + drawn.join('')
  );
}

/** A PNG: each figure's distance from what ran beside it and from its goal, with the spread of the rounds. */
export async function drawReport(report: Report): Promise<Buffer> {
  const font = await openFont();
  const sections = sectionsOf(report);
  let height = TITLE;
  const drawn = sections.map((section) => {
    const top = height;
    height += SECTION + section.rows.length * ROW;
    return drawSection(font, section, top);
  });
  height += MARGIN;
  const { commit, machine, node, date, load } = report;
  const facts = `${commit}, ${date}, ${machine}, Node ${node}, load ${load.before.map(shown).join(' ')} before, ${load.after.map(shown).join(' ')} after`;
  const key = 'a dot is the median of the rounds, a line their spread, a black mark the goal';
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="${WIDTH}" height="${height}">
    <rect width="${WIDTH}" height="${height}" fill="${PAPER}"/>
    ${write(font, `Darkroom's bench: ${key}`, WIDTH - 2 * MARGIN, { x: MARGIN, y: 46, size: 24, color: INK })}
    ${write(font, facts, WIDTH - 2 * MARGIN, { x: MARGIN, y: 78, size: 16, color: QUIET })}
    ${drawn.join('')}
  </svg>`;
  return sharp(Buffer.from(svg)).removeAlpha().png({ palette: true }).toBuffer();
}
