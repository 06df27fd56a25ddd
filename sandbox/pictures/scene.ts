import { between, type Canvas, circle, darker, lighter, rect, standing, times } from './brush.ts';
import { css, mix, type Palette } from './palette.ts';
import { paintPlace } from './places.ts';
import type { Random } from './random.ts';
import { subjectDrawing } from './subjects.ts';
import type { Subject, Wishes } from './wishes.ts';

interface SceneOptions {
  readonly wishes: Wishes;
  readonly width: number;
  readonly height: number;
  readonly palette: Palette;
  readonly random: Random;
  /** 0 to 100: how many small things there are. */
  readonly detail: number;
}

/** A landscape with something in it, as an SVG without any text. */
export function drawScene({ wishes, width, height, palette, random, detail }: SceneOptions): string {
  const { place, subject } = wishes;
  const size = Math.min(width, height);
  const horizon =
    height * (place === 'roof' || place === 'city' ? random.between(0.54, 0.6) : random.between(0.5, 0.6));
  const canvas: Canvas = { width, height, size, horizon, palette, random, wishes, detail };
  const { drawing: ground, foot } = paintPlace(canvas);
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}">`,
    '<defs><linearGradient id="sky" x1="0" y1="0" x2="0" y2="1">',
    `<stop offset="0" stop-color="${css(palette.high)}"/><stop offset="${((horizon / height) * 0.62).toFixed(2)}" stop-color="${between(palette.high, palette.low, 0.6)}"/><stop offset="${(horizon / height).toFixed(2)}" stop-color="${css(palette.low)}"/>`,
    '</linearGradient><linearGradient id="water" x1="0" y1="0" x2="0" y2="1">',
    `<stop offset="0" stop-color="${between(palette.far, palette.low, 0.35)}"/><stop offset="1" stop-color="${css(palette.near)}"/>`,
    '</linearGradient><radialGradient id="glow"><stop offset="0" stop-color="',
    css(palette.light),
    '" stop-opacity="0.75"/><stop offset="1" stop-color="',
    css(palette.light),
    '" stop-opacity="0"/></radialGradient><linearGradient id="mist" x1="0" y1="0" x2="0" y2="1">',
    [0, 0.1, 0.62, 0.28, 0.7, 0.12]
      .map(
        (opacity, at) =>
          `<stop offset="${0.3 + at * 0.12}" stop-color="${lighter(palette.low, 0.55)}" stop-opacity="${opacity}"/>`,
      )
      .join(''),
    '</linearGradient></defs>',
    `<rect width="${width}" height="${height}" fill="url(#sky)"/>`,
    sky(canvas),
    ground,
    subject ? placed(canvas, subject, foot) : '',
    weather(canvas),
    '</svg>',
  ].join('');
}

function placed(canvas: Canvas, subject: Subject, foot: number): string {
  const { width, height, size, palette, random, wishes } = canvas;
  const { drawing, size: part } = subjectDrawing(subject, palette, wishes);
  const isFlying = subject === 'balloon';
  const isBack = subject === 'house' || subject === 'castle' || subject === 'lighthouse' || subject === 'tree';
  const x = width * random.between(0.4, 0.6);
  const y = height * (isFlying ? 0.62 : isBack && foot > 0.85 ? foot - 0.06 : foot);
  const scale = size * part * random.between(0.92, 1.04);
  const perch = subject === 'bird' || subject === 'owl' ? -size * 0.1 : 0;
  return standing(x, y + perch, scale, drawing, random.next() < 0.5);
}

function sky(canvas: Canvas): string {
  const { width, height, size, horizon, palette, random, wishes, detail } = canvas;
  const isNight = wishes.time === 'night';
  const isCovered = wishes.weather === 'rain' || wishes.weather === 'fog';
  const x = width * (random.next() < 0.5 ? random.between(0.14, 0.32) : random.between(0.68, 0.86));
  const y =
    wishes.time === 'sunset' || wishes.time === 'dawn'
      ? horizon * random.between(0.72, 0.88)
      : horizon * random.between(0.24, 0.42);
  const radius = size * (wishes.hasMoon ? 0.105 : isNight ? 0.06 : random.between(0.06, 0.085));
  const lamp =
    isCovered && !wishes.hasMoon
      ? ''
      : `<circle cx="${x.toFixed(1)}" cy="${y.toFixed(1)}" r="${(radius * 3.6).toFixed(1)}" fill="url(#glow)" opacity="${isNight ? 0.5 : 0.85}"/>${circle(x, y, radius, lighter(palette.light, 0.3))}${isNight ? craters(x, y, radius, palette) : ''}`;
  if (isNight && !isCovered) return stars(canvas, 40 + detail) + lamp;
  return (
    lamp +
    clouds(canvas, isCovered ? 6 : 2 + Math.round(detail / 33), height) +
    (isCovered || isNight ? '' : flock(canvas))
  );
}

const craters = (x: number, y: number, radius: number, { light }: Palette): string =>
  [
    [-0.3, -0.2, 0.2],
    [0.25, 0.25, 0.26],
    [0.2, -0.4, 0.12],
  ]
    .map(([dx = 0, dy = 0, share = 0]) =>
      circle(x + dx * radius, y + dy * radius, radius * share, darker(light, 0.1), 0.6),
    )
    .join('');

const stars = ({ width, horizon, size, palette, random }: Canvas, count: number): string =>
  times(count, () =>
    circle(
      width * random.next(),
      horizon * 1.05 * random.next(),
      size * random.between(0.0012, 0.0042),
      lighter(palette.light, 0.4),
      Number(random.between(0.4, 1).toFixed(2)),
    ),
  );

/** Flat below, round above. */
function clouds({ width, horizon, size, palette, random, wishes }: Canvas, count: number, height: number): string {
  const isWet = wishes.weather === 'rain';
  const color = isWet ? darker(palette.high, 0.18) : css(mix(palette.low, [255, 255, 255], 0.6));
  return times(count, (at) => {
    const wide = size * random.between(0.16, 0.3) * (isWet ? 1.5 : 1);
    const x = (width * (at + random.between(0.1, 0.9))) / count;
    const y = isWet ? height * random.between(0.02, 0.16) : horizon * random.between(0.14, 0.6);
    const high = wide * 0.2;
    const puff = (dx: number, radius: number) => circle(x + dx * wide, y - radius * 0.55, radius, color);
    return `<g opacity="${isWet ? 0.8 : 0.72}">${rect(x - wide / 2, y - high, wide, high, color, `rx="${(high / 2).toFixed(1)}"`)}${puff(-0.2, wide * 0.16)}${puff(0.04, wide * 0.22)}${puff(0.25, wide * 0.13)}</g>`;
  });
}

/** A few birds far away. */
function flock({ width, horizon, size, palette, random }: Canvas): string {
  const [x, y] = [width * random.between(0.25, 0.7), horizon * random.between(0.35, 0.6)];
  return times(random.between(0, 5), () => {
    const wing = size * random.between(0.008, 0.014);
    const at = `M${(x + size * random.between(-0.1, 0.1) - wing).toFixed(1)} ${(y + size * random.between(-0.04, 0.04)).toFixed(1)}`;
    const half = `${(wing / 2).toFixed(1)} ${(-wing * 0.6).toFixed(1)} ${wing.toFixed(1)} 0`;
    return `<path d="${at} q${half} q${half}" fill="none" stroke="${darker(palette.high, 0.5)}" stroke-width="${(size * 0.004).toFixed(1)}" stroke-linecap="round"/>`;
  });
}

function weather({ width, height, size, palette, random, wishes, detail }: Canvas): string {
  if (wishes.weather === 'snow') {
    return times(70 + detail, () => {
      const radius = size * random.between(0.002, 0.008);
      return circle(
        width * random.next(),
        height * random.next(),
        radius,
        '#fff',
        Number(random.between(0.55, 0.95).toFixed(2)),
      );
    });
  }
  if (wishes.weather === 'rain') {
    const drops = times(120 + detail, () => {
      const long = size * random.between(0.03, 0.07);
      return `M${(width * random.between(0, 1.1)).toFixed(1)} ${(height * random.between(-0.05, 1)).toFixed(1)}l${(-long * 0.22).toFixed(1)} ${long.toFixed(1)}`;
    });
    return `<path d="${drops}" fill="none" stroke="${lighter(palette.low, 0.45)}" stroke-width="${(size * 0.0035).toFixed(1)}" stroke-linecap="round" opacity="0.5"/>`;
  }
  if (wishes.weather === 'fog') return `<rect width="${width}" height="${height}" fill="url(#mist)"/>`;
  return '';
}
