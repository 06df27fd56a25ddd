import { z } from 'zod';
import { cursorSchema, FIRST_CURSOR } from './export-cursor.ts';

/** What bots may attach to a direct message, with room for the rest of the request. */
const FIRST_LIMIT = 8_000_000;

const cursor = cursorSchema.nullable();

/** How far an export is: written down before and after each message, so that none is missing and none is twice. */
export const exportProgressSchema = z.object({
  /** After what the next file goes on; null when everything was handed out. */
  cursor: cursor.default(FIRST_CURSOR),
  /** Messages that were sent. */
  parts: z.int().default(0),
  /** Being sent; and where it goes on if that succeeds. */
  sending: z.object({ cursor, isLast: z.boolean() }).optional(),
  way: z.enum(['direct', 'token']).default('direct'),
  /** In bytes. */
  limit: z.int().default(FIRST_LIMIT),
  missing: z.array(z.string()).default([]),
  unsent: z.int().default(0),
  tries: z.int().default(0),
  end: z.enum(['sent', 'closed', 'failed']).optional(),
});
export type ExportProgress = z.infer<typeof exportProgressSchema>;
