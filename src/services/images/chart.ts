import { type Chart, isEmpty } from './chart/data.ts';
import { drawLegend } from './chart/legend.ts';
import { drawPlot } from './chart/plot.ts';
import { BACKGROUND, QUIET_TEXT, TEXT } from './chart/style.ts';
import type { Drawing } from './drawing.ts';
import type { Font } from './font.ts';
import { sharp } from './sharp.ts';

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
