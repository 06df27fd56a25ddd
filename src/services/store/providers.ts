import { sql } from 'kysely';
import type { PauseReason, Providers } from './contract.ts';
import type { Database } from './database.ts';
import { now } from './now.ts';

const reasons = ['key', 'credits', 'gone'] as const satisfies readonly PauseReason[];

export function createProviders(database: Database): Providers {
  const { kysely, kind } = database;

  async function make(name: string): Promise<void> {
    await kysely
      .insertInto('providers')
      .values({ name, paused_for: null, paused_at: null, tokens: 0, refilled_at: 0, rest_ms: 0, apart_ms: 0 })
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
    async allowance(name) {
      await make(name);
      const time = now(database);
      const asked = rowOf(name).select(sql<number>`${time}`.as('at'));
      const row = await (kind === 'postgres' ? asked.forUpdate() : asked).executeTakeFirstOrThrow();
      const at = Number(row.at);
      const allowance = { tokens: row.tokens, restMs: row.rest_ms, apartMs: row.apart_ms };
      return { allowance, ageMs: Math.max(0, at - row.refilled_at), at };
    },
    async keepAllowance(name, { tokens, restMs, apartMs }, at) {
      await kysely
        .updateTable('providers')
        .set({ tokens, rest_ms: restMs, apart_ms: apartMs, refilled_at: at })
        .where('name', '=', name)
        .execute();
    },
  };
}
