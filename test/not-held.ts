import { appendFileSync, existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const FILE = 'DARKROOM_NOT_HELD';

/** Where Discord's own document is absent: how many requests of this file of tests it could not judge. */
export function notHeld(count: number): void {
  const file = process.env[FILE];
  if (file && count > 0) appendFileSync(file, `${count}\n`);
}

/** Runs once around all tests; a run without the document says what it did not look at. */
export default function setup(): () => void {
  const folder = mkdtempSync(join(tmpdir(), 'darkroom-not-held-'));
  const file = join(folder, 'counts');
  process.env[FILE] = file;
  return () => {
    const counts = existsSync(file) ? readFileSync(file, 'utf8').split('\n').map(Number) : [];
    rmSync(folder, { recursive: true, force: true });
    const total = counts.reduce((sum, count) => sum + count, 0);
    if (total > 0) {
      process.stderr.write(
        `${total} requests not held to Discord's own document: ../shared/discord-openapi is absent\n`,
      );
    }
  };
}
