import type { Slice } from './people-contract.ts';

/** A member's picture among our copies. */
export interface SourceRow {
  readonly ownerId: string;
  readonly key: string;
  readonly width: number;
  readonly height: number;
  readonly bytes: number;
  /** Of the file as it came. */
  readonly name: string | undefined;
  /** At the file store, once it was put there. */
  readonly link: string | undefined;
  /** Whoever handed it in last covered it. */
  readonly isSpoiler: boolean;
  /** A copy of a picture that the bot made: kept for whom it was made, and no file of theirs. */
  readonly isOurs: boolean;
  readonly at: number;
}

export interface Sources {
  /** Makes the row, or says that it was used again. */
  seen(source: Omit<SourceRow, 'link'>): Promise<void>;
  /** One that the member has is used once more. */
  used(ownerId: string, key: string, at: number): Promise<void>;
  find(ownerId: string, key: string): Promise<SourceRow | undefined>;
  linked(ownerId: string, key: string, link: string): Promise<void>;
  /** What they handed in themselves. */
  recent(ownerId: string, limit: number): Promise<readonly SourceRow[]>;
  /** Of anybody, last used before that time, the oldest first. */
  unusedSince(before: number, limit: number): Promise<readonly SourceRow[]>;
  /** What somebody had used by then, after this key, by key. */
  before(ownerId: string, slice: Slice): Promise<readonly SourceRow[]>;
  count(ownerId: string): Promise<number>;
  /** Unless it was used again since. */
  remove(use: SourceUse): Promise<void>;
  /** By anybody else, or again since. */
  isHeldBeside(use: SourceUse): Promise<boolean>;
}

/** A member's use of a copy, up to a point in time. */
export interface SourceUse {
  readonly ownerId: string;
  readonly key: string;
  readonly until: number;
}
