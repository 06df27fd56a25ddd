import { given } from '../../core/json.ts';
import {
  isCovered,
  PictureError,
  type PictureInput,
  type PictureLimits,
  type PictureOf,
  type PictureProblem,
  pictureTypeOf,
  resultIn,
  type StoredPicture,
  sizeOf,
  storedIdOf,
} from '../../core/picture.ts';
import { type FileStore, FileStoreError } from '../files/contract.ts';
import { isThere } from '../files/disk.ts';
import { HttpError } from '../http/contract.ts';
import type { Store } from '../store/contract.ts';
import type { SourceCleaner } from './clean-source.ts';
import { MAXIMUM_SOURCE_BYTES, type OpenSource } from './open-source.ts';

/** Results as files of the messages that show them: where nothing else gives them an address, Discord does. */
export interface ShownFiles {
  /** Whether there is a message that we can look at, now or in a moment. Asks nobody. */
  isWithinReach(result: PictureOf): Promise<boolean>;
  /** With a signature that lives; undefined where no message is within reach. Other errors: not now. */
  linkOf(result: PictureOf): Promise<string | undefined>;
}

/** Pictures that members hand in or point at, as our own clean copies. */
export interface Sources {
  /** PictureError: it will never do; other errors: not now. */
  keep(
    picture: PictureInput,
    ownerId: string,
    limits: PictureLimits | undefined,
    signal: AbortSignal,
  ): Promise<StoredPicture>;
  /** A copy that is at hand goes into something once more: its age counts from now. */
  use(key: string, ownerId: string): Promise<void>;
  readBase64(key: string): Promise<string>;
  /** File of a copy. */
  path(key: string): string;
  /** Where somebody outside can fetch the copy: at the file store, or else at Discord. PictureError: nowhere. */
  addressOf(picture: StoredPicture, ownerId: string): Promise<string>;
  /** Whether there will be such an address. Asks nobody. */
  isReachable(picture: PictureInput): Promise<boolean>;
  /** Whether the copy is still there. */
  isKept(key: string): Promise<boolean>;
  /** Removes copies that nobody used since; how many. Throws FileStoreError. */
  expire(before: number): Promise<number>;
}

interface SourcesParts {
  readonly open: OpenSource;
  readonly cleaner: SourceCleaner;
  readonly files: FileStore;
  readonly store: Pick<Store, 'sources' | 'namespace'>;
  readonly now: () => number;
  /** Whether what is put into the store gets a link. */
  readonly hasLinks: boolean;
  readonly shownFiles: ShownFiles;
  /** A link of Discord's that lives, for one that has died. */
  readonly refresh: (url: string) => Promise<string>;
}

/** A result of our own may be larger than anything that members send. */
const MAXIMUM_RESULT_BYTES = 200 * 1024 * 1024;
const MAXIMUM_RESULT_MEGAPIXELS = 210;
/** What a phone makes at most in a file of that size, and what is drawn within two seconds. */
export const MAXIMUM_SOURCE_MEGAPIXELS = 64;
/** Of an endpoint that names no limit of its own: what a request of base64 can hold and a server will read. */
const USUAL_LIMITS: PictureLimits = { maximumMegapixels: 36, maximumMegabytes: 40 };
const PUT_TIMEOUT_MS = 90_000;
const EXPIRED_AT_ONCE = 50;
const KEEP_TRIES = 3;
/** As long as a provider may take to begin. */
const LINK_MUST_LIVE_MS = 10 * 60_000;

const isOwnPicture = ({ kind }: PictureInput): boolean => kind === 'result' || kind === 'stored';

/** Of a member's own, so that nobody else's picture stands or falls with it. */
export const sourceIdOf = (namespace: string, ownerId: string, key: string): string =>
  storedIdOf(namespace, `${ownerId} ${key}`, 0);

/** Where Discord has it. */
function originOf(picture: PictureInput): string | undefined {
  return picture.kind === 'attachment' || picture.kind === 'link' ? picture.url : picture.origin;
}

/** Discord's links say when they die; one that has not long to live is no address. */
function isOver(link: string, now: number): boolean {
  const end = Number.parseInt(URL.parse(link)?.searchParams.get('ex') ?? '', 16) * 1000;
  return end < now + LINK_MUST_LIVE_MS;
}

/** What can be told of an attachment without fetching it. */
export function problemAhead(picture: PictureInput): PictureProblem | undefined {
  if (picture.kind !== 'attachment') return undefined;
  if (picture.bytes > MAXIMUM_SOURCE_BYTES) return 'too-large';
  const size = sizeOf(picture);
  return size && size.width * size.height > MAXIMUM_SOURCE_MEGAPIXELS * 1_000_000 ? 'too-many-pixels' : undefined;
}

/** Attachments of a command are gone within a day: they are copied before anything else, cleaned, without metadata. */
export function createSources(parts: SourcesParts): Sources {
  const { open, cleaner, files, store, now, hasLinks, shownFiles, refresh } = parts;

  async function link(key: string, ownerId: string): Promise<string | undefined> {
    const known = await store.sources.find(ownerId, key);
    if (known?.link !== undefined) return known.link;
    const id = sourceIdOf(store.namespace, ownerId, key);
    const file = { id, path: cleaner.path(key), type: pictureTypeOf(key) };
    const put = await files.put(file, AbortSignal.timeout(PUT_TIMEOUT_MS), true);
    if (put.link !== undefined) await store.sources.linked(ownerId, key, put.link);
    return put.link;
  }

  async function clean(
    picture: PictureInput,
    limits: PictureLimits | undefined,
    signal: AbortSignal,
  ): Promise<StoredPicture> {
    const isOurs = isOwnPicture(picture);
    return cleaner
      .clean(await open(picture, signal), {
        maximumBytes: isOurs ? MAXIMUM_RESULT_BYTES : MAXIMUM_SOURCE_BYTES,
        maximumMegapixels: isOurs ? MAXIMUM_RESULT_MEGAPIXELS : MAXIMUM_SOURCE_MEGAPIXELS,
        fit: limits ?? USUAL_LIMITS,
      })
      .catch((error: unknown) => {
        // another try would only fetch it all again
        throw error instanceof HttpError && error.kind === 'too-large' ? new PictureError('too-large', error) : error;
      });
  }

  /** Copies are shared by their sum: somebody else may have been forgetting the very same one. */
  async function held(...[picture, ownerId, limits, signal]: Parameters<Sources['keep']>): Promise<StoredPicture> {
    for (let tries = 1; ; tries += 1) {
      const stored = await clean(picture, limits, signal);
      const name = picture.kind === 'attachment' ? picture.name : undefined;
      await store.sources.seen({
        ownerId,
        ...stored,
        name,
        isOurs: isOwnPicture(picture),
        isSpoiler: isCovered(picture),
        at: now(),
      });
      if (tries === KEEP_TRIES || (await isThere(cleaner.path(stored.key)))) return stored;
    }
  }

  async function atDiscord({ origin, copyOf }: StoredPicture): Promise<string> {
    if (origin !== undefined && !isOver(origin, now())) return origin;
    const shown = copyOf && (await shownFiles.linkOf(copyOf));
    if (shown !== undefined) return shown;
    if (origin === undefined) throw new PictureError('unreachable');
    return refresh(origin);
  }

  return {
    async keep(picture, ownerId, limits, signal) {
      const stored = await held(picture, ownerId, limits, signal);
      const result = resultIn(picture);
      return {
        ...stored,
        ...given({ origin: originOf(picture) }),
        ...(result && { copyOf: { jobId: result.jobId, index: result.index } }),
      };
    },
    use: (key, ownerId) => store.sources.used(ownerId, key, now()),
    readBase64: (key) => cleaner.readBase64(key),
    path: cleaner.path,
    async addressOf(picture, ownerId) {
      if (!hasLinks) return atDiscord(picture);
      try {
        return (await link(picture.key, ownerId)) ?? (await atDiscord(picture));
      } catch (error) {
        if (!(error instanceof FileStoreError)) throw error;
        // the provider may well be able to read Discord's own link while the store is away
        return atDiscord(picture).catch(() => {
          throw error;
        });
      }
    },
    async isReachable(picture) {
      if (hasLinks || originOf(picture) !== undefined) return true;
      const result = resultIn(picture);
      return result !== undefined && shownFiles.isWithinReach(result);
    },
    isKept: (key) => isThere(cleaner.path(key)),
    async expire(before) {
      let expired = 0;
      for (let isMore = true; isMore; ) {
        const old = await store.sources.unusedSince(before, EXPIRED_AT_ONCE);
        for (const { ownerId, key, link: address } of old) {
          if (address !== undefined)
            await files.remove(sourceIdOf(store.namespace, ownerId, key), AbortSignal.timeout(PUT_TIMEOUT_MS));
          await store.sources.remove({ ownerId, key, until: before });
        }
        expired += old.length;
        isMore = old.length === EXPIRED_AT_ONCE;
      }
      await cleaner.sweep(before, (key) => store.sources.isHeldBeside({ ownerId: '', key, until: before }));
      return expired;
    },
  };
}
