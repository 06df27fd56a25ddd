import { mkdir, readFile, stat } from 'node:fs/promises';
import { availableParallelism } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import type { Config } from '../config.ts';
import { type Clock, unlessAborted } from '../core/clock.ts';
import { StartupError } from '../core/errors.ts';
import { type HostList, hostRuleOf, isAllowed } from '../core/hosts.ts';
import { type Prices, pricesSchema } from '../core/operation.ts';
import type { PictureInput } from '../core/picture.ts';
import { createSharedSemaphore, type SharedSemaphore } from '../core/semaphore.ts';
import { createPictureFile, createPicturePath, type PicturePath } from '../services/delivery/attachments.ts';
import type { DiscordApi } from '../services/delivery/discord-api.ts';
import { createFilmStrips } from '../services/delivery/film-strips.ts';
import { createShownFiles } from '../services/delivery/shown-files.ts';
import { createBatchZips, createPackBatch } from '../services/delivery/zip.ts';
import type { FileStore, Spool } from '../services/files/contract.ts';
import { isThere, systemCode } from '../services/files/disk.ts';
import { createEmbeddedStore, type EmbeddedStore } from '../services/files/embedded-store.ts';
import { createFileService } from '../services/files/file-service.ts';
import { createKeepingStore, createRefusals } from '../services/files/keeping-store.ts';
import { createSpool } from '../services/files/spool.ts';
import { createWitnessFile, readFolderMark } from '../services/files/witness.ts';
import type { Http } from '../services/http/contract.ts';
import { createHttp } from '../services/http/create-http.ts';
import { createFetchLink } from '../services/http/fetch-link.ts';
import { createPreviews } from '../services/images/preview.ts';
import type { Log } from '../services/log.ts';
import { createSourceCleaner, type SourceCleaner } from '../services/pictures/clean-source.ts';
import { createCopyPicture } from '../services/pictures/copies.ts';
import { createOpenSource, type OpenSource } from '../services/pictures/open-source.ts';
import { createSources } from '../services/pictures/sources.ts';
import { createRounds } from '../services/rounds.ts';
import type { Store } from '../services/store/contract.ts';
import { createDocuments } from '../services/store/documents.ts';
import { openStore } from '../services/store/open-store.ts';
import { ANSWERING_MS, type RunningParts } from './parts.ts';
import { userAgent } from './providers.ts';

/** One picture takes one core; the rest is left to answers. */
const MOST_DRAWN_AT_ONCE = 3;

interface FolderParts {
  readonly config: Config;
  readonly http: Http;
  readonly clock: Clock;
  readonly store: Pick<Store, 'documents' | 'uploads' | 'jobs'>;
}

/** Where pictures lie on this machine and where they go from here, and the turns in which they are drawn. */
async function openFolders({ config, http, clock, store }: FolderParts) {
  const dataDir = config.DATA_DIR;
  const spool = await createSpool({
    directory: join(dataDir, 'spool'),
    maximumMegabytes: config.SPOOL_MAX_MB,
    clock,
    inUse: async () => new Set([...(await store.uploads.waiting()), ...(await store.jobs.spoolInUse())]),
  });
  // a core stays with the event loop, where there is more than one
  const drawing = createSharedSemaphore(Math.max(1, Math.min(availableParallelism() - 1, MOST_DRAWN_AT_ONCE)));
  const cleaner = await createSourceCleaner({ directory: join(dataDir, 'sources'), inTurn: drawing.long });
  const embedded = await createEmbeddedStore({
    directory: join(dataDir, 'files'),
    publicUrl: config.PUBLIC_URL,
    clock,
  });
  const service = openFileService({ config, http, clock });
  const refusals = createRefusals(store.documents);
  const files = service ? createKeepingStore({ service, own: embedded, refusals }) : embedded;
  return {
    spool,
    cleaner,
    files,
    refusals,
    embedded,
    /** Without a fallback. */
    outside: service ?? embedded,
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

function openFileService({ config, http, clock }: Omit<FolderParts, 'store'>): FileStore | undefined {
  const baseUrl = config.FILE_SERVICE_URL;
  return baseUrl && createFileService({ http, baseUrl, resultHosts: fileHosts(config) ?? { rules: [] }, clock });
}

/** Where the file service's links may point. */
function fileHosts(config: Config): HostList | undefined {
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

interface PictureParts {
  readonly log: Log;
  readonly embedded: EmbeddedStore;
  readonly config: Config;
  readonly linkHosts: HostList;
  readonly http: Http;
  readonly store: Store;
  readonly spool: Spool;
  readonly files: FileStore;
  readonly cleaner: SourceCleaner;
  readonly discord: Pick<DiscordApi, 'refreshUrl' | 'getOriginal' | 'getMessage'>;
  readonly clock: Clock;
  readonly drawing: SharedSemaphore;
}

/** Where a link that a member typed may lead. */
export function linkHostsOf(config: Config): HostList {
  const own = config.PUBLIC_URL ? [hostRuleOf(config.PUBLIC_URL)] : [];
  const allowed = config.ALLOWED_IMAGE_HOSTS?.rules ?? [];
  return { rules: [...config.DISCORD_CDN_HOSTS.rules, ...(fileHosts(config)?.rules ?? []), ...own, ...allowed] };
}

/** Where a picture lies on this machine, if it does. */
function localPicture({ cleaner, store }: Pick<PictureParts, 'cleaner' | 'store'>, pathOf: PicturePath) {
  return async (picture: PictureInput): Promise<string | undefined> => {
    if (picture.kind === 'stored')
      return (await isThere(cleaner.path(picture.key))) ? cleaner.path(picture.key) : undefined;
    const job = picture.kind === 'result' ? await store.jobs.byId(picture.jobId) : undefined;
    const found = picture.kind === 'result' ? job?.results[picture.index] : undefined;
    return found && pathOf(found);
  };
}

/** A link of Discord's that lives, for one that may have died; others as they are. */
function createRefresh({ config, discord }: PictureParts) {
  return async (link: string): Promise<string> => {
    const url = URL.parse(link);
    return url && isAllowed(config.DISCORD_CDN_HOSTS, url) ? discord.refreshUrl(link) : link;
  };
}

function createOpen(parts: PictureParts): OpenSource {
  const { config, linkHosts, http, store, spool, files, cleaner } = parts;
  const cdn = config.DISCORD_CDN_HOSTS;
  return createOpenSource({
    store,
    spool,
    cleaner,
    files,
    fetchAttachment: createFetchLink({ http, hosts: cdn }),
    fetchLink: createFetchLink({ http, hosts: linkHosts }),
    refresh: createRefresh(parts),
  });
}

/** Pictures that members hand in or point at, and what is shown or packed of them and of results. */
export async function openPictures(parts: PictureParts) {
  const { config, store, spool, files, cleaner, clock, log, embedded, discord, drawing } = parts;
  const open = createOpen(parts);
  const kept = embedded.find;
  const local = localPicture(parts, createPicturePath({ spool, kept }));
  const pack = createPackBatch({ open });
  return {
    sources: createSources({
      open,
      cleaner,
      files,
      store,
      now: clock.now,
      hasLinks: config.FILE_SERVICE_URL !== undefined || config.PUBLIC_URL !== undefined,
      shownFiles: createShownFiles({ store, api: discord, clock }),
      refresh: createRefresh(parts),
    }),
    pictureFile: createPictureFile({ spool, previews: createPreviews(drawing.short), kept }),
    pack,
    open,
    copy: createCopyPicture({ open, spool }),
    drawStrip: createFilmStrips({ local, open, log, drawing }),
    zips: await createBatchZips({ store, files, pack, directory: join(config.DATA_DIR, 'zips'), clock, log }),
  };
}

interface WitnessParts {
  readonly config: Config;
  readonly store: Store;
  readonly clock: Clock;
  readonly log: Log;
}

const HOUR_MS = 3_600_000;

/** What DATA_DIR knows of its database, and whether other processes use the same folder. */
async function openWitness({ config, store, clock, log }: WitnessParts) {
  const dataDir = config.DATA_DIR;
  const witness = createWitnessFile({ dataDir, namespace: store.namespace, log });
  const folder = store.kind === 'postgres' ? await readFolderMark(dataDir) : undefined;
  const rounds = createRounds({
    clock,
    async look() {
      witness.note(await store.witness.raise());
      return false;
    },
    onError: (error) => log.warn({ err: error }, 'not noted how far the database is'),
    everyMs: HOUR_MS,
    firstMs: HOUR_MS,
  });

  return {
    witness,
    folder,
    witnessing: rounds,
    /** Pictures lie in DATA_DIR, and whoever works on a job next may be another process. */
    async tellApart(): Promise<void> {
      const processes = folder === undefined ? 0 : await store.processes.countElsewhere(folder);
      if (processes > 0)
        log.warn(
          { processes, dataDir },
          'DATA_DIR is not the folder that other processes use: give all of them the same',
        );
    },
  };
}

interface StorageParts {
  readonly config: Config;
  /** Whatever is opened is closed with the rest, also where opening fails half way. */
  readonly parts: Pick<RunningParts, 'add'>;
  readonly clock: Clock;
  readonly log: Log;
  /** Ends the wait for a database. */
  readonly signal: AbortSignal;
}

/** The database, the folders of DATA_DIR and the way out for everything that is fetched. */
export async function openStorage({ config, parts, clock, log, signal }: StorageParts) {
  const http = createHttp({ userAgent });
  parts.add({ stop: http.close });
  const opening = openStore({ databaseUrl: config.DATABASE_URL, dataDir: config.DATA_DIR, clock, log });
  const store = await unlessAborted(signal, opening).catch((error: unknown) => {
    opening.then(({ close }) => close()).catch(() => undefined);
    throw error;
  });
  parts.add({ stop: store.close });
  const ended = new AbortController();
  parts.add({ stop: () => ended.abort() });
  const { spool, cleaner, files, refusals, embedded, outside, drawing } = await openFolders({
    config,
    http,
    clock,
    store,
  });
  const { witness, folder, witnessing, tellApart } = await openWitness({ config, store, clock, log });
  parts.add({ stop: (atMost) => atMost(ANSWERING_MS, witness.settled()) });
  return {
    http,
    store,
    documents: createDocuments(store),
    /** Aborts when nothing can be written down any more. */
    ended: ended.signal,
    spool,
    cleaner,
    files,
    refusals,
    embedded,
    outside,
    drawing,
    witness,
    folder,
    witnessing,
    tellApart,
  };
}
