import { css, mix, type Palette } from './palette.ts';
import { mentions, type Random } from './random.ts';
import { drawSubject, subjectOf } from './subject.ts';

export interface SceneOptions {
  readonly prompt: string;
  readonly width: number;
  readonly height: number;
  readonly palette: Palette;
  readonly random: Random;
  /** 0 to 100: how many small things there are. */
  readonly detail: number;
}

export function isNight(prompt: string): boolean {
  return mentions(prompt, 'night|midnight|moon|stars?|space|dark|đêm|trăng');
}

/** A landscape with something in it, as an SVG without any text. */
export function drawScene(options: SceneOptions): string {
  const { prompt, width, height, palette, random } = options;
  const horizon = height * random.between(0.5, 0.68);
  const ground = mentions(prompt, 'sea|ocean|lake|river|water|boat|ship|biển|hồ|sông')
    ? water(options, horizon)
    : hills(options, horizon);
  const size = Math.min(width, height);
  const subject = drawSubject(subjectOf(prompt, random), {
    x: width * random.between(0.36, 0.64),
    y: height * random.between(0.66, 0.74),
    size: size * random.between(0.2, 0.27),
    palette,
  });
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}">`,
    '<defs><linearGradient id="sky" x1="0" y1="0" x2="0" y2="1">',
    `<stop offset="0" stop-color="${css(palette.high)}"/><stop offset="0.75" stop-color="${css(palette.low)}"/>`,
    '</linearGradient></defs>',
    `<rect width="${width}" height="${height}" fill="url(#sky)"/>`,
    sky(options, horizon),
    ground,
    subject,
    '</svg>',
  ].join('');
}

function circle(x: number, y: number, radius: number, fill: string, opacity = 1): string {
  return `<circle cx="${x.toFixed(1)}" cy="${y.toFixed(1)}" r="${radius.toFixed(1)}" fill="${fill}" opacity="${opacity}"/>`;
}

function sky({ prompt, width, height, palette, random, detail }: SceneOptions, horizon: number): string {
  const size = Math.min(width, height);
  const light = css(palette.light);
  const x = width * random.between(0.15, 0.85);
  const y = horizon * random.between(0.2, 0.6);
  const radius = size * random.between(0.06, 0.13);
  const lamp =
    circle(x, y, radius * 2.2, light, 0.18) + circle(x, y, radius * 1.5, light, 0.25) + circle(x, y, radius, light);
  const count = Math.round(4 + detail / 3);
  if (isNight(prompt)) {
    const stars = Array.from({ length: count * 3 }, () =>
      circle(width * random.next(), horizon * random.next(), size * random.between(0.001, 0.005), light, 0.9),
    );
    return stars.join('') + lamp;
  }
  const clouds = Array.from({ length: Math.ceil(count / 4) }, () => {
    const left = width * random.next();
    const top = horizon * random.between(0.08, 0.6);
    const puff = size * random.between(0.03, 0.07);
    return [-1, 0, 1]
      .map((step) => circle(left + step * puff, top + Math.abs(step) * puff * 0.35, puff, '#fff', 0.35))
      .join('');
  });
  return lamp + clouds.join('');
}

function hills({ width, height, palette, random, detail }: SceneOptions, horizon: number): string {
  const layers = 4;
  return Array.from({ length: layers }, (_, layer) => {
    const share = layer / (layers - 1);
    const base = horizon + (height - horizon) * share * 0.75;
    const rise = height * (0.16 - share * 0.1);
    const steps = 3 + Math.floor(random.between(0, 3)) + Math.floor(detail / 40);
    const points = Array.from({ length: steps + 1 }, (_, step) => [
      (width * step) / steps,
      base - rise * random.next(),
    ]);
    const [first, ...rest] = points.map(([x = 0, y = 0]) => ({ x, y }));
    let path = `M0 ${height} L0 ${(first?.y ?? base).toFixed(1)}`;
    let previous = first ?? { x: 0, y: base };
    for (const point of rest) {
      const middle = (previous.x + point.x) / 2;
      path += ` C${middle.toFixed(1)} ${previous.y.toFixed(1)} ${middle.toFixed(1)} ${point.y.toFixed(1)} ${point.x.toFixed(1)} ${point.y.toFixed(1)}`;
      previous = point;
    }
    return `<path d="${path} L${width} ${height} Z" fill="${css(mix(palette.far, palette.near, share))}"/>`;
  }).join('');
}

function water({ width, height, palette, random, detail }: SceneOptions, horizon: number): string {
  const waves = Array.from({ length: 10 + Math.round(detail / 4) }, () => {
    const share = random.next();
    const y = horizon + (height - horizon) * share;
    const long = width * random.between(0.04, 0.2) * (0.4 + share);
    const thick = Math.max(1, height * 0.006 * share);
    return `<rect x="${(width * random.next() - long / 2).toFixed(1)}" y="${y.toFixed(1)}" width="${long.toFixed(1)}" height="${thick.toFixed(1)}" fill="${css(palette.light)}" opacity="0.35"/>`;
  });
  const deep = `<rect y="${horizon.toFixed(1)}" width="${width}" height="${height}" fill="${css(palette.far)}"/>`;
  const shore = `<rect y="${(height * 0.88).toFixed(1)}" width="${width}" height="${height}" fill="${css(palette.near)}" opacity="0.5"/>`;
  return deep + shore + waves.join('');
}
