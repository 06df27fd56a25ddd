import type { Database } from './database.ts';
import type { Upload, Uploads } from './uploads-contract.ts';

const types = ['png', 'jpg', 'webp', 'gif'] as const;

export function createUploads({ kysely }: Database): Uploads {
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
    async due(now, limit) {
      const rows = await kysely
        .selectFrom('uploads')
        .selectAll()
        .where('due_at', '<=', now)
        .orderBy('due_at')
        .limit(limit)
        .execute();
      return rows.map((row): Upload => {
        const { stored_id: storedId, job_id: jobId, place: index, spool, attempts, due_at: dueAt } = row;
        return {
          storedId,
          jobId,
          index,
          spool,
          type: types.find((each) => each === row.type) ?? 'png',
          attempts,
          dueAt,
        };
      });
    },
    async postpone(storedId, dueAt) {
      await kysely
        .updateTable('uploads')
        .set((each) => ({ due_at: dueAt, attempts: each('attempts', '+', 1) }))
        .where('stored_id', '=', storedId)
        .execute();
    },
    async remove(storedId) {
      await kysely.deleteFrom('uploads').where('stored_id', '=', storedId).execute();
    },
    async waiting() {
      return (await kysely.selectFrom('uploads').select('spool').execute()).map(({ spool }) => spool);
    },
  };
}
