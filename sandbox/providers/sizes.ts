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
