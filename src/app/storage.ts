import { mkdir, readFile, stat } from 'node:fs/promises';
import { availableParallelism } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import type { Config } from '../config.ts';
import type { Clock } from '../core/clock.ts';
import { StartupError } from '../core/errors.ts';
import { type HostList, hostRuleOf } from '../core/hosts.ts';
import { type Prices, pricesSchema } from '../core/prices.ts';
import { createSharedTurns } from '../core/turns.ts';
import type { FileStore } from '../services/files/contract.ts';
import { systemCode } from '../services/files/disk.ts';
import { createEmbeddedStore } from '../services/files/embedded-store.ts';
import { createFileService } from '../services/files/file-service.ts';
import { createKeepingStore, createRefusals } from '../services/files/keeping-store.ts';
import { createSpool } from '../services/files/spool.ts';
import type { Http } from '../services/http/contract.ts';
import { createSourceCleaner } from '../services/images/clean-source.ts';
import type { Store } from '../services/store/contract.ts';

/** One picture takes one core; the rest is left to answers. */
const MOST_DRAWN_AT_ONCE = 3;

interface FolderParts {
  readonly http: Http;
  readonly clock: Clock;
  readonly store: Pick<Store, 'documents' | 'uploads' | 'jobs'>;
}

/** Where pictures lie on this machine and where they go from here, and the turns in which they are drawn. */
export async function openFolders(config: Config, { http, clock, store }: FolderParts) {
  const dataDir = config.DATA_DIR;
  const spool = await createSpool({
    directory: join(dataDir, 'spool'),
    maximumMegabytes: config.SPOOL_MAX_MB,
    clock,
    inUse: async () => new Set([...(await store.uploads.waiting()), ...(await store.jobs.spoolInUse())]),
  });
  const drawing = createSharedTurns(Math.max(1, Math.min(availableParallelism(), MOST_DRAWN_AT_ONCE)));
  const cleaner = await createSourceCleaner({ directory: join(dataDir, 'sources'), inTurn: drawing.long });
  const embedded = await createEmbeddedStore({
    directory: join(dataDir, 'files'),
    publicUrl: config.PUBLIC_URL,
    clock,
  });
  const service = openFileService(config, { http, clock });
  const refusals = createRefusals(store.documents);
  const files = service ? createKeepingStore({ service, own: embedded, refusals }) : embedded;
  return {
    spool,
    cleaner,
    files,
    refusals,
    embedded,
    /** Without a fallback. */ outside: service ?? embedded,
    drawing,
  };
}

export async function makeDataDir(dataDir: string): Promise<void> {
  await makeFolder(dataDir).catch((cause: unknown) => {
    throw new StartupError('DATA_DIR cannot be made or written. Choose a folder that this user may write to.', {
      cause,
    });
  });
}

/** With those above it. Node's own way (`recursive`) tries for ever where a file system lets nobody make a folder. */
async function makeFolder(path: string): Promise<void> {
  await mkdir(path, { mode: 0o700 }).catch(async (error: unknown) => {
    if (await isFolder(path)) return;
    const above = dirname(resolve(path));
    if (systemCode(error) !== 'ENOENT' || (await isFolder(above))) throw error;
    await makeFolder(above);
    await makeFolder(path);
  });
}

const isFolder = (path: string): Promise<boolean> =>
  stat(path).then(
    (found) => found.isDirectory(),
    () => false,
  );

function openFileService(config: Config, { http, clock }: Pick<FolderParts, 'http' | 'clock'>): FileStore | undefined {
  const baseUrl = config.FILE_SERVICE_URL;
  return baseUrl && createFileService({ http, baseUrl, resultHosts: fileHosts(config) ?? { rules: [] }, clock });
}

/** Where the file service's links may point. */
export function fileHosts(config: Config): HostList | undefined {
  const baseUrl = config.FILE_SERVICE_URL;
  if (!baseUrl) return undefined;
  const cloudinary = { host: 'res.cloudinary.com', isSuffix: false, port: undefined };
  return config.FILE_SERVICE_RESULT_HOSTS ?? { rules: [hostRuleOf(baseUrl), cloudinary] };
}

export async function readPrices(file: string | undefined): Promise<Prices> {
  if (file === undefined) return {};
  try {
    return pricesSchema.parse(JSON.parse(await readFile(file, 'utf8')));
  } catch (cause) {
    const words = 'PRICES_FILE cannot be read. It must be JSON such as {"imagine":{"1k":1,"2k":1,"4k":3}}.';
    throw new StartupError(words, { cause });
  }
}
