import { between, both, box, type Draw, darker, INK, lighter, line, oval, path, shadow, times } from './brush.ts';
import { css, mix, type Rgb } from './palette.ts';
import type { Subject } from './wishes.ts';

interface Kind {
  readonly ears: 'fox' | 'pointed' | 'round' | 'long' | 'hanging';
  readonly tail: 'bushy' | 'thin' | 'none';
  readonly face: 'pointed' | 'round';
  readonly marks?: 'panda' | 'stripes' | 'mane';
  readonly hasSocks?: boolean;
}

const KINDS = {
  fox: { ears: 'fox', tail: 'bushy', face: 'pointed', hasSocks: true },
  wolf: { ears: 'pointed', tail: 'bushy', face: 'pointed' },
  cat: { ears: 'pointed', tail: 'thin', face: 'round' },
  dog: { ears: 'hanging', tail: 'thin', face: 'round' },
  bear: { ears: 'round', tail: 'none', face: 'round' },
  panda: { ears: 'round', tail: 'none', face: 'round', marks: 'panda' },
  rabbit: { ears: 'long', tail: 'none', face: 'round' },
  tiger: { ears: 'round', tail: 'thin', face: 'round', marks: 'stripes' },
  lion: { ears: 'round', tail: 'thin', face: 'round', marks: 'mane' },
} as const satisfies Partial<Record<Subject, Kind>>;

interface Coat {
  readonly main: string;
  readonly shade: string;
  readonly pale: string;
  readonly dark: string;
  readonly eye: string;
}

function coatOf(color: Rgb): Coat {
  const [red, green, blue] = color;
  const isDark = red + green + blue < 200;
  return {
    main: css(color),
    shade: isDark ? lighter(color, 0.08) : darker(color, 0.14),
    pale: isDark ? lighter(color, 0.16) : lighter(color, 0.78),
    dark: isDark ? lighter(color, 0.1) : darker(color, 0.72),
    eye: isDark ? '#f2c14e' : INK,
  };
}

function earsOf({ ears, marks }: Kind, coat: Coat): string {
  const main = marks === 'panda' ? INK : coat.main;
  switch (ears) {
    case 'fox':
      return both(
        (side) =>
          path(`M${side * 0.235} -.77 L${side * 0.25} -1.02 Q${side * 0.2} -1.0 ${side * 0.05} -.86 Z`, main) +
          path(`M${side * 0.215} -.82 L${side * 0.232} -.96 Q${side * 0.2} -.95 ${side * 0.11} -.86 Z`, coat.dark),
      );
    case 'pointed':
      return both(
        (side) =>
          path(`M${side * 0.21} -.73 L${side * 0.21} -.97 Q${side * 0.16} -.95 ${side * 0.045} -.84 Z`, main) +
          path(`M${side * 0.187} -.8 L${side * 0.19} -.92 Q${side * 0.16} -.91 ${side * 0.1} -.84 Z`, coat.shade),
      );
    case 'round':
      return both(
        (side) =>
          oval(side * 0.17, -0.84, 0.075, 0.075, main) +
          oval(side * 0.17, -0.835, 0.04, 0.042, marks === 'panda' ? INK : coat.shade),
      );
    case 'long':
      return both(
        (side) =>
          oval(side * 0.09, -0.96, 0.05, 0.17, main, `transform="rotate(${side * 10} ${side * 0.09} -.85)"`) +
          oval(side * 0.09, -0.95, 0.022, 0.12, '#e8a3a8', `transform="rotate(${side * 10} ${side * 0.09} -.85)"`),
      );
    case 'hanging':
      return both((side) =>
        path(
          `M${side * 0.12} -.86 C${side * 0.3} -.9 ${side * 0.33} -.68 ${side * 0.25} -.54 C${side * 0.18} -.54 ${side * 0.17} -.7 ${side * 0.12} -.86 Z`,
          coat.shade,
        ),
      );
    default:
      return ears satisfies never;
  }
}

function headOf(kind: Kind, coat: Coat, isAsleep: boolean): string {
  const eyes = both((side) => {
    if (isAsleep)
      return line(
        `M${side * 0.06} -.66 q${side * 0.04} .035 ${side * 0.08} 0`,
        kind.marks === 'panda' ? '#fff' : coat.dark,
        0.016,
      );
    return oval(side * 0.098, -0.68, 0.025, 0.029, coat.eye) + oval(side * 0.098 + 0.008, -0.69, 0.008, 0.008, '#fff');
  });
  if (kind.face === 'pointed') {
    return [
      path(
        'M0 -.475 C-.05 -.475 -.12 -.53 -.275 -.61 C-.27 -.72 -.25 -.8 -.19 -.85 C-.11 -.9 .11 -.9 .19 -.85 C.25 -.8 .27 -.72 .275 -.61 C.12 -.53 .05 -.475 0 -.475 Z',
        coat.main,
      ),
      both((side) =>
        path(
          `M0 -.475 C${side * 0.05} -.475 ${side * 0.12} -.53 ${side * 0.275} -.61 C${side * 0.2} -.655 ${side * 0.1} -.65 ${side * 0.04} -.585 Q${side * 0.015} -.54 0 -.475 Z`,
          coat.pale,
        ),
      ),
      eyes,
      oval(0, -0.5, 0.032, 0.024, INK),
    ].join('');
  }
  const stripes =
    kind.marks === 'stripes'
      ? [-0.05, 0, 0.05].map((x) => line(`M${x} -.855 V-.79`, INK, 0.022)).join('') +
        both((side) => line(`M${side * 0.225} -.7 h${side * -0.07} M${side * 0.22} -.64 h${side * -0.06}`, INK, 0.02))
      : '';
  return [
    kind.marks === 'mane'
      ? oval(0, -0.67, 0.33, 0.32, coat.shade) +
        times(16, (at) =>
          oval(
            Math.cos((at * Math.PI) / 8) * 0.3,
            -0.67 + Math.sin((at * Math.PI) / 8) * 0.29,
            0.075,
            0.075,
            coat.shade,
          ),
        )
      : '',
    oval(0, -0.67, 0.235, 0.2, coat.main),
    stripes,
    kind.marks === 'panda'
      ? both((side) =>
          oval(side * 0.098, -0.675, 0.06, 0.07, INK, `transform="rotate(${side * 25} ${side * 0.098} -.675)"`),
        )
      : '',
    oval(0, -0.58, 0.105, 0.078, coat.pale),
    kind.marks === 'panda' && !isAsleep ? both((side) => oval(side * 0.095, -0.685, 0.02, 0.023, '#fff')) : eyes,
    path(
      'M-.03 -.625 Q0 -.64 .03 -.625 Q.02 -.595 0 -.59 Q-.02 -.595 -.03 -.625 Z',
      kind.ears === 'pointed' ? '#d98a8f' : INK,
    ),
    line('M0 -.59 V-.565 M0 -.565 q-.03 .03 -.055 .008 M0 -.565 q.03 .03 .055 .008', coat.dark, 0.01),
    kind.ears === 'pointed'
      ? both((side) =>
          line(
            `M${side * 0.1} -.6 l${side * 0.17} -.03 M${side * 0.1} -.575 l${side * 0.17} .01`,
            coat.pale,
            0.006,
            'opacity="0.8"',
          ),
        )
      : '',
  ].join('');
}

/** Sits and looks at whoever looks. */
function sitting(kind: Kind, coat: Coat): string {
  const tails = {
    bushy:
      path('M.12 -.03 C.38 .02 .56 -.1 .5 -.36 C.48 -.45 .42 -.52 .36 -.55 C.39 -.42 .3 -.3 .16 -.2 Z', coat.main) +
      path('M.5 -.36 C.48 -.45 .42 -.52 .36 -.55 C.37 -.48 .355 -.42 .33 -.37 C.39 -.4 .45 -.4 .5 -.36 Z', coat.pale),
    thin: line('M.17 -.05 C.36 .0 .46 -.12 .4 -.27 C.37 -.34 .42 -.4 .47 -.39', coat.main, 0.06),
    none: '',
  };
  const limbs = kind.marks === 'panda' ? INK : coat.main;
  const feet = kind.marks === 'panda' ? INK : kind.hasSocks ? coat.dark : coat.pale;
  const stripes =
    kind.marks === 'stripes'
      ? both((side) =>
          [-0.38, -0.28, -0.18]
            .map((y) => line(`M${side * 0.21} ${y} q${side * -0.05} .03 ${side * -0.1} .01`, INK, 0.022))
            .join(''),
        )
      : '';
  return [
    shadow(),
    tails[kind.tail],
    path(
      'M-.11 -.56 C-.22 -.42 -.28 -.17 -.25 -.03 C-.245 0 -.21 0 -.18 0 L.18 0 C.21 0 .245 0 .25 -.03 C.28 -.17 .22 -.42 .11 -.56 Z',
      coat.main,
    ),
    both((side) => oval(side * 0.18, -0.09, 0.095, 0.1, kind.marks === 'panda' ? INK : coat.shade)),
    kind.marks === 'panda'
      ? path('M-.17 -.48 C-.24 -.36 -.2 -.28 -.15 -.22 L.15 -.22 C.2 -.28 .24 -.36 .17 -.48 Z', INK)
      : path('M-.09 -.53 C-.15 -.4 -.11 -.25 0 -.17 C.11 -.25 .15 -.4 .09 -.53 Z', coat.pale),
    stripes,
    both((side) => box(side * 0.065 - 0.045, -0.26, 0.09, 0.26, limbs, 0.045)),
    both((side) => box(side * 0.065 - 0.05, -0.07, 0.1, 0.07, feet, 0.035)),
    kind.marks === 'mane' ? '' : earsOf(kind, coat),
    headOf(kind, coat, false),
    kind.marks === 'mane' ? earsOf(kind, coat) : '',
  ].join('');
}

/** Curled up, the head on the paws. */
function asleep(kind: Kind, coat: Coat): string {
  const head = `<g transform="translate(-.32 .4) scale(.86)">${earsOf(kind, coat)}${headOf(kind, coat, true)}</g>`;
  const tip = kind.tail === 'bushy' ? oval(-0.1, -0.055, 0.1, 0.06, coat.pale) : '';
  return [
    shadow(0.55),
    path('M-.42 0 C-.5 -.26 -.2 -.46 .1 -.45 C.4 -.44 .56 -.22 .48 0 Z', coat.main),
    path('M.02 0 C.0 -.22 .26 -.3 .38 -.2 C.48 -.12 .48 -.04 .46 0 Z', coat.shade),
    line('M.44 -.06 C.3 .02 .1 -.02 -.08 -.05', coat.main, kind.tail === 'bushy' ? 0.12 : 0.08),
    tip,
    head,
  ].join('');
}

const animal =
  (kind: Kind): Draw =>
  ({ subject }, { isAsleep }) =>
    isAsleep ? asleep(kind, coatOf(subject)) : sitting(kind, coatOf(subject));

/** Comes in from the side of the picture. */
const branch = (near: Rgb): string => {
  const leaf = (x: number, y: number, turn: number) =>
    oval(x, y, 0.1, 0.045, between(near, [96, 160, 90], 0.6), `transform="rotate(${turn} ${x} ${y})"`);
  return [
    line(
      'M-2.4 .2 C-1.4 .06 -.7 -.04 -.2 -.01 C.1 .01 .4 .0 .72 -.08',
      darker(mix(near, [92, 62, 44], 0.6), 0.3),
      0.06,
    ),
    line('M-.9 .02 L-.62 -.16', darker(mix(near, [92, 62, 44], 0.6), 0.3), 0.035),
    leaf(-0.56, -0.2, -40),
    leaf(-1.2, -0.03, -20),
    leaf(0.78, -0.12, -30),
    leaf(0.5, 0.04, 20),
  ].join('');
};

const bird: Draw = ({ subject, near }) => {
  const coat = coatOf(subject);
  return [
    branch(near),
    line('M-.05 -.16 V-.02 M.06 -.16 V-.02', '#c98a3a', 0.025),
    path('M.22 -.3 L.62 -.14 L.56 -.06 L.14 -.16 Z', coat.shade),
    path('M-.27 -.56 C-.3 -.28 -.12 -.1 .08 -.12 C.28 -.14 .34 -.34 .26 -.44 C.14 -.5 .06 -.56 .02 -.7 Z', coat.main),
    oval(-0.12, -0.68, 0.175, 0.165, coat.main),
    path('M-.24 -.5 C-.24 -.3 -.12 -.16 .02 -.14 C-.02 -.3 -.08 -.42 -.14 -.54 Z', coat.pale),
    path('M-.02 -.5 C.16 -.52 .34 -.36 .42 -.2 C.22 -.16 .02 -.24 -.02 -.5 Z', coat.shade),
    path('M-.28 -.7 L-.42 -.655 L-.27 -.62 Z', '#e8a33a'),
    oval(-0.17, -0.71, 0.03, 0.032, coat.eye) + oval(-0.178, -0.72, 0.01, 0.01, '#fff'),
  ].join('');
};

const owl: Draw = ({ subject, near }) => {
  const coat = coatOf(subject);
  return [
    branch(near),
    path('M-.25 -.78 C-.36 -.4 -.26 -.06 0 -.04 C.26 -.06 .36 -.4 .25 -.78 Z', coat.main),
    both((side) =>
      path(
        `M${side * 0.27} -.6 C${side * 0.4} -.4 ${side * 0.34} -.18 ${side * 0.16} -.08 C${side * 0.2} -.3 ${side * 0.2} -.45 ${side * 0.27} -.6 Z`,
        coat.shade,
      ),
    ),
    oval(0, -0.3, 0.15, 0.2, coat.pale),
    path('M-.27 -.92 Q-.2 -.84 0 -.84 Q.2 -.84 .27 -.92 Q.33 -.6 0 -.54 Q-.33 -.6 -.27 -.92 Z', coat.main),
    both(
      (side) =>
        oval(side * 0.11, -0.71, 0.105, 0.105, coat.pale) +
        oval(side * 0.11, -0.71, 0.055, 0.055, INK) +
        oval(side * 0.11 + 0.02, -0.73, 0.018, 0.018, '#fff'),
    ),
    path('M-.03 -.68 L.03 -.68 L0 -.6 Z', '#e8a33a'),
    both((side) => line(`M${side * 0.07} -.05 v.05 M${side * 0.11} -.05 v.05`, '#c98a3a', 0.025)),
  ].join('');
};

export const ANIMALS = {
  fox: animal(KINDS.fox),
  cat: animal(KINDS.cat),
  dog: animal(KINDS.dog),
  wolf: animal(KINDS.wolf),
  panda: animal(KINDS.panda),
  bear: animal(KINDS.bear),
  rabbit: animal(KINDS.rabbit),
  tiger: animal(KINDS.tiger),
  lion: animal(KINDS.lion),
  owl,
  bird,
} as const satisfies Partial<Record<Subject, Draw>>;
