import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import type { z } from 'zod';

const run = promisify(execFile);
/** As in the Dockerfile: with these, glibc hands back what pictures took. */
const SPARING = { MALLOC_ARENA_MAX: '2', MALLOC_MMAP_THRESHOLD_: '131072' };

/** Runs a file of ours in a process of its own, where memory and time are its alone; reads what it prints as JSON. */
export async function runChild<T>(file: URL, args: readonly string[], schema: z.ZodType<T>): Promise<T> {
  const options = { maxBuffer: 16 * 1024 * 1024, env: { ...process.env, ...SPARING } };
  const { stdout } = await run(process.execPath, [fileURLToPath(file), ...args], options);
  return schema.parse(JSON.parse(stdout));
}
