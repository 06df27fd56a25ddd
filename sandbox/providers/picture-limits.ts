import type { DecodedPicture } from './decode-picture.ts';

const SHORTEST_SIDE = 160;
const LONGEST_SHAPE = 3;

/** What the services that came from one maker ask of every picture. */
export function checkShape({ width, height }: DecodedPicture): string | undefined {
  if (Math.min(width, height) < SHORTEST_SIDE) return `Input should be at least ${SHORTEST_SIDE}x${SHORTEST_SIDE} px`;
  const shape = Math.max(width, height) / Math.min(width, height);
  return shape > LONGEST_SHAPE ? 'Input should have an aspect ratio between 1:3 and 3:1' : undefined;
}
