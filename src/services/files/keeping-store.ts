import { stat } from 'node:fs/promises';
import { z } from 'zod';
import { type FileStore, FileStoreError, type PutFile, type StoredFile } from './contract.ts';
import type { EmbeddedStore } from './embedded-store.ts';

/** The smallest that the file service would not take, for the operator to know of. */
export interface Refusals {
  read(): Promise<Refused | undefined>;
  refused(what: Refused): Promise<void>;
  taken(bytes: number): Promise<void>;
}

const refusedSchema = z.object({ bytes: z.number(), status: z.number() });
type Refused = z.infer<typeof refusedSchema>;

const KEY = 'operator:refused-file';
const TOO_LARGE = 413;

/** Where texts are kept over restarts. */
interface Notes {
  get(key: string): Promise<string | undefined>;
  set(key: string, value: string): Promise<void>;
  delete(key: string): Promise<boolean>;
}

/** Of all processes together, and beyond a restart. */
export function createRefusals(documents: Notes): Refusals {
  async function read(): Promise<Refused | undefined> {
    const text = await documents.get(KEY);
    return text === undefined ? undefined : refusedSchema.parse(JSON.parse(text));
  }

  return {
    read,
    async refused(what) {
      const before = await read();
      if (!before || what.bytes < before.bytes) await documents.set(KEY, JSON.stringify(what));
    },
    async taken(bytes) {
      const before = await read();
      if (before && before.status === TOO_LARGE && bytes >= before.bytes) await documents.delete(KEY);
    },
  };
}

interface KeepingStoreOptions {
  readonly service: FileStore;
  /** On this machine. */
  readonly own: EmbeddedStore;
  readonly refusals: Refusals;
}

/** The file service, and our own folder for what it does not take: an original that was paid for is never given up. */
export function createKeepingStore({ service, own, refusals }: KeepingStoreOptions): FileStore {
  async function keep(file: StoredFile, status: number, signal: AbortSignal): Promise<PutFile> {
    const { link } = await own.put(file, signal);
    await refusals.refused({ bytes: (await stat(file.path)).size, status });
    return { link, isKeptHere: true };
  }

  return {
    kind: service.kind,
    linksZips: service.linksZips || own.linksZips,
    async put(file, signal, isLastTry = false) {
      if (file.type === 'zip' && !service.linksZips) return { ...(await own.put(file, signal)), isKeptHere: true };
      try {
        const put = await service.put(file, signal);
        await refusals.taken((await stat(file.path)).size);
        return put;
      } catch (error) {
        if (!(error instanceof FileStoreError) || error.status === undefined) throw error;
        if (error.retry === 'never' || (error.retry === 'doubtful' && isLastTry))
          return keep(file, error.status, signal);
        throw error;
      }
    },
    async read(file, signal) {
      return (await own.find(file.id)) === undefined ? service.read(file, signal) : own.read(file, signal);
    },
    async remove(id, signal) {
      await own.remove(id, signal);
      await service.remove(id, signal);
    },
  };
}
