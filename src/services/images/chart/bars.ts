import type { HeightOf, Slot } from './place.ts';
import { barColor } from './style.ts';

const SHARE = 0.7;

/** One bar: its parts on top of one another, the first at the bottom. */
export function drawBar(parts: readonly number[], slot: Slot, heightOf: HeightOf): string {
  const width = Math.max(1, slot.width * SHARE);
  let below = 0;
  const drawn = parts.map((part, index) => {
    const [bottom, top] = [heightOf(below), heightOf(below + part)];
    below += part;
    if (part === 0) return '';
    const size = `width="${width}" height="${bottom - top}"`;
    return `<rect x="${slot.middle - width / 2}" y="${top}" ${size} fill="${barColor(index)}"/>`;
  });
  return drawn.join('');
}
