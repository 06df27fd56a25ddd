import type { Font } from '../font.ts';
import type { Chart } from './data.ts';
import { barColor, lineColor, lineDash, QUIET_TEXT } from './style.ts';

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
export function drawLegend(font: Font, chart: Chart, { left, top, width }: LegendPlace): Legend {
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
