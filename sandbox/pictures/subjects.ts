import { ANIMALS } from './animals.ts';
import {
  between,
  both,
  box,
  type Draw,
  darker,
  INK,
  lighter,
  line,
  oval,
  path,
  shadow,
  times,
  WHITE,
} from './brush.ts';
import { css, mix, type Palette, type Rgb } from './palette.ts';
import type { Subject, Wishes } from './wishes.ts';

const boat: Draw = ({ subject, light, near }, { time }) => {
  const hull = css(subject);
  const sail = css(mix(light, WHITE, 0.55));
  return [
    path('M-.4 .02 L.42 .02 L.3 .12 L-.3 .12 Z', css(subject), 'opacity="0.25"'),
    path('M-.02 .06 L.04 .06 L.3 .3 L-.05 .36 Z', sail, 'opacity="0.16"'),
    line('M0 -.2 V-1', darker(near, 0.5), 0.022),
    path('M.03 -.97 C.36 -.7 .42 -.45 .4 -.25 L.03 -.25 Z', sail),
    path('M.03 -.97 C.14 -.7 .16 -.45 .14 -.25 L.03 -.25 Z', darker(mix(light, WHITE, 0.55), 0.06)),
    path('M-.03 -.84 C-.16 -.6 -.28 -.42 -.34 -.27 L-.03 -.27 Z', css(mix(subject, WHITE, 0.2))),
    path('M-.46 -.2 L.48 -.2 C.44 -.06 .36 .02 .28 .03 L-.28 .03 C-.36 .01 -.43 -.08 -.46 -.2 Z', hull),
    path('M-.46 -.2 L.48 -.2 L.465 -.155 L-.45 -.155 Z', lighter(subject, 0.55)),
    time === 'night'
      ? `<circle cx="-.4" cy="-.26" r=".03" fill="${css(light)}"/><circle cx="-.4" cy="-.26" r=".1" fill="${css(light)}" opacity=".3"/>`
      : '',
  ].join('');
};

const window = (x: number, y: number, size: number, glow: string, frame: string): string =>
  box(x, y, size, size, glow, 0.01) +
  line(`M${x + size / 2} ${y} v${size} M${x} ${y + size / 2} h${size}`, frame, 0.012);

const isLate = ({ time, weather }: Wishes): boolean => time === 'night' || time === 'sunset' || weather !== 'clear';
const glowOf = (palette: Palette, wishes: Wishes): string =>
  isLate(wishes) ? between(palette.light, [255, 184, 80], 0.5) : between(palette.high, [255, 255, 255], 0.55);

const house: Draw = (palette, wishes) => {
  const wall = css(mix(palette.subject, [248, 238, 220], 0.72));
  const frame = darker(palette.subject, 0.45);
  const isWhite = wishes.place === 'snow' || wishes.weather === 'snow';
  return [
    shadow(0.6),
    box(0.2, -0.93, 0.11, 0.3, darker(palette.subject, 0.3)),
    isWhite ? box(0.185, -0.96, 0.14, 0.05, '#fff', 0.02) : '',
    [0, 1, 2]
      .map((at) =>
        oval(
          0.27 + at * 0.07,
          -1.02 - at * 0.1,
          0.05 + at * 0.02,
          0.04 + at * 0.015,
          '#fff',
          `opacity="${0.5 - at * 0.13}"`,
        ),
      )
      .join(''),
    box(-0.42, -0.5, 0.84, 0.5, wall),
    path('M.42 -.5 V0 H.2 V-.5 Z', darker(mix(palette.subject, [248, 238, 220], 0.72), 0.1)),
    path('M-.54 -.44 L-.33 -.86 L.33 -.86 L.54 -.44 Z', css(palette.subject)),
    path('M.33 -.86 L.54 -.44 L.3 -.44 L.18 -.86 Z', darker(palette.subject, 0.14)),
    isWhite
      ? path(
          'M-.56 -.5 L-.35 -.9 L.35 -.9 L.5 -.6 Q.42 -.7 .34 -.62 Q.2 -.72 .08 -.64 Q-.08 -.74 -.2 -.62 Q-.34 -.68 -.4 -.52 Q-.5 -.46 -.56 -.5 Z',
          '#fff',
        )
      : '',
    box(-0.08, -0.29, 0.16, 0.29, frame, 0.02),
    oval(0.045, -0.14, 0.012, 0.012, css(palette.light)),
    window(-0.34, -0.36, 0.17, glowOf(palette, wishes), frame),
    window(0.17, -0.36, 0.17, glowOf(palette, wishes), frame),
  ].join('');
};

const castle: Draw = (palette, wishes) => {
  const stone = palette.subject;
  const roof = css(mix([92, 74, 132], palette.high, 0.25));
  const glow = glowOf(palette, wishes);
  const tower = (x: number, wide: number, high: number) =>
    [
      box(x - wide / 2, -high, wide, high, css(stone)),
      box(x + wide * 0.14, -high, wide * 0.36, high, darker(stone, 0.13)),
      path(`M${x - wide * 0.68} ${-high} L${x} ${-high - wide * 1.5} L${x + wide * 0.68} ${-high} Z`, roof),
      box(x - 0.022, -high + wide * 0.4, 0.044, 0.09, glow, 0.022),
    ].join('');
  return [
    shadow(0.6),
    tower(-0.16, 0.2, 0.62),
    tower(0.2, 0.17, 0.54),
    box(-0.44, -0.36, 0.88, 0.36, css(stone)),
    times(9, (at) => box(-0.44 + at * 0.1, -0.41, 0.06, 0.06, css(stone))),
    tower(-0.44, 0.17, 0.5),
    tower(0.44, 0.17, 0.46),
    path('M-.1 0 V-.16 A.1 .1 0 0 1 .1 -.16 V0 Z', darker(stone, 0.7)),
  ].join('');
};

const lighthouse: Draw = (palette, wishes) => {
  const white = css(mix([250, 248, 242], palette.low, 0.08));
  const beams = isLate(wishes)
    ? path('M0 -.86 L-2.2 -1.15 L-2.2 -.75 Z M0 -.86 L2.2 -1.05 L2.2 -.6 Z', css(palette.light), 'opacity="0.28"')
    : '';
  const at = (y: number) => 0.1 + (0.76 + y) * 0.07;
  const stripe = (from: number, to: number) =>
    path(`M${-at(from)} ${from} L${at(from)} ${from} L${at(to)} ${to} L${-at(to)} ${to} Z`, css(palette.subject));
  return [
    path('M-.62 .02 C-.5 -.1 -.3 -.12 -.2 -.12 L.24 -.12 C.4 -.1 .5 -.06 .64 .02 Z', darker(palette.near, 0.35)),
    beams,
    path(`M${-at(-0.76)} -.76 L${at(-0.76)} -.76 L${at(-0.08)} -.08 L${-at(-0.08)} -.08 Z`, white),
    stripe(-0.68, -0.54),
    stripe(-0.4, -0.26),
    path(`M.03 -.76 L${at(-0.76)} -.76 L${at(-0.08)} -.08 L.04 -.08 Z`, '#141830', 'opacity="0.13"'),
    box(-0.14, -0.79, 0.28, 0.04, darker(palette.near, 0.5)),
    box(-0.075, -0.91, 0.15, 0.12, between(palette.light, [255, 200, 90], 0.35)),
    path('M-.11 -.91 L0 -1.02 L.11 -.91 Z', css(palette.subject)),
    box(-0.03, -0.2, 0.06, 0.12, darker(palette.near, 0.5), 0.03),
  ].join('');
};

/** A fir in three layers, with snow on it or without. */
export function pine(color: Rgb, isSnowy: boolean): string {
  const layer = (top: number, foot: number, wide: number) =>
    path(`M0 ${top} L${wide} ${foot} Q0 ${foot + 0.06} ${-wide} ${foot} Z`, css(color)) +
    path(
      `M0 ${top} L${wide} ${foot} Q${wide * 0.5} ${foot + 0.04} ${wide * 0.1} ${foot + 0.035} Z`,
      darker(color, 0.16),
    ) +
    (isSnowy
      ? path(
          `M0 ${top} L${wide * 0.5} ${top + (foot - top) * 0.5} Q${wide * 0.22} ${top + (foot - top) * 0.42} 0 ${top + (foot - top) * 0.56} Q${-wide * 0.25} ${top + (foot - top) * 0.42} ${-wide * 0.55} ${top + (foot - top) * 0.55} Z`,
          '#fff',
          'opacity="0.92"',
        )
      : '');
  return (
    box(-0.035, -0.14, 0.07, 0.14, darker(color, 0.5)) +
    layer(-0.58, -0.1, 0.3) +
    layer(-0.8, -0.35, 0.24) +
    layer(-1, -0.58, 0.17)
  );
}

const tree: Draw = ({ subject, near }, { place, weather }) => {
  if (place === 'snow' || place === 'mountain' || place === 'forest')
    return shadow(0.3) + pine(subject, place === 'snow' || weather === 'snow');
  const leaf = (x: number, y: number, radius: number, share: number) =>
    oval(x, y, radius, radius * 0.92, share < 0 ? darker(subject, -share) : lighter(subject, share));
  return [
    shadow(0.34),
    path(
      'M-.06 0 C-.03 -.2 -.04 -.3 -.05 -.46 L.05 -.46 C.04 -.3 .03 -.2 .07 0 Z',
      darker(mix(near, [96, 62, 40], 0.7), 0.15),
    ),
    line('M0 -.34 L.14 -.5 M0 -.4 L-.13 -.54', darker(mix(near, [96, 62, 40], 0.7), 0.15), 0.035),
    leaf(0.16, -0.56, 0.2, -0.18),
    leaf(-0.18, -0.58, 0.2, -0.1),
    leaf(0, -0.52, 0.18, -0.22),
    leaf(0.08, -0.74, 0.22, 0),
    leaf(-0.1, -0.76, 0.21, 0.06),
    leaf(-0.12, -0.83, 0.1, 0.18),
    leaf(0.1, -0.82, 0.08, 0.12),
  ].join('');
};

const flower: Draw = ({ subject, light, near }) => {
  const green = between(near, [70, 150, 80], 0.5);
  const bloom = (x: number, y: number, size: number) =>
    `<g transform="translate(${x} ${y}) scale(${size})">${[0, 1]
      .map((ring) =>
        times(8, (petal) =>
          oval(
            0,
            -0.62,
            0.26,
            0.42,
            ring === 0 ? darker(subject, 0.14) : css(subject),
            `transform="rotate(${petal * 45 + ring * 22.5}) scale(${1 - ring * 0.22})"`,
          ),
        ),
      )
      .join(
        '',
      )}${oval(0, 0, 0.3, 0.3, between(light, [240, 170, 40], 0.6))}${oval(0, 0, 0.18, 0.18, between(light, [190, 110, 20], 0.7))}</g>`;
  const leaf = (x: number, y: number, side: number) =>
    path(`M${x} ${y} q${side * 0.14} -.13 ${side * 0.26} -.1 q${side * -0.08} .13 ${side * -0.26} .1 Z`, green);
  return [
    line('M0 .06 C.02 -.3 -.03 -.5 0 -.7', green, 0.032),
    line('M-.04 .06 C-.1 -.2 -.26 -.3 -.3 -.42', green, 0.026),
    line('M.04 .06 C.1 -.16 .24 -.22 .3 -.32', green, 0.026),
    leaf(0, -0.2, 1) + leaf(0, -0.32, -1) + leaf(-0.16, -0.18, -1),
    bloom(-0.3, -0.44, 0.15),
    bloom(0.31, -0.34, 0.13),
    bloom(0, -0.74, 0.25),
  ].join('');
};

/** Somebody in a coat who looks into the picture. */
const person: Draw = ({ subject, near }) =>
  [
    shadow(0.22),
    both((side) => box(side * 0.055 - 0.035, -0.2, 0.07, 0.2, darker(near, 0.65), 0.02)),
    path('M-.1 -.68 C-.19 -.6 -.22 -.3 -.23 -.14 Q0 -.09 .23 -.14 C.22 -.3 .19 -.6 .1 -.68 Z', css(subject)),
    path('M.02 -.68 L.1 -.68 C.19 -.6 .22 -.3 .23 -.14 Q.14 -.115 .06 -.108 Z', darker(subject, 0.16)),
    both((side) =>
      path(
        `M${side * 0.12} -.64 C${side * 0.22} -.56 ${side * 0.25} -.4 ${side * 0.24} -.3 L${side * 0.17} -.3 C${side * 0.17} -.42 ${side * 0.14} -.5 ${side * 0.1} -.56 Z`,
        darker(subject, 0.24),
      ),
    ),
    path('M-.12 -.69 Q0 -.62 .12 -.69 L.1 -.62 Q0 -.57 -.1 -.62 Z', lighter(subject, 0.55)),
    path('M.04 -.64 L.1 -.42 L.03 -.42 Z', lighter(subject, 0.45)),
    oval(0, -0.8, 0.105, 0.12, '#e0ad86'),
    path('M-.115 -.76 C-.14 -.9 -.08 -.95 0 -.95 C.08 -.95 .14 -.9 .115 -.76 C.1 -.7 -.1 -.7 -.115 -.76 Z', '#3a2a26'),
    path('M-.13 -.86 Q0 -.8 .13 -.86 Q.14 -1 0 -1 Q-.14 -1 -.13 -.86 Z', darker(subject, 0.3)),
  ].join('');

const astronaut: Draw = ({ subject, light }) => {
  const suit = css(subject);
  const shade = darker(subject, 0.16);
  return [
    shadow(0.28),
    box(-0.2, -0.66, 0.4, 0.4, darker(subject, 0.4), 0.06),
    both(
      (side) =>
        box(side * 0.095 - 0.075, -0.28, 0.15, 0.28, side < 0 ? suit : shade, 0.06) +
        box(side * 0.1 - 0.09, -0.07, 0.18, 0.07, '#5b6478', 0.03),
    ),
    both((side) =>
      line(
        `M${side * 0.18} -.56 C${side * 0.3} -.5 ${side * 0.32} -.4 ${side * 0.29} -.3`,
        side < 0 ? suit : shade,
        0.12,
      ),
    ),
    box(-0.19, -0.62, 0.38, 0.4, suit, 0.12),
    box(-0.09, -0.46, 0.18, 0.11, '#5b6478', 0.02),
    oval(-0.04, -0.405, 0.018, 0.018, '#e4574c') + oval(0.03, -0.405, 0.018, 0.018, '#5ac37d'),
    oval(0, -0.8, 0.205, 0.2, suit),
    oval(0.01, -0.79, 0.15, 0.135, '#1c2440'),
    path('M-.1 -.83 Q-.06 -.9 .04 -.9 Q-.02 -.84 -.06 -.76 Z', css(light), 'opacity="0.75"'),
  ].join('');
};

const robot: Draw = ({ subject, light }) => {
  const shade = darker(subject, 0.18);
  return [
    shadow(0.28),
    both(
      (side) =>
        box(side * 0.1 - 0.045, -0.22, 0.09, 0.2, darker(subject, 0.45)) +
        box(side * 0.11 - 0.09, -0.07, 0.18, 0.07, shade, 0.03),
    ),
    both((side) => line(`M${side * 0.22} -.5 L${side * 0.32} -.38 L${side * 0.3} -.26`, darker(subject, 0.45), 0.05)),
    box(-0.22, -0.58, 0.44, 0.38, css(subject), 0.06),
    box(0.06, -0.58, 0.16, 0.38, shade, 0.06),
    box(-0.12, -0.5, 0.24, 0.14, '#20283c', 0.03),
    line('M-.09 -.43 h.05 l.02 -.04 l.03 .08 l.02 -.04 h.06', '#63e0b0', 0.014),
    line('M0 -.86 V-.95', darker(subject, 0.45), 0.022),
    oval(0, -0.96, 0.035, 0.035, '#e4574c'),
    box(-0.2, -0.88, 0.4, 0.27, css(subject), 0.09),
    box(-0.15, -0.82, 0.3, 0.15, '#20283c', 0.07),
    both((side) => oval(side * 0.07, -0.745, 0.034, 0.034, css(light))),
  ].join('');
};

const car: Draw = (palette, wishes) => {
  const { subject, light } = palette;
  const wheel = (x: number) => oval(x, -0.09, 0.1, 0.1, INK) + oval(x, -0.09, 0.045, 0.045, '#b9c0cc');
  return [
    shadow(0.6),
    isLate(wishes) ? path('M-.58 -.2 L-1.2 -.3 L-1.2 0 L-.58 -.12 Z', css(light), 'opacity="0.3"') : '',
    path('M-.32 -.34 C-.26 -.54 -.2 -.58 -.08 -.58 L.16 -.58 C.28 -.58 .34 -.5 .42 -.34 Z', css(subject)),
    path(
      'M-.25 -.35 C-.21 -.49 -.17 -.52 -.08 -.52 L.02 -.52 V-.35 Z M.06 -.52 L.15 -.52 C.24 -.52 .28 -.46 .34 -.35 L.06 -.35 Z',
      glowOf(palette, { ...wishes, time: 'day', weather: 'clear' }),
    ),
    path('M-.6 -.1 C-.62 -.3 -.56 -.34 -.36 -.36 L.44 -.36 C.58 -.34 .62 -.26 .6 -.1 Z', css(subject)),
    path('M-.6 -.1 C-.6 -.16 -.6 -.18 -.595 -.2 L.6 -.2 L.6 -.1 Z', darker(subject, 0.2)),
    oval(-0.56, -0.25, 0.04, 0.04, css(light)),
    wheel(-0.34) + wheel(0.36),
  ].join('');
};

const balloon: Draw = ({ subject, light, near }) =>
  [
    path(
      'M0 -1 C-.36 -1 -.46 -.66 -.3 -.46 C-.22 -.36 -.12 -.28 -.09 -.2 L.09 -.2 C.12 -.28 .22 -.36 .3 -.46 C.46 -.66 .36 -1 0 -1 Z',
      css(subject),
    ),
    path(
      'M0 -1 C-.15 -1 -.2 -.66 -.14 -.46 C-.1 -.36 -.06 -.28 -.04 -.2 L.04 -.2 C.06 -.28 .1 -.36 .14 -.46 C.2 -.66 .15 -1 0 -1 Z',
      css(mix(light, WHITE, 0.4)),
    ),
    path(
      'M.2 -.94 C.4 -.84 .44 -.62 .3 -.46 C.22 -.36 .12 -.28 .09 -.2 L.06 -.2 C.14 -.36 .3 -.6 .2 -.94 Z',
      darker(subject, 0.18),
    ),
    line('M-.08 -.2 L-.055 -.1 M.08 -.2 L.055 -.1', darker(near, 0.5), 0.01),
    box(-0.07, -0.11, 0.14, 0.11, '#8a5a33', 0.02),
  ].join('');

const DRAWINGS: Readonly<Record<Subject, { readonly draw: Draw; readonly size: number }>> = {
  fox: { draw: ANIMALS.fox, size: 0.5 },
  cat: { draw: ANIMALS.cat, size: 0.46 },
  dog: { draw: ANIMALS.dog, size: 0.48 },
  wolf: { draw: ANIMALS.wolf, size: 0.52 },
  panda: { draw: ANIMALS.panda, size: 0.52 },
  bear: { draw: ANIMALS.bear, size: 0.56 },
  rabbit: { draw: ANIMALS.rabbit, size: 0.42 },
  tiger: { draw: ANIMALS.tiger, size: 0.52 },
  lion: { draw: ANIMALS.lion, size: 0.54 },
  owl: { draw: ANIMALS.owl, size: 0.44 },
  bird: { draw: ANIMALS.bird, size: 0.38 },
  robot: { draw: robot, size: 0.52 },
  astronaut: { draw: astronaut, size: 0.52 },
  boat: { draw: boat, size: 0.42 },
  balloon: { draw: balloon, size: 0.5 },
  car: { draw: car, size: 0.46 },
  lighthouse: { draw: lighthouse, size: 0.66 },
  castle: { draw: castle, size: 0.56 },
  person: { draw: person, size: 0.54 },
  flower: { draw: flower, size: 0.56 },
  house: { draw: house, size: 0.44 },
  tree: { draw: tree, size: 0.6 },
};

/** One unit high, and how high it is beside the picture's shorter side. */
export function subjectDrawing(
  subject: Subject,
  palette: Palette,
  wishes: Wishes,
): { readonly drawing: string; readonly size: number } {
  const { draw, size } = DRAWINGS[subject];
  return { drawing: draw(palette, wishes), size };
}
