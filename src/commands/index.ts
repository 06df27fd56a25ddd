import type { Operation } from '../core/operation.ts';
import { edit } from './edit.ts';
import { expand } from './expand.ts';
import { imagine } from './imagine.ts';
import { reimagine } from './reimagine.ts';
import { rmbg } from './rmbg.ts';

/** Everything that can be asked for. A new operation is a file and a line here. */
// biome-ignore format: one a line, so that two new ones do not meet
export const operations: readonly Operation[] = [
  imagine,
  reimagine,
  edit,
  expand,
  rmbg,
];
