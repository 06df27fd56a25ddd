import { sql } from 'kysely';
import type { Processes } from './contract.ts';
import type { Database } from './database.ts';
import { now } from './now.ts';
import { orNull } from './row-values.ts';

const WORKING_ROLES = ['all', 'worker'];

/** Who is alive, by the database's clock, and who looks after which partition of the channels. */
export function createProcesses(database: Database): Processes {
  const { kysely, kind } = database;
  const isAlive = () => sql<boolean>`expires_at > ${now(database)}`;

  return {
    async beat(id, role, leaseMs, folder) {
      const expires = sql<number>`${now(database)} + ${sql.lit(leaseMs)}`;
      await kysely
        .insertInto('processes')
        .values({ id, role, expires_at: expires, folder: orNull(folder) })
        .onConflict((conflict) => conflict.column('id').doUpdateSet({ expires_at: expires }))
        .execute();
    },
    async countElsewhere(folder) {
      const { count } = await kysely
        .selectFrom('processes')
        .select((is) => is.fn.countAll<number>().as('count'))
        .where('folder', '<>', folder)
        .where(isAlive())
        .executeTakeFirstOrThrow();
      return Number(count);
    },
    async remove(id) {
      await kysely.updateTable('partitions').set({ process_id: null }).where('process_id', '=', id).execute();
      await kysely.deleteFrom('processes').where('id', '=', id).execute();
    },
    async removeDead() {
      const dead = await kysely
        .deleteFrom('processes')
        .where(sql<boolean>`not (${isAlive()})`)
        .returning('id')
        .execute();
      return dead.map(({ id }) => id);
    },
    async sharePartitions(id, count) {
      const numbers = Array.from({ length: count }, (_, number) => ({ number, process_id: null }));
      await kysely
        .insertInto('partitions')
        .values(numbers)
        .onConflict((conflict) => conflict.doNothing())
        .execute();
      const all = kysely.selectFrom('partitions').selectAll().orderBy('number');
      const rows = await (kind === 'postgres' ? all.forUpdate() : all).execute();
      const living = await kysely
        .selectFrom('processes')
        .select('id')
        .where(isAlive())
        .where('role', 'in', WORKING_ROLES)
        .execute();
      const alive = new Set(living.map((each) => each.id));
      const share = Math.ceil(count / Math.max(1, alive.size));
      const mine = rows.filter((row) => row.process_id === id).map(({ number }) => number);
      const free = rows
        .filter((row) => row.process_id === null || !alive.has(row.process_id))
        .map(({ number }) => number);
      const kept = mine.slice(0, share);
      const taken = free.slice(0, share - kept.length);
      await give(mine.slice(share), null);
      await give(taken, id);
      return [...kept, ...taken];
    },
  };

  async function give(numbers: readonly number[], to: string | null): Promise<void> {
    if (numbers.length === 0) return;
    await kysely
      .updateTable('partitions')
      .set({ process_id: to })
      .where('number', 'in', [...numbers])
      .execute();
  }
}
