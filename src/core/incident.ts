import { z } from 'zod';
import { providerNames } from './provider.ts';

const provider = z.enum(providerNames);
const spool = { usedMegabytes: z.number(), limitMegabytes: z.number() };

/** What an operator is told of: trouble that only a person can mend, or should know of. Never anything of a member's. */
export const troubleSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('provider-paused'), provider, reason: z.enum(['key', 'credits', 'gone']) }),
  z.object({
    kind: z.literal('switched-off'),
    provider,
    path: z.string(),
    model: z.string().optional(),
    operations: z.array(z.string()),
  }),
  z.object({
    kind: z.literal('outside-plan'),
    provider,
    path: z.string(),
    model: z.string().optional(),
    operations: z.array(z.string()),
  }),
  z.object({ kind: z.literal('spool-nearly-full'), ...spool }),
  z.object({ kind: z.literal('spool-full'), ...spool }),
  z.object({ kind: z.literal('disk-nearly-full'), freeMegabytes: z.number() }),
  z.object({ kind: z.literal('file-store-away'), waiting: z.number(), since: z.number() }),
  z.object({
    kind: z.literal('host-not-allowed'),
    host: z.string(),
    variable: z.enum(['FREEPIK_RESULT_HOSTS', 'APIFRAME_RESULT_HOSTS', 'FILE_SERVICE_RESULT_HOSTS']),
    waiting: z.number(),
    /** That take no new orders. */
    operations: z.array(z.string()),
  }),
  /** The smallest that was refused, and by which status. */
  z.object({ kind: z.literal('file-refused'), megabytes: z.number(), status: z.number() }),
  z.object({ kind: z.literal('database') }),
]);
export type Trouble = z.infer<typeof troubleSchema>;

/** Trouble as it is seen now. */
export interface Sign {
  /** The same for as long as it is the same trouble. */
  readonly key: string;
  readonly trouble: Trouble;
}

export interface Incident extends Sign {
  readonly openedAt: number;
  readonly isTold: boolean;
  readonly closedAt: number | undefined;
}

export type Stage = 'began' | 'over';
