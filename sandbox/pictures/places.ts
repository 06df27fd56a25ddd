import { between, type Canvas, circle, darker, lighter, polygon, rect, ridge, standing, times } from './brush.ts';
import { mix } from './palette.ts';
import { pine } from './subjects.ts';

type Paint = (canvas: Canvas) => string;

/** Hills one behind another, each a little nearer in its colour. */
function hills(canvas: Canvas, layers: number, rise: number): string {
  const { height, horizon, palette, random, detail } = canvas;
  return times(layers, (layer) => {
    const share = layer / Math.max(1, layers - 1);
    return ridge(canvas, {
      base: horizon + (height - horizon) * (0.04 + share * 0.5),
      rise: height * rise * (1 - share * 0.55),
      steps: 3 + Math.floor(random.between(0, 3)) + Math.floor(detail / 50),
      fill: between(palette.far, palette.near, share),
    });
  });
}

/** Mountains with snow on them. */
function peaks(canvas: Canvas, count: number, high: number, share: number): string {
  const { width, height, horizon, palette, random } = canvas;
  const base = horizon + height * 0.08;
  return times(count, (at) => {
    const x = width * ((at + random.between(0.25, 0.75)) / count);
    const top = base - height * high * random.between(0.7, 1);
    const wide = (base - top) * random.between(0.85, 1.15);
    const body = mix(palette.far, palette.high, share);
    const tip = (base - top) * random.between(0.26, 0.36);
    const half = (wide * tip) / (base - top);
    const snow: (readonly [number, number])[] = [
      [x, top],
      [x + half, top + tip],
      [x + half * 0.45, top + tip * 0.8],
      [x + half * 0.1, top + tip * 1.15],
      [x - half * 0.35, top + tip * 0.78],
      [x - half, top + tip],
    ];
    return [
      polygon(
        [
          [x, top],
          [x + wide, base],
          [x - wide, base],
        ],
        between(body, body, 0),
      ),
      polygon(
        [
          [x, top],
          [x + wide, base],
          [x + wide * 0.18, base],
        ],
        darker(body, 0.14),
        'opacity="0.7"',
      ),
      polygon(snow, lighter(palette.low, 0.6)),
    ].join('');
  });
}

/** A row of firs, those at the sides larger. */
function firs(
  canvas: Canvas,
  y: number,
  size: number,
  count: number,
  isSnowy: boolean,
  color = canvas.palette.near,
): string {
  const { width, random } = canvas;
  const trees = Array.from({ length: count }, () => {
    const across = random.next();
    const edge = Math.abs(across - 0.5) * 2;
    return { x: width * across, high: size * (0.45 + edge * 0.75) * random.between(0.8, 1.15) };
  });
  return trees
    .sort((a, b) => a.high - b.high)
    .map(({ x, high }) => standing(x, y + high * 0.1, high, pine(color, isSnowy)))
    .join('');
}

const meadow: Paint = (canvas) => {
  const { width, height, size, palette, random, detail } = canvas;
  const blades = times(20 + detail / 2, () => {
    const x = width * random.next();
    const y = height * random.between(0.8, 1);
    return `M${x.toFixed(1)} ${y.toFixed(1)}q${(size * 0.008).toFixed(1)} ${(-size * 0.02).toFixed(1)} ${(size * 0.003).toFixed(1)} ${(-size * 0.03).toFixed(1)}`;
  });
  const grass = `<path d="${blades}" stroke="${lighter(palette.near, 0.16)}" stroke-width="${(size * 0.004).toFixed(1)}" fill="none"/>`;
  return hills(canvas, 4, 0.15) + grass;
};

const snow: Paint = (canvas) => {
  const { width, height, size, horizon, palette, random } = canvas;
  const tree = mix(mix(palette.far, palette.high, 0.35), [22, 58, 66], 0.55);
  const mound = (base: number, rise: number, share: number) =>
    ridge(canvas, { base, rise, steps: 3, fill: between(palette.far, palette.near, share) });
  const glints = times(14, () =>
    circle(
      width * random.next(),
      height * random.between(0.78, 0.99),
      size * random.between(0.002, 0.005),
      '#fff',
      0.8,
    ),
  );
  return [
    peaks(canvas, 3, 0.3, 0.25),
    mound(horizon + height * 0.05, height * 0.07, 0.35),
    firs(canvas, horizon + height * 0.07, size * 0.2, 16, true, mix(tree, palette.far, 0.45)),
    mound(horizon + height * 0.12, height * 0.05, 0.72),
    firs(canvas, horizon + height * 0.14, size * 0.34, 9, true, tree),
    mound(horizon + height * 0.2, height * 0.04, 0.93),
    mound(height * 0.93, height * 0.05, 1),
    glints,
  ].join('');
};

function waves(canvas: Canvas, from: number, to: number): string {
  const { width, palette, random, detail, size } = canvas;
  return times(14 + detail / 4, () => {
    const share = random.next();
    const y = from + (to - from) * share;
    const long = width * random.between(0.04, 0.16) * (0.35 + share);
    const thick = Math.max(1, size * 0.007 * (0.3 + share));
    return rect(
      width * random.next() - long / 2,
      y,
      long,
      thick,
      lighter(palette.light, 0.2),
      `rx="${(thick / 2).toFixed(1)}" opacity="${(0.16 + share * 0.2).toFixed(2)}"`,
    );
  });
}

function water(canvas: Canvas, from: number): string {
  const { width, height } = canvas;
  return rect(0, from, width, height - from, 'url(#water)');
}

const sea: Paint = (canvas) => {
  const { height, horizon, palette, random } = canvas;
  const coast = ridge(canvas, {
    base: horizon + 1,
    rise: height * random.between(0.05, 0.12),
    steps: 4,
    fill: between(palette.far, palette.low, 0.45),
  });
  return coast + water(canvas, horizon) + waves(canvas, horizon + height * 0.01, height);
};

/** Sand in front of the sea, for whoever cannot swim. */
const beach: Paint = (canvas) => {
  const { height, palette } = canvas;
  const sand = mix(mix(palette.light, [222, 178, 120], 0.6), palette.near, 0.12);
  return [
    sea(canvas),
    ridge(canvas, { base: height * 0.83, rise: height * 0.03, steps: 2, fill: lighter(palette.far, 0.55) }),
    ridge(canvas, { base: height * 0.85, rise: height * 0.03, steps: 2, fill: between(sand, sand, 0) }),
  ].join('');
};

const river: Paint = (canvas) => {
  const { width, height, horizon, size, palette } = canvas;
  const foot = height * 0.86;
  const bank = `<path d="M0 ${height} L0 ${(foot - size * 0.04).toFixed(1)} C${width * 0.3} ${foot - size * 0.09} ${width * 0.55} ${foot + size * 0.02} ${width} ${foot - size * 0.02} L${width} ${height} Z" fill="${between(palette.near, palette.far, 0.12)}"/>`;
  return [
    hills(canvas, 2, 0.16),
    firs(canvas, horizon + height * 0.1, size * 0.16, 14, false, mix(palette.far, palette.near, 0.7)),
    water(canvas, horizon + height * 0.1),
    waves(canvas, horizon + height * 0.12, foot),
    bank,
  ].join('');
};

/** Houses against the sky, with lit windows towards the night. */
function skyline(canvas: Canvas, share: number, high: number, foot: number): string {
  const { width, height, size, palette, random, wishes } = canvas;
  const isLit = wishes.time === 'night' || wishes.time === 'sunset' || wishes.weather === 'rain';
  const color = mix(palette.far, palette.near, share);
  const parts: string[] = [];
  for (let x = -size * 0.03; x < width; ) {
    const wide = size * random.between(0.07, 0.14);
    const top = foot - height * high * random.between(0.45, 1);
    parts.push(rect(x, top, wide, height - top, between(color, color, 0)));
    parts.push(rect(x + wide * 0.72, top, wide * 0.28, height - top, darker(color, 0.12)));
    if (random.next() < 0.3)
      parts.push(rect(x + wide * 0.45, top - size * 0.05, size * 0.006, size * 0.05, darker(color, 0.1)));
    const step = size * 0.026;
    for (let y = top + step; y < foot - step; y += step * 1.35) {
      for (let at = x + step * 0.6; at < x + wide * 0.7 - step * 0.4; at += step) {
        if (random.next() < (isLit ? 0.42 : 0.55)) {
          const glow = isLit ? between(palette.light, [255, 190, 90], 0.4) : lighter(color, 0.28);
          parts.push(rect(at, y, step * 0.45, step * 0.6, glow, `opacity="${isLit ? 0.9 : 0.55}"`));
        }
      }
    }
    x += wide + size * random.between(-0.01, 0.02);
  }
  return parts.join('');
}

const city: Paint = (canvas) => {
  const { width, height, size, horizon, palette, wishes } = canvas;
  const foot = horizon + height * 0.2;
  const street = mix(palette.near, palette.far, 0.12);
  const isWet = wishes.weather === 'rain';
  return [
    skyline(canvas, 0.05, 0.36, foot),
    skyline(canvas, 0.5, 0.27, foot),
    rect(0, foot, width, height - foot, between(street, street, 0)),
    rect(0, foot, width, size * 0.02, lighter(street, 0.25)),
    isWet ? waves(canvas, foot + size * 0.04, height) : '',
    times(7, (at) =>
      rect((width * (at + 0.2)) / 7, height * 0.93, width * 0.07, size * 0.012, lighter(street, 0.45), 'opacity="0.6"'),
    ),
  ].join('');
};

const desert: Paint = (canvas) => {
  const { width, height, horizon, size, palette, random } = canvas;
  const dune = (base: number, rise: number, share: number) => {
    const top = width * random.between(0.25, 0.75);
    const color = mix(palette.far, palette.near, share);
    const peak = (base - rise).toFixed(1);
    const low = (base + rise * 0.25).toFixed(1);
    const light = `<path d="M0 ${height} L0 ${low} C${(top * 0.5).toFixed(1)} ${low} ${(top * 0.8).toFixed(1)} ${peak} ${top.toFixed(1)} ${peak} C${(top + (width - top) * 0.25).toFixed(1)} ${(base).toFixed(1)} ${(top + (width - top) * 0.6).toFixed(1)} ${low} ${width} ${base.toFixed(1)} L${width} ${height} Z" fill="${lighter(color, 0.1)}"/>`;
    const shade = `<path d="M${top.toFixed(1)} ${peak} C${(top + (width - top) * 0.25).toFixed(1)} ${base.toFixed(1)} ${(top + (width - top) * 0.6).toFixed(1)} ${low} ${width} ${base.toFixed(1)} L${width} ${height} L${(top * 0.72).toFixed(1)} ${height} C${(top * 1.2).toFixed(1)} ${(base + rise * 2).toFixed(1)} ${(top * 0.85).toFixed(1)} ${(base + rise * 0.7).toFixed(1)} ${top.toFixed(1)} ${peak} Z" fill="${darker(color, 0.1)}"/>`;
    return light + shade;
  };
  const cactus = (x: number, y: number, high: number) => {
    const green = darker(mix(palette.near, [52, 110, 78], 0.75), 0.1);
    const arm = (side: number, from: number) =>
      `<path d="M0 ${-from} h${side * 0.2} v-0.22" stroke="${green}" stroke-width="0.1" stroke-linecap="round" stroke-linejoin="round" fill="none"/>`;
    return standing(
      x,
      y,
      high,
      `<path d="M0 0 V-0.92" stroke="${green}" stroke-width="0.15" stroke-linecap="round"/>${arm(1, 0.38)}${arm(-1, 0.5)}`,
    );
  };
  return [
    dune(horizon + height * 0.03, height * 0.09, 0.1),
    dune(horizon + height * 0.11, height * 0.11, 0.45),
    cactus(width * random.between(0.08, 0.2), horizon + height * 0.17, size * 0.2),
    dune(horizon + height * 0.2, height * 0.08, 0.75),
    cactus(width * random.between(0.82, 0.93), horizon + height * 0.28, size * 0.28),
    dune(height * 0.93, height * 0.06, 0.95),
  ].join('');
};

const forest: Paint = (canvas) => {
  const { height, size, horizon, palette } = canvas;
  const tone = (share: number) => mix(palette.far, palette.near, share);
  const floor = (base: number, share: number) =>
    ridge(canvas, { base, rise: height * 0.04, steps: 4, fill: between(tone(share), tone(share), 0) });
  return [
    firs(canvas, horizon + height * 0.02, size * 0.34, 26, false, tone(0.12)),
    floor(horizon + height * 0.04, 0.14),
    firs(canvas, horizon + height * 0.1, size * 0.46, 18, false, tone(0.45)),
    floor(horizon + height * 0.12, 0.48),
    firs(canvas, horizon + height * 0.2, size * 0.66, 9, false, tone(0.78)),
    floor(horizon + height * 0.22, 0.74),
    floor(height * 0.93, 0.9),
  ].join('');
};

const mountain: Paint = (canvas) => {
  const { height, horizon, size, palette } = canvas;
  return [
    peaks(canvas, 3, 0.36, 0.35),
    peaks(canvas, 4, 0.24, 0.05),
    ridge(canvas, {
      base: horizon + height * 0.08,
      rise: height * 0.035,
      steps: 4,
      fill: between(palette.far, palette.near, 0.5),
    }),
    firs(canvas, horizon + height * 0.14, size * 0.18, 16, false, mix(palette.far, palette.near, 0.75)),
    ridge(canvas, {
      base: horizon + height * 0.18,
      rise: height * 0.05,
      steps: 3,
      fill: between(palette.far, palette.near, 0.82),
    }),
    ridge(canvas, { base: height * 0.92, rise: height * 0.05, steps: 3, fill: between(palette.near, palette.near, 0) }),
  ].join('');
};

/** The ridge of a tiled roof in front, a town behind it. */
const roof: Paint = (canvas) => {
  const { width, height, size, horizon, palette, wishes } = canvas;
  const top = height * ROOF_TOP;
  const tile = size * 0.062;
  const isWhite = wishes.weather === 'snow';
  const rows = Math.ceil((height - top) / (tile * 0.72)) + 1;
  // from below: each row covers the next one's upper edge
  const tiles = times(rows, (at) => {
    const row = rows - 1 - at;
    const y = (top + row * tile * 0.72).toFixed(1);
    return times(Math.ceil(width / tile) + 2, (column) => {
      const x = ((column - (row % 2 === 0 ? 0.5 : 0)) * tile).toFixed(1);
      const shade = ((column * 7 + row * 13) % 5) / 22;
      const shape = `M${x} ${y} h${tile.toFixed(1)} v${(tile * 0.55).toFixed(1)} a${(tile / 2).toFixed(1)} ${(tile * 0.42).toFixed(1)} 0 0 1 ${(-tile).toFixed(1)} 0 Z`;
      return `<path d="${shape}" fill="${darker(palette.near, 0.04 + shade)}" stroke="${darker(palette.near, 0.36)}" stroke-width="${(size * 0.003).toFixed(1)}"/>`;
    });
  });
  const far = { ...palette, near: mix(palette.far, palette.high, 0.45) };
  const cap = isWhite ? lighter(palette.low, 0.7) : lighter(palette.near, 0.16);
  const chimney = [
    rect(width * 0.84, top - size * 0.19, size * 0.1, size * 0.2, darker(palette.near, 0.25)),
    rect(
      width * 0.84 - size * 0.012,
      top - size * 0.2,
      size * 0.124,
      size * 0.03,
      isWhite ? cap : darker(palette.near, 0.4),
    ),
  ].join('');
  return [
    skyline({ ...canvas, palette: far }, 0.1, 0.2, horizon + height * 0.14),
    skyline({ ...canvas, palette: far }, 0.7, 0.13, horizon + height * 0.16),
    chimney,
    rect(0, top, width, height - top, darker(palette.near, 0.3)),
    tiles,
    rect(0, top - size * 0.03, width, size * (isWhite ? 0.055 : 0.04), cap, `rx="${(size * 0.02).toFixed(1)}"`),
  ].join('');
};
const ROOF_TOP = 0.8;

const garden: Paint = (canvas) => {
  const { width, height, size, palette, random, detail } = canvas;
  const colors = [
    palette.subject,
    palette.light,
    mix(palette.subject, [255, 255, 255], 0.6),
    mix(palette.subject, palette.light, 0.6),
  ];
  const blooms = times(46 + detail, (at) => {
    const share = at / (46 + detail);
    const y = height * (0.74 + share * 0.26);
    const x = width * random.next();
    const radius = size * (0.006 + share * 0.014);
    const color = random.pick([colors[0] ?? palette.light, ...colors.slice(1)]);
    const stem = `<path d="M${x.toFixed(1)} ${y.toFixed(1)} v${(radius * 3).toFixed(1)}" stroke="${darker(palette.near, 0.2)}" stroke-width="${(radius * 0.4).toFixed(1)}"/>`;
    return stem + circle(x, y, radius, between(color, color, 0)) + circle(x, y, radius * 0.4, darker(color, 0.3));
  });
  return hills(canvas, 3, 0.12) + blooms;
};

const space: Paint = (canvas) => {
  const { width, height, size, palette, random } = canvas;
  const planet = mix(palette.subject, palette.high, 0.35);
  const [x, y, radius] = [width * random.between(0.18, 0.3), height * random.between(0.2, 0.3), size * 0.13];
  const ring = `<ellipse cx="${x}" cy="${y}" rx="${radius * 1.75}" ry="${radius * 0.4}" fill="none" stroke="${lighter(palette.light, 0.1)}" stroke-width="${size * 0.014}" opacity="0.75" transform="rotate(-18 ${x} ${y})"/>`;
  const craters = times(9, () => {
    const wide = size * random.between(0.02, 0.06);
    return `<ellipse cx="${(width * random.next()).toFixed(1)}" cy="${(height * random.between(0.84, 0.98)).toFixed(1)}" rx="${wide.toFixed(1)}" ry="${(wide * 0.28).toFixed(1)}" fill="${darker(palette.near, 0.2)}"/>`;
  });
  return [
    circle(x, y, radius, between(planet, planet, 0)),
    circle(x - radius * 0.25, y - radius * 0.25, radius * 0.62, lighter(planet, 0.18), 0.5),
    ring,
    ridge(canvas, { base: height * 0.8, rise: height * 0.06, steps: 4, fill: between(palette.far, palette.near, 0.4) }),
    ridge(canvas, { base: height * 0.84, rise: height * 0.04, steps: 3, fill: between(palette.near, palette.near, 0) }),
    craters,
  ].join('');
};

const PAINTS = { meadow, snow, sea, river, city, desert, forest, mountain, roof, garden, space } as const;

/** The ground of a picture, and where something stands on it: its foot, by the height of the picture. */
export function paintPlace(canvas: Canvas): { readonly drawing: string; readonly foot: number } {
  const { place, subject } = canvas.wishes;
  const floats = subject === 'boat' || subject === undefined || subject === 'balloon';
  if (place === 'sea' && !floats) return { drawing: beach(canvas), foot: 0.9 };
  const foot = place === 'roof' ? ROOF_TOP - 0.02 : place === 'sea' || (place === 'river' && floats) ? 0.78 : 0.9;
  return { drawing: PAINTS[place](canvas), foot };
}
