import type { SizeOptions } from './endpoint.ts';

const FULL_SIDES = { '1k': 1024, '2k': 2048, '4k': 4096 } as const;
/** Enough to tell the resolutions apart, and made in milliseconds. */
const SMALL_SIDES = { '1k': 384, '2k': 512, '4k': 640 } as const;

/** The name of an aspect ends in its ratio: widescreen_16_9. */
export function sizeOf(aspect: string, resolution: '1k' | '2k' | '4k', { fullSize }: SizeOptions) {
  const [across = 1, down = 1] = aspect.split('_').slice(-2).map(Number);
  const longest = (fullSize ? FULL_SIDES : SMALL_SIDES)[resolution];
  const scale = longest / Math.max(across, down);
  return { width: Math.round(across * scale), height: Math.round(down * scale) };
}

/** The same shape, no side longer than what one resolution has. */
export function sizeLike(width: number, height: number, resolution: '1k' | '2k' | '4k', { fullSize }: SizeOptions) {
  const scale = (fullSize ? FULL_SIDES : SMALL_SIDES)[resolution] / Math.max(width, height);
  return { width: Math.max(1, Math.round(width * scale)), height: Math.max(1, Math.round(height * scale)) };
}
