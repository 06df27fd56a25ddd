import type { Operation } from '../core/operation.ts';
import { flux } from './flux.ts';
import { imagine } from './imagine.ts';
import { relight } from './relight.ts';
import { style } from './style.ts';
import { upscale } from './upscale.ts';

/** Everything that can be asked for. A new operation is a file and a line here. */
// biome-ignore format: one a line, so that two new ones do not meet
export const operations: readonly Operation[] = [
  imagine,
  flux,
  relight,
  upscale,
  style,
];
