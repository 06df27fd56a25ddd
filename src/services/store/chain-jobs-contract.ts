import type { HeldJob } from './contract.ts';

/** Jobs by what they were made from. */
export interface ChainJobs {
  /** From the first of its chain to this job, each made from the one before; of a longer chain its last `most`. */
  chain(id: string, most: number): Promise<readonly HeldJob[]>;
  /** What was made from its pictures, oldest first. */
  children(id: string, limit: number): Promise<readonly HeldJob[]>;
  /** Everything that goes back to this first job, oldest first. */
  descendants(rootId: string, limit: number): Promise<readonly HeldJob[]>;
}
