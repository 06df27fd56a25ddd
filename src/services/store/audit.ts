import { ulid } from '../../core/ulid.ts';
import type { Audit } from './contract.ts';
import type { Database } from './database.ts';

export function createAudit({ kysely }: Database): Audit {
  return {
    async append({ at, scope, actorId, action, detail }) {
      await kysely
        .insertInto('audit')
        .values({ id: ulid(at), at, scope, actor_id: actorId, action, detail })
        .execute();
    },
    async recent(scope, limit) {
      const rows = await kysely
        .selectFrom('audit')
        .selectAll()
        .where('scope', '=', scope)
        .orderBy('id', 'desc')
        .limit(limit)
        .execute();
      return rows.map(({ id, actor_id: actorId, at, action, detail }) => ({ id, at, scope, actorId, action, detail }));
    },
  };
}
