import { ExpectedError } from '../../core/errors.ts';
import type { PictureType, StoredType } from '../../core/picture.ts';

export interface StoredFile {
  /** uuid v5 in the installation's secret namespace: knowing it is enough to delete. */
  readonly id: string;
  /** File on this machine. */
  readonly path: string;
  readonly type: StoredType;
}

export interface KeptFile {
  readonly id: string;
  /** As `put` answered. */
  readonly link: string | undefined;
}

export interface PutFile {
  /** Undefined where the store has no public address. */
  readonly link: string | undefined;
  /** Others would not take it: it lies on this machine. */
  readonly isKeptHere?: boolean;
}

/** What is written down of a picture that was put. */
export const storedAs = ({ link, isKeptHere }: PutFile): Partial<PutFile & { readonly link: string }> => ({
  ...(link === undefined ? {} : { link }),
  ...(isKeptHere ? { isKeptHere } : {}),
});

/** Where results live after the provider's links are dead. Putting the same id twice is once. */
export interface FileStore {
  readonly kind: 'service' | 'embedded';
  /** Whether it takes ZIPs and has links to them. */
  readonly linksZips: boolean;
  /** Throws FileStoreError. `isLastTry`: what is refused in doubt is kept on this machine from now on. */
  put(file: StoredFile, signal: AbortSignal, isLastTry?: boolean): Promise<PutFile>;
  /** What was put under this id. FileStoreError `never`: it is no longer there. */
  read(file: KeptFile, signal: AbortSignal): Promise<AsyncIterable<Uint8Array>>;
  remove(id: string, signal: AbortSignal): Promise<void>;
}

/**
 * `later`: worth trying again. `never`: the store will not take this file, or has it no longer.
 * `doubtful`: refused in a way that a half-broken service knows too: worth a few tries.
 */
export class FileStoreError extends ExpectedError {
  override readonly name = 'FileStoreError';
  readonly retry: 'later' | 'never' | 'doubtful';
  /** What the service answered when it refused the file itself. */
  readonly status: number | undefined;
  /** Where its link led, where that is not allowed. */
  readonly host: string | undefined;

  constructor(
    retry: FileStoreError['retry'],
    message: string,
    { cause, status, host }: { cause?: unknown; status?: number; host?: string } = {},
  ) {
    super(message, { cause });
    this.retry = retry;
    this.status = status;
    this.host = host;
  }
}

export interface SpooledPicture {
  /** Name of the file in the spool. */
  readonly spool: string;
  readonly type: PictureType;
  readonly width: number;
  readonly height: number;
  readonly bytes: number;
}

/** Pictures that are ours already and not yet where they belong. Synced to the disk before a name is given. */
export interface Spool {
  write(chunks: AsyncIterable<Uint8Array>): Promise<SpooledPicture>;
  path(name: string): string;
  remove(name: string): Promise<void>;
  /** Bytes that are not stored or not shown yet against SPOOL_MAX_MB. */
  isFull(): Promise<boolean>;
  /** `limit`: SPOOL_MAX_MB in bytes. */
  usage(): Promise<{ readonly bytes: number; readonly files: number; readonly limit: number }>;
  /** Removes files that nobody waits for and that are older than an hour. */
  sweep(waiting: ReadonlySet<string>): Promise<void>;
}
