import type { Refusal } from '../../core/refusal.ts';

interface WeightedColor {
  /** `#RRGGBB`, upper case. */
  readonly color: string;
  readonly weight: number;
}

const MOST = 5;
const HALF = 0.5;
const PART = /^([^:]*)(?::([0-9.]+))?$/;
const HEX = /^#([0-9a-f]{3}|[0-9a-f]{6})$/i;

/** `#RRGGBB`, upper case, of `#rrggbb` or `#rgb`. */
export function readColor(text: string): string | undefined {
  const [, hex] = HEX.exec(text) ?? [];
  if (!hex) return undefined;
  const full = hex.length === 3 ? [...hex].map((digit) => digit + digit).join('') : hex;
  return `#${full.toUpperCase()}`;
}

/** Reads `#ff8800:0.6, #0aa`. */
export function parseColors(text: string): readonly WeightedColor[] | (Refusal & { code: 'bad-colors' }) {
  const parts = text.split(',').map((part) => part.trim());
  if (parts.some((part) => part === '') || parts.length > MOST)
    return { code: 'bad-colors', problem: 'count', value: text.slice(0, 40) };
  const colors: WeightedColor[] = [];
  for (const part of parts) {
    const value = part.slice(0, 40);
    const [, hex = '', weightText] = PART.exec(part.replaceAll(/\s/g, '')) ?? [];
    const color = readColor(hex);
    if (!color) return { code: 'bad-colors', problem: 'color', value };
    const weight = weightText === undefined ? HALF : Number(weightText);
    if (!(weight >= 0.05 && weight <= 1)) return { code: 'bad-colors', problem: 'weight', value };
    colors.push({ color, weight });
  }
  return colors;
}

export const isColors = (parsed: ReturnType<typeof parseColors>): parsed is readonly WeightedColor[] =>
  Array.isArray(parsed);
