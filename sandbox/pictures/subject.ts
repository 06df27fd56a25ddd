import { css, fromHex, mix, type Palette, type Rgb } from './palette.ts';
import { mentions, type Random } from './random.ts';

interface Place {
  readonly x: number;
  readonly y: number;
  readonly size: number;
  readonly palette: Palette;
}

type Draw = (place: Place) => string;

const WHITE: Rgb = [255, 255, 255];
const BLACK: Rgb = [20, 18, 24];

function animal(fur: Rgb | undefined, ears: 'pointed' | 'round'): Draw {
  return ({ x, y, size: s, palette }) => {
    const coat = css(fur ? mix(fur, palette.subject, 0.3) : palette.subject);
    const pale = css(mix(fur ?? palette.subject, WHITE, 0.75));
    const dark = css(BLACK);
    const ear = (side: number) =>
      ears === 'pointed'
        ? `<path d="M${x + side * s * 0.12} ${y - s * 0.42} L${x + side * s * 0.5} ${y - s * 0.95} L${x + side * s * 0.56} ${y - s * 0.2} Z" fill="${coat}"/>`
        : `<circle cx="${x + side * s * 0.4}" cy="${y - s * 0.48}" r="${s * 0.22}" fill="${coat}"/>`;
    return [
      `<ellipse cx="${x}" cy="${y + s * 0.95}" rx="${s * 0.55}" ry="${s * 0.65}" fill="${coat}"/>`,
      `<ellipse cx="${x}" cy="${y + s * 1.05}" rx="${s * 0.28}" ry="${s * 0.45}" fill="${pale}"/>`,
      ear(-1),
      ear(1),
      `<ellipse cx="${x}" cy="${y}" rx="${s * 0.6}" ry="${s * 0.5}" fill="${coat}"/>`,
      `<path d="M${x - s * 0.45} ${y + s * 0.12} Q${x} ${y - s * 0.1} ${x + s * 0.45} ${y + s * 0.12} L${x} ${y + s * 0.56} Z" fill="${pale}"/>`,
      `<circle cx="${x - s * 0.22}" cy="${y - s * 0.06}" r="${s * 0.06}" fill="${dark}"/>`,
      `<circle cx="${x + s * 0.22}" cy="${y - s * 0.06}" r="${s * 0.06}" fill="${dark}"/>`,
      `<circle cx="${x}" cy="${y + s * 0.42}" r="${s * 0.07}" fill="${dark}"/>`,
    ].join('');
  };
}

const person: Draw = ({ x, y, size: s, palette }) =>
  [
    `<path d="M${x - s * 0.7} ${y + s * 1.6} Q${x - s * 0.6} ${y + s * 0.4} ${x} ${y + s * 0.4} Q${x + s * 0.6} ${y + s * 0.4} ${x + s * 0.7} ${y + s * 1.6} Z" fill="${css(palette.subject)}"/>`,
    `<circle cx="${x}" cy="${y - s * 0.1}" r="${s * 0.5}" fill="${css(mix(palette.near, BLACK, 0.4))}"/>`,
    `<ellipse cx="${x}" cy="${y}" rx="${s * 0.36}" ry="${s * 0.44}" fill="${css(mix([236, 188, 150], palette.light, 0.25))}"/>`,
  ].join('');

const house: Draw = ({ x, y, size: s, palette }) =>
  [
    `<rect x="${x - s * 0.6}" y="${y}" width="${s * 1.2}" height="${s * 0.9}" fill="${css(mix(palette.subject, WHITE, 0.3))}"/>`,
    `<path d="M${x - s * 0.75} ${y} L${x} ${y - s * 0.7} L${x + s * 0.75} ${y} Z" fill="${css(palette.subject)}"/>`,
    `<rect x="${x - s * 0.14}" y="${y + s * 0.42}" width="${s * 0.28}" height="${s * 0.48}" fill="${css(palette.near)}"/>`,
    `<rect x="${x + s * 0.24}" y="${y + s * 0.2}" width="${s * 0.22}" height="${s * 0.22}" fill="${css(palette.light)}"/>`,
  ].join('');

const tree: Draw = ({ x, y, size: s, palette }) =>
  [0, 1, 2]
    .map((layer) => {
      const wide = s * (0.9 - layer * 0.22);
      const foot = y + s * (0.75 - layer * 0.42);
      const fill = css(mix(palette.subject, palette.light, layer * 0.12));
      return `<path d="M${x - wide} ${foot} L${x} ${foot - s * 0.85} L${x + wide} ${foot} Z" fill="${fill}"/>`;
    })
    .reverse()
    .concat(
      `<rect x="${x - s * 0.1}" y="${y + s * 0.75}" width="${s * 0.2}" height="${s * 0.4}" fill="${css(palette.near)}"/>`,
    )
    .join('');

const boat: Draw = ({ x, y, size: s, palette }) =>
  [
    `<path d="M${x} ${y - s} L${x} ${y + s * 0.2} L${x + s * 0.75} ${y + s * 0.2} Z" fill="${css(mix(palette.light, WHITE, 0.4))}"/>`,
    `<path d="M${x - s * 0.08} ${y - s * 0.7} L${x - s * 0.08} ${y + s * 0.2} L${x - s * 0.6} ${y + s * 0.2} Z" fill="${css(palette.light)}"/>`,
    `<path d="M${x - s} ${y + s * 0.3} L${x + s} ${y + s * 0.3} L${x + s * 0.6} ${y + s * 0.7} L${x - s * 0.6} ${y + s * 0.7} Z" fill="${css(palette.subject)}"/>`,
  ].join('');

const flower: Draw = ({ x, y, size: s, palette }) => {
  const petals = Array.from({ length: 8 }, (_, petal) => {
    const angle = (petal * Math.PI) / 4;
    return `<circle cx="${x + Math.cos(angle) * s * 0.45}" cy="${y + Math.sin(angle) * s * 0.45}" r="${s * 0.28}" fill="${css(palette.subject)}"/>`;
  });
  const stem = `<rect x="${x - s * 0.05}" y="${y}" width="${s * 0.1}" height="${s * 1.7}" fill="${css(palette.near)}"/>`;
  return `${stem}${petals.join('')}<circle cx="${x}" cy="${y}" r="${s * 0.3}" fill="${css(palette.light)}"/>`;
};

const subjects: readonly (readonly [words: string, draw: Draw])[] = [
  ['fox|foxes|cáo', animal(fromHex('#D9702B'), 'pointed')],
  ['cat|kitten|mèo', animal(fromHex('#8A8D99'), 'pointed')],
  ['wolf|husky', animal(fromHex('#6F7C8C'), 'pointed')],
  ['dog|puppy|bear|chó|gấu', animal(fromHex('#8C5A34'), 'round')],
  ['animal|panda|mouse|lion|tiger|hổ', animal(undefined, 'round')],
  ['boat|ship|sail\\p{L}*|thuyền', boat],
  ['house|cabin|castle|village|city|lighthouse|nhà', house],
  ['forest|trees?|pines?|rừng|cây', tree],
  ['flowers?|rose|garden|lotus|hoa', flower],
  ['portrait|woman|man|girl|boy|person|people|captain|người', person],
];

export function subjectOf(prompt: string, random: Random): Draw {
  const known = subjects.find(([words]) => mentions(prompt, words));
  return known?.[1] ?? random.pick([tree, house, flower, boat]);
}

export function drawSubject(draw: Draw, place: Place): string {
  return draw(place);
}
