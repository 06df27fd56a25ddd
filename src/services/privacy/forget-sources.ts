import { type FileStore, FileStoreError } from '../files/contract.ts';
import type { SourceCleaner } from '../images/clean-source.ts';
import { sourceIdOf } from '../jobs/sources.ts';
import type { Log } from '../logging/create-log.ts';
import type { Store } from '../store/contract.ts';
import type { Held } from './contract.ts';

interface SourceParts {
  readonly store: Pick<Store, 'sources' | 'namespace'>;
  readonly files: Pick<FileStore, 'remove'>;
  readonly cleaner: Pick<SourceCleaner, 'remove'>;
  readonly log: Log;
}

/** False when something of it cannot be removed now. */
export type ForgetSources = (request: Held) => Promise<boolean>;

const REMOVE_TIMEOUT_MS = 20_000;
const SLICE = 50;

/** What a person handed in, here and at the file store. Copies are shared by their sum: others keep theirs. */
export function createForgetSources({ store, files, cleaner, log }: SourceParts): ForgetSources {
  async function forget(ownerId: string, key: string, until: number): Promise<void> {
    const id = sourceIdOf(store.namespace, ownerId, key);
    await files.remove(id, AbortSignal.timeout(REMOVE_TIMEOUT_MS));
    const use = { ownerId, key, until };
    await cleaner.remove(key, () => store.sources.isHeldBeside(use));
    await store.sources.remove(use);
  }

  return async ({ ownerId, askedAt: until }) => {
    try {
      for (;;) {
        const sources = await store.sources.before(ownerId, { after: '', until, limit: SLICE });
        if (sources.length === 0) return true;
        for (const { key } of sources) await forget(ownerId, key, until);
      }
    } catch (error) {
      if (!(error instanceof FileStoreError)) throw error;
      log.warn({ err: error }, 'files that were handed in not removed yet');
      return false;
    }
  };
}
