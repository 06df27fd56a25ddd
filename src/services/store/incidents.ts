import type { Selectable } from 'kysely';
import { type Incident, type Trouble, troubleSchema } from '../../core/incident.ts';
import type { Database } from './database.ts';
import type { Incidents } from './incidents-contract.ts';
import type { IncidentsTable } from './operator-schema.ts';
import { jsonText, optional, orNull } from './row-values.ts';

const about = jsonText.pipe(troubleSchema);

export function createIncidents({ kysely }: Database): Incidents {
  const update = (key: string) => kysely.updateTable('incidents').where('key', '=', key);

  return {
    async all() {
      const rows = await kysely.selectFrom('incidents').selectAll().orderBy('opened_at').orderBy('key').execute();
      return rows.flatMap(incidentOf);
    },
    async open({ key, trouble }, at) {
      await kysely
        .insertInto('incidents')
        .values({ ...columns(key, trouble), opened_at: at, told_at: null, closed_at: null })
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
    async giveBackEnd({ key, trouble, openedAt, closedAt }) {
      await kysely
        .insertInto('incidents')
        .values({ ...columns(key, trouble), opened_at: openedAt, told_at: openedAt, closed_at: orNull(closedAt) })
        .onConflict((conflict) => conflict.doNothing())
        .execute();
    },
  };
}

const columns = (key: string, trouble: Trouble) => ({ key, kind: trouble.kind, about: JSON.stringify(trouble) });

/** None for a kind of another version. */
function incidentOf(row: Selectable<IncidentsTable>): Incident[] {
  const trouble = about.safeParse(row.about).data;
  if (!trouble) return [];
  const { key, opened_at: openedAt, told_at: toldAt, closed_at: closedAt } = row;
  return [{ key, trouble, openedAt, isTold: toldAt !== null, closedAt: optional(closedAt) }];
}
