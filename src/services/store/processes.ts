import { sql } from 'kysely';
import { type Database, now, orNull } from './database.ts';

export interface Processes {
  /** Alive for another `leaseMs` by the database's clock. `folder`: the mark of its DATA_DIR. */
  beat(id: string, role: string, leaseMs: number, folder?: string): Promise<void>;
  /** How many others are alive that use another folder. */
  countElsewhere(folder: string): Promise<number>;
  remove(id: string): Promise<void>;
  /** Removes the dead and says who they were. */
  removeDead(): Promise<readonly string[]>;
  /** Which of `count` partitions are ours after a fair share-out among the living that want some. */
  sharePartitions(id: string, count: number): Promise<readonly number[]>;
}

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
