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
  readonly at: number;
}

export interface Sources {
  /** Makes the row, or says that it was used again. */
  seen(source: Omit<SourceRow, 'link'>): Promise<void>;
  find(ownerId: string, key: string): Promise<SourceRow | undefined>;
  linked(ownerId: string, key: string, link: string): Promise<void>;
  recent(ownerId: string, limit: number): Promise<readonly SourceRow[]>;
  /** Of anybody, last used before that time, the oldest first. */
  unusedSince(before: number, limit: number): Promise<readonly SourceRow[]>;
  drop(ownerId: string, key: string): Promise<void>;
}
