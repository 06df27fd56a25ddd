import { BACKGROUND, lineColor, lineDash } from './style.ts';

/** Undefined where nothing was measured. */
export type Point = { readonly x: number; readonly y: number } | undefined;

/** Broken where nothing was measured; a dot at each point, so that one alone is seen too. */
export function drawLine(points: readonly Point[], index: number): string {
  const path = points.map((point, at) => point && `${points[at - 1] ? 'L' : 'M'}${point.x} ${point.y}`).join('');
  const dots = points.map((point) => point && `<circle cx="${point.x}" cy="${point.y}" r="4"/>`).join('');
  const color = lineColor(index);
  // a dark edge keeps the line apart from bars of any colour
  return `<path d="${path}" fill="none" stroke="${BACKGROUND}" stroke-width="7"/>
    <path d="${path}" fill="none" stroke="${color}" stroke-width="3" ${lineDash(index)}/>
    <g fill="${color}" stroke="${BACKGROUND}">${dots}</g>`;
}
