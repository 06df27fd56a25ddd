import type { Selectable } from 'kysely';
import { ulid } from '../../core/ulid.ts';
import type { Database } from './database.ts';
import type { AuditTable } from './schema.ts';

/** Of entries that can be taken back: what they hold is a change of limits. */
export const LIMITS_ACTION = 'limits';

/** What somebody with more rights than others did, for those who come after them. */
export interface AuditEntry {
  readonly id: string;
  readonly at: number;
  readonly scope: string;
  readonly actorId: string;
  readonly action: string;
  readonly detail: string;
  /** Id of the entry that took this one back, while it does. */
  readonly undoneBy: string | undefined;
}

export interface Audit {
  /** Answers with the id of the entry. */
  append(entry: Omit<AuditEntry, 'id' | 'undoneBy'>): Promise<string>;
  recent(scope: string, limit: number): Promise<readonly AuditEntry[]>;
  /** Of one action, newest first. */
  page(
    about: Pick<AuditEntry, 'scope' | 'action'>,
    window: { readonly limit: number; readonly offset: number },
  ): Promise<readonly AuditEntry[]>;
  count(about: Pick<AuditEntry, 'scope' | 'action'>): Promise<number>;
  byId(id: string): Promise<AuditEntry | undefined>;
  /** Undefined: it stands again. */
  markUndone(id: string, undoneBy: string | undefined): Promise<void>;
}

export function createAudit({ kysely }: Database): Audit {
  const inScope = (scope: string) => kysely.selectFrom('audit').selectAll().where('scope', '=', scope);

  return {
    async append({ at, scope, actorId, action, detail }) {
      const id = ulid(at);
      await kysely.insertInto('audit').values({ id, at, scope, actor_id: actorId, action, detail }).execute();
      return id;
    },
    async recent(scope, limit) {
      return (await inScope(scope).orderBy('id', 'desc').limit(limit).execute()).map(entryOf);
    },
    async page({ scope, action }, { limit, offset }) {
      const rows = inScope(scope).where('action', '=', action).orderBy('id', 'desc').limit(limit).offset(offset);
      return (await rows.execute()).map(entryOf);
    },
    async count({ scope, action }) {
      const row = await kysely
        .selectFrom('audit')
        .select(({ fn }) => fn.countAll().as('entries'))
        .where('scope', '=', scope)
        .where('action', '=', action)
        .executeTakeFirstOrThrow();
      return Number(row.entries);
    },
    async byId(id) {
      const row = await kysely.selectFrom('audit').selectAll().where('id', '=', id).executeTakeFirst();
      return row && entryOf(row);
    },
    async markUndone(id, undoneBy) {
      await kysely
        .updateTable('audit')
        .set({ undone_by: undoneBy ?? null })
        .where('id', '=', id)
        .execute();
    },
  };
}

export const entryOf = (row: Selectable<AuditTable>): AuditEntry => ({
  id: row.id,
  at: row.at,
  scope: row.scope,
  actorId: row.actor_id,
  action: row.action,
  detail: row.detail,
  undoneBy: row.undone_by ?? undefined,
});
