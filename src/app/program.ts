import { existsSync } from 'node:fs';
import { StartupError } from '../core/errors.ts';

/** What each of our programs begins and ends with: `.env`, and what it says to whoever started it: words at its end, or one sentence why not. */
export async function runProgram(work: () => Promise<unknown>): Promise<void> {
  try {
    if (existsSync('.env')) process.loadEnvFile('.env');
    const words = await work();
    if (typeof words === 'string') process.stdout.write(`${words}\n`);
  } catch (error) {
    leave(error);
  }
}

export function leave(error: unknown): void {
  if (!(error instanceof StartupError)) throw error;
  process.stderr.write(`${error.message}\n`);
  process.exitCode = 1;
}
