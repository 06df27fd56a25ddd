import { statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { SIGN_OF_LIFE } from './app/sign-of-life.ts';
import { variables } from './config.ts';

const OLDEST_MS = 60_000;

/** For a container's health check: ends with 0 while this process's bot turns. */
async function isHealthy(): Promise<boolean> {
  if (process.env['ROLE'] === 'worker') return Date.now() - statSync(join(tmpdir(), SIGN_OF_LIFE)).mtimeMs < OLDEST_MS;
  const port = variables.PORT.parse(process.env['PORT'] || undefined);
  return (await fetch(`http://127.0.0.1:${port}/healthz`, { signal: AbortSignal.timeout(4000) })).ok;
}

process.exitCode = await isHealthy().then(
  (isWell) => (isWell ? 0 : 1),
  () => 1,
);
