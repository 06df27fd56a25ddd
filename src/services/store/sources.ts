import type { Selectable } from 'kysely';
import type { Database } from './database.ts';
import type { SourcesTable } from './schema.ts';
import type { SourceRow, Sources } from './sources-contract.ts';

/** What each member handed in. The copies are shared by their sum on the disk; these rows never are. */
export function createSourceRows({ kysely }: Database): Sources {
  const ofMember = (ownerId: string) => kysely.selectFrom('sources').selectAll().where('owner_id', '=', ownerId);

  return {
    async seen({ ownerId, key, width, height, bytes, name, isSpoiler, at }) {
      const used = { seen_at: at, is_spoiler: isSpoiler ? 1 : 0 };
      const row = { owner_id: ownerId, key, width, height, bytes, name: name ?? null, link: null, ...used };
      await kysely
        .insertInto('sources')
        .values(row)
        .onConflict((conflict) => conflict.columns(['owner_id', 'key']).doUpdateSet(used))
        .execute();
    },
    async find(ownerId, key) {
      const row = await ofMember(ownerId).where('key', '=', key).executeTakeFirst();
      return row && sourceOf(row);
    },
    async linked(ownerId, key, link) {
      await kysely
        .updateTable('sources')
        .set({ link })
        .where('owner_id', '=', ownerId)
        .where('key', '=', key)
        .execute();
    },
    async recent(ownerId, limit) {
      const rows = await ofMember(ownerId).orderBy('seen_at', 'desc').limit(limit).execute();
      return rows.map(sourceOf);
    },
    async unusedSince(before, limit) {
      const rows = await kysely
        .selectFrom('sources')
        .selectAll()
        .where('seen_at', '<', before)
        .orderBy('seen_at')
        .limit(limit)
        .execute();
      return rows.map(sourceOf);
    },
    async drop(ownerId, key) {
      await kysely.deleteFrom('sources').where('owner_id', '=', ownerId).where('key', '=', key).execute();
    },
  };
}

function sourceOf(row: Selectable<SourcesTable>): SourceRow {
  return {
    ownerId: row.owner_id,
    key: row.key,
    width: row.width,
    height: row.height,
    bytes: row.bytes,
    name: row.name ?? undefined,
    link: row.link ?? undefined,
    isSpoiler: row.is_spoiler === 1,
    at: row.seen_at,
  };
}
