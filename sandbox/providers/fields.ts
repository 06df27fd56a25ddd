import { z } from 'zod';

export const percent = z.int().min(0).max(100);

/** -10 to 10, in the middle when not said. */
export const tenBothWays = z.int().min(-10).max(10).default(0);
