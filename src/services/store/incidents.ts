import type { Selectable } from 'kysely';
import { type Incident, type Sign, type Trouble, troubleSchema } from '../../core/incident.ts';
import { type Database, jsonText, optional, orNull } from './database.ts';
import type { IncidentsTable } from './schema.ts';

/** Trouble that was or is to be told; a handful of rows, gone when its end was told. */
export interface Incidents {
  all(): Promise<readonly Incident[]>;
  /** One that had just ended goes on. */
  open(sign: Sign, at: number): Promise<void>;
  /** One that nobody was told of is forgotten. */
  close(key: string, at: number): Promise<void>;
  /** True for one of many: it tells that this began. */
  takeBegin(key: string, at: number): Promise<boolean>;
  /** It was not told after all. */
  giveBackBegin(key: string): Promise<void>;
  /** True for one of many: it tells that this is over. */
  takeEnd(key: string): Promise<boolean>;
  giveBackEnd(incident: Incident): Promise<void>;
}

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
