import type { Operation } from '../core/operation.ts';
import { imagine } from './imagine.ts';

/** Everything that can be asked for. A new operation is a file and a line here. */
export const operations: readonly Operation[] = [imagine];
