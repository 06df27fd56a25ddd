import { sql } from 'kysely';
import type { PauseReason, Providers } from './contract.ts';
import type { Database } from './database.ts';
import { now } from './now.ts';

const reasons = ['key', 'credits', 'gone'] as const satisfies readonly PauseReason[];
const MINUTE_MS = 60_000;

export function createProviders(database: Database): Providers {
  const { kysely, kind } = database;

  async function make(name: string): Promise<void> {
    await kysely
      .insertInto('providers')
      .values({ name, paused_for: null, paused_at: null, tokens: 0, refilled_at: 0 })
      .onConflict((conflict) => conflict.doNothing())
      .execute();
  }

  const rowOf = (name: string) => kysely.selectFrom('providers').selectAll().where('name', '=', name);
  const reasonOf = (text: string | null | undefined) => reasons.find((each) => each === text) ?? null;

  return {
    async lock(name) {
      await make(name);
      const row = await (kind === 'postgres' ? rowOf(name).forUpdate() : rowOf(name)).executeTakeFirst();
      return { name, pausedFor: reasonOf(row?.paused_for), pausedAt: row?.paused_at ?? null };
    },
    async read(name) {
      const row = await rowOf(name).executeTakeFirst();
      return { name, pausedFor: reasonOf(row?.paused_for), pausedAt: row?.paused_at ?? null };
    },
    async pause(name, reason, at) {
      await make(name);
      await kysely
        .updateTable('providers')
        .set({ paused_for: reason, paused_at: at })
        .where('name', '=', name)
        .execute();
    },
    async resume(name) {
      await kysely
        .updateTable('providers')
        .set({ paused_for: null, paused_at: null })
        .where('name', '=', name)
        .execute();
    },
    async take(name, perMinute, keep) {
      await make(name);
      const capacity = Math.max(1, Math.floor(perMinute / 6));
      const time = now(database);
      const least = kind === 'postgres' ? sql`least` : sql`min`;
      const filled = sql<number>`${least}(${sql.lit(capacity)}, tokens + (${time} - refilled_at) * ${sql.lit(perMinute / MINUTE_MS)})`;
      const taken = await kysely
        .updateTable('providers')
        .set({ tokens: sql`${filled} - 1`, refilled_at: time })
        .where('name', '=', name)
        .where(filled, '>=', 1 + keep)
        .executeTakeFirst();
      if (taken.numUpdatedRows > 0n) return { waitMs: 0 };
      const row = await kysely
        .selectFrom('providers')
        .select(filled.as('tokens'))
        .where('name', '=', name)
        .executeTakeFirst();
      return { waitMs: Math.max(1, ((1 + keep - Number(row?.tokens ?? 0)) * MINUTE_MS) / perMinute) };
    },
  };
}
