import type { PictureType } from '../../core/picture-type.ts';

export interface Upload {
  readonly storedId: string;
  readonly jobId: string;
  readonly index: number;
  readonly spool: string;
  readonly type: PictureType;
  readonly attempts: number;
  readonly dueAt: number;
}

export interface Uploads {
  add(upload: Upload): Promise<void>;
  /** The one that is due for longest, for this process alone: until it is removed or postponed, or the process is dead. */
  claim(now: number, processId: string): Promise<Upload | undefined>;
  /** `refusedHost`: where the file service's link led, if that is not allowed. */
  postpone(storedId: string, dueAt: number, refusedHost?: string): Promise<void>;
  /** Takes a claim back: it was not tried. */
  release(storedId: string): Promise<void>;
  remove(storedId: string): Promise<void>;
  /** Spool files still waited for. */
  waiting(): Promise<readonly string[]>;
}
