import type { Selectable } from 'kysely';
import type { PictureType } from '../../core/picture.ts';
import { type Database, isFreeLease, ONE, orNull } from './database.ts';
import type { UploadsTable } from './schema.ts';

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

function uploadOf(row: Selectable<UploadsTable>): Upload {
  const { stored_id: storedId, job_id: jobId, place: index, spool, attempts, due_at: dueAt } = row;
  const type = types.find((each) => each === row.type) ?? 'png';
  return { storedId, jobId, index, spool, type, attempts, dueAt };
}

const types = ['png', 'jpg', 'webp', 'gif'] as const;

export function createUploads(database: Database): Uploads {
  const { kysely, kind } = database;

  return {
    async add({ storedId, jobId, index, spool, type, attempts, dueAt }) {
      await kysely
        .insertInto('uploads')
        .values({
          stored_id: storedId,
          job_id: jobId,
          place: index,
          spool,
          type,
          attempts,
          due_at: dueAt,
          since: dueAt,
        })
        .onConflict((conflict) => conflict.column('stored_id').doNothing())
        .execute();
    },
    async claim(now, processId) {
      const isFree = isFreeLease(database, 'uploads', processId);
      const row = await kysely
        .updateTable('uploads')
        .set({ lease: processId })
        .where('stored_id', '=', (each) => {
          const first = each
            .selectFrom('uploads')
            .select('stored_id')
            .where('due_at', '<=', now)
            .where(isFree)
            .orderBy('due_at')
            .limit(ONE);
          // asked once, as one value: who comes at the same time takes the next one
          return kind === 'postgres' ? first.forUpdate().skipLocked() : first;
        })
        .returningAll()
        .executeTakeFirst();
      return row && uploadOf(row);
    },
    async postpone(storedId, dueAt, refusedHost) {
      await kysely
        .updateTable('uploads')
        .set((each) => ({
          due_at: dueAt,
          attempts: each('attempts', '+', 1),
          lease: null,
          refused_host: orNull(refusedHost),
        }))
        .where('stored_id', '=', storedId)
        .execute();
    },
    async release(storedId) {
      await kysely.updateTable('uploads').set({ lease: null }).where('stored_id', '=', storedId).execute();
    },
    async remove(storedId) {
      await kysely.deleteFrom('uploads').where('stored_id', '=', storedId).execute();
    },
    async waiting() {
      return (await kysely.selectFrom('uploads').select('spool').execute()).map(({ spool }) => spool);
    },
  };
}
