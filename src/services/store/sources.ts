import { type RawBuilder, type Selectable, sql } from 'kysely';
import { type Database, ONE, type Slice } from './database.ts';
import type { SourcesTable } from './schema.ts';

/** A member's picture among our copies. */
export interface SourceRow {
  readonly ownerId: string;
  readonly key: string;
  readonly width: number;
  readonly height: number;
  readonly bytes: number;
  /** Of the file as it came. */
  readonly name: string | undefined;
  /** At the file store, once it was put there. */
  readonly link: string | undefined;
  /** Whoever handed it in last covered it. */
  readonly isSpoiler: boolean;
  /** A copy of a picture that the bot made: kept for whom it was made, and no file of theirs. */
  readonly isOurs: boolean;
  readonly at: number;
}

export interface Sources {
  /** Makes the row, or says that it was used again. */
  seen(source: Omit<SourceRow, 'link'>): Promise<void>;
  /** One that the member has is used once more. */
  used(ownerId: string, key: string, at: number): Promise<void>;
  find(ownerId: string, key: string): Promise<SourceRow | undefined>;
  linked(ownerId: string, key: string, link: string): Promise<void>;
  /** What they handed in themselves. */
  recent(ownerId: string, limit: number): Promise<readonly SourceRow[]>;
  /** Of anybody, last used before that time, the oldest first. */
  unusedSince(before: number, limit: number): Promise<readonly SourceRow[]>;
  /** What somebody had used by then, after this key, by key. */
  before(ownerId: string, slice: Slice): Promise<readonly SourceRow[]>;
  count(ownerId: string): Promise<number>;
  /** Unless it was used again since. */
  remove(use: SourceUse): Promise<void>;
  /** By anybody else, or again since. */
  isHeldBeside(use: SourceUse): Promise<boolean>;
}

/** A member's use of a copy, up to a point in time. */
interface SourceUse {
  readonly ownerId: string;
  readonly key: string;
  readonly until: number;
}

/** Written out like the index that answers it. */
const isHandedIn: RawBuilder<boolean> = sql<boolean>`is_ours = 0`;

/** What each member handed in. The copies are shared by their sum on the disk; these rows never are. */
export function createSourceRows({ kysely }: Database): Sources {
  const ofMember = (ownerId: string) => kysely.selectFrom('sources').selectAll().where('owner_id', '=', ownerId);

  return {
    async seen({ ownerId, key, width, height, bytes, name, isSpoiler, isOurs, at }) {
      const used = { seen_at: at, is_spoiler: isSpoiler ? 1 : 0 };
      const row = { owner_id: ownerId, key, width, height, bytes, name: name ?? null, link: null, ...used };
      // what was handed in once stays that
      const again = isOurs ? { seen_at: at } : { ...used, is_ours: 0 };
      await kysely
        .insertInto('sources')
        .values({ ...row, is_ours: isOurs ? 1 : 0 })
        .onConflict((conflict) => conflict.columns(['owner_id', 'key']).doUpdateSet(again))
        .execute();
    },
    async used(ownerId, key, at) {
      await kysely
        .updateTable('sources')
        .set({ seen_at: at })
        .where('owner_id', '=', ownerId)
        .where('key', '=', key)
        .where('seen_at', '<', at)
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
      const rows = await ofMember(ownerId).where(isHandedIn).orderBy('seen_at', 'desc').limit(limit).execute();
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
    async before(ownerId, { after, until, limit }) {
      const rows = await ofMember(ownerId)
        .where('key', '>', after)
        .where('seen_at', '<=', until)
        .orderBy('key')
        .limit(limit)
        .execute();
      return rows.map(sourceOf);
    },
    async count(ownerId) {
      const row = await kysely
        .selectFrom('sources')
        .select((each) => each.fn.countAll<number | string>().as('count'))
        .where('owner_id', '=', ownerId)
        .where(isHandedIn)
        .executeTakeFirst();
      return Number(row?.count ?? 0);
    },
    async remove({ ownerId, key, until }) {
      await kysely
        .deleteFrom('sources')
        .where('owner_id', '=', ownerId)
        .where('key', '=', key)
        .where('seen_at', '<=', until)
        .execute();
    },
    async isHeldBeside({ ownerId, key, until }) {
      const row = await kysely
        .selectFrom('sources')
        .select('key')
        .where('key', '=', key)
        .where((each) => each.or([each('owner_id', '<>', ownerId), each('seen_at', '>', until)]))
        .limit(ONE)
        .executeTakeFirst();
      return row !== undefined;
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
    isOurs: row.is_ours === 1,
    at: row.seen_at,
  };
}
