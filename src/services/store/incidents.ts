import type { Selectable } from 'kysely';
import { z } from 'zod';
import { type Incident, incidentKinds } from '../../core/incident.ts';
import type { Database } from './database.ts';
import type { Incidents } from './incidents-contract.ts';
import type { IncidentsTable } from './operator-schema.ts';
import { jsonText, optional } from './row-values.ts';

const read = z.object({
  kind: z.enum(incidentKinds),
  about: jsonText.pipe(z.record(z.string(), z.union([z.string(), z.number()]))),
});

export function createIncidents({ kysely }: Database): Incidents {
  const update = (key: string) => kysely.updateTable('incidents').where('key', '=', key);

  return {
    async all() {
      const rows = await kysely.selectFrom('incidents').selectAll().orderBy('opened_at').orderBy('key').execute();
      return rows.flatMap(incidentOf);
    },
    async open({ key, kind, about }, at) {
      await kysely
        .insertInto('incidents')
        .values({ key, kind, about: JSON.stringify(about), opened_at: at, told_at: null, closed_at: null })
        .onConflict((conflict) => conflict.column('key').doUpdateSet({ closed_at: null }))
        .execute();
    },
    async close(key, at) {
      await kysely.deleteFrom('incidents').where('key', '=', key).where('told_at', 'is', null).execute();
      await update(key).set({ closed_at: at }).where('closed_at', 'is', null).execute();
    },
    async takeBegin(key, at) {
      const { numUpdatedRows } = await update(key)
        .set({ told_at: at })
        .where('told_at', 'is', null)
        .where('closed_at', 'is', null)
        .executeTakeFirst();
      return numUpdatedRows > 0n;
    },
    async giveBackBegin(key) {
      await update(key).set({ told_at: null }).execute();
    },
    async takeEnd(key) {
      const { numDeletedRows } = await kysely
        .deleteFrom('incidents')
        .where('key', '=', key)
        .where('closed_at', 'is not', null)
        .executeTakeFirst();
      return numDeletedRows > 0n;
    },
  };
}

/** None for a kind of another version. */
function incidentOf(row: Selectable<IncidentsTable>): Incident[] {
  const known = read.safeParse(row).data;
  if (!known) return [];
  const { key, opened_at: openedAt, told_at: toldAt, closed_at: closedAt } = row;
  return [{ ...known, key, openedAt, isTold: toldAt !== null, closedAt: optional(closedAt) }];
}
