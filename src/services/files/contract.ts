import type { PictureType, StoredType } from '../../core/picture-type.ts';

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

/** Where results live after the provider's links are dead. Putting the same id twice is once. */
export interface FileStore {
  readonly kind: 'service' | 'embedded';
  /** The link is undefined where the store has no public address. Throws FileStoreError. */
  put(file: StoredFile, signal: AbortSignal): Promise<{ readonly link: string | undefined }>;
  /** What was put under this id. FileStoreError `never`: it is no longer there. */
  read(file: KeptFile, signal: AbortSignal): Promise<AsyncIterable<Uint8Array>>;
  remove(id: string, signal: AbortSignal): Promise<void>;
}

/** `later`: worth trying again. `never`: the store will not take this file. */
export class FileStoreError extends Error {
  override readonly name = 'FileStoreError';
  readonly retry: 'later' | 'never';

  constructor(retry: 'later' | 'never', message: string, cause?: unknown) {
    super(message, { cause });
    this.retry = retry;
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
  /** Bytes in the spool against SPOOL_MAX_MB. */
  isFull(): Promise<boolean>;
  /** `limit`: SPOOL_MAX_MB in bytes. */
  usage(): Promise<{ readonly bytes: number; readonly files: number; readonly limit: number }>;
  /** Removes files that nobody waits for and that are older than an hour. */
  sweep(waiting: ReadonlySet<string>): Promise<void>;
}

export type PictureProblem =
  | 'not-a-picture'
  | 'too-large'
  | 'too-many-pixels'
  | 'unreadable'
  | 'not-found'
  /** Removed for its age. */
  | 'expired'
  | 'unreachable'
  | 'host-refused';

export interface PictureProblemDetail {
  /** Of `host-refused`: where the link leads. */
  readonly host?: string;
  /** Of `too-large`, where it is not the usual one. */
  readonly limitMegabytes?: number;
}

/** No picture that we can work with or show, and another try would not find one. */
export class PictureError extends Error {
  override readonly name = 'PictureError';
  readonly problem: PictureProblem;
  readonly about: PictureProblemDetail;

  constructor(problem: PictureProblem, cause?: unknown, about: PictureProblemDetail = {}) {
    super(`Picture ${problem}`, { cause });
    this.problem = problem;
    this.about = about;
  }
}
