import { mkdir, readFile } from 'node:fs/promises';
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import type { Config } from '../config.ts';
import type { Clock } from '../core/clock.ts';
import { StartupError } from '../core/errors.ts';
import { type HostList, hostRuleOf } from '../core/hosts.ts';
import { type Prices, pricesSchema } from '../core/prices.ts';
import { createSharedTurns } from '../core/turns.ts';
import type { FileStore } from '../services/files/contract.ts';
import { createEmbeddedStore, type EmbeddedStore } from '../services/files/embedded-store.ts';
import { createFileService } from '../services/files/file-service.ts';
import { createSpool } from '../services/files/spool.ts';
import type { Http } from '../services/http/contract.ts';
import { createSourceCleaner } from '../services/images/clean-source.ts';

/** One picture takes one core; the rest is left to answers. */
const MOST_DRAWN_AT_ONCE = 3;

/** Where pictures lie on this machine and where they go from here, and the turns in which they are drawn. */
export async function openFolders(config: Config, { http, clock }: { readonly http: Http; readonly clock: Clock }) {
  const dataDir = config.DATA_DIR;
  const spool = await createSpool({ directory: join(dataDir, 'spool'), maximumMegabytes: config.SPOOL_MAX_MB, clock });
  const drawing = createSharedTurns(Math.max(1, Math.min(availableParallelism(), MOST_DRAWN_AT_ONCE)));
  const cleaner = await createSourceCleaner({ directory: join(dataDir, 'sources'), inTurn: drawing.long });
  const { files, embedded } = await openFileStore(config, { http, clock });
  return { spool, cleaner, files, embedded, drawing };
}

export async function makeDataDir(dataDir: string): Promise<void> {
  await mkdir(dataDir, { recursive: true, mode: 0o700 }).catch((cause: unknown) => {
    throw new StartupError('DATA_DIR cannot be made or written. Choose a folder that this user may write to.', {
      cause,
    });
  });
}

async function openFileStore(
  config: Config,
  { http, clock }: { readonly http: Http; readonly clock: Clock },
): Promise<{ files: FileStore; embedded: EmbeddedStore | undefined }> {
  const baseUrl = config.FILE_SERVICE_URL;
  if (!baseUrl) {
    const directory = join(config.DATA_DIR, 'files');
    const embedded = await createEmbeddedStore({ directory, publicUrl: config.PUBLIC_URL, clock });
    return { files: embedded, embedded };
  }
  const resultHosts = fileHosts(config) ?? { rules: [] };
  return { files: createFileService({ http, baseUrl, resultHosts, clock }), embedded: undefined };
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
