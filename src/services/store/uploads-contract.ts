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
  due(now: number, limit: number): Promise<readonly Upload[]>;
  postpone(storedId: string, dueAt: number): Promise<void>;
  remove(storedId: string): Promise<void>;
  /** Spool files still waited for. */
  waiting(): Promise<readonly string[]>;
}
