import { closeSync, futimesSync, openSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Log } from '../services/log.ts';

export const SIGN_OF_LIFE = 'darkroom-alive';

/** A worker serves no HTTP: by the age of this file a container's health check sees whether it still turns. */
export function createSignOfLife(log: Log, path = join(tmpdir(), SIGN_OF_LIFE)): () => void {
  let isTold = false;
  return () => {
    try {
      // never emptied: under this name may lie something of another user's
      const file = openSync(path, 'a', 0o600);
      const now = new Date();
      futimesSync(file, now, now);
      closeSync(file);
    } catch (error) {
      if (!isTold)
        log.warn({ err: error }, 'no sign of life can be given: a health check will not find this worker well');
      isTold = true;
    }
  };
}
