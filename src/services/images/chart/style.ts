/** A dark card of its own, so that one picture reads on both of Discord's themes. */
export const BACKGROUND = '#1e1f22';
export const TEXT = '#f2f3f5';
export const QUIET_TEXT = '#b5bac1';
export const GRID = '#3f4147';

const BARS = [
  '#5b8ff9',
  '#f6bd16',
  '#5ad8a6',
  '#e8684a',
  '#9270ca',
  '#6dc8ec',
  '#ff9d4d',
  '#c2c8d5',
  '#ff99c3',
  '#269a99',
];
const LINES = ['#ffffff', '#ffe08a'];

export const barColor = (index: number): string => BARS[index % BARS.length] ?? TEXT;
export const lineColor = (index: number): string => LINES[index % LINES.length] ?? TEXT;
/** Told apart without colour too. */
export const lineDash = (index: number): string => (index % 2 === 0 ? '' : 'stroke-dasharray="10 6"');
