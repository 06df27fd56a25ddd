import { sql } from 'kysely';
import type { Database } from './database.ts';

/** How far this database has come: raised with every order, and kept in DATA_DIR as well. */
export interface Witness {
  read(): Promise<number>;
  /** One further, and beyond `floor`. */
  raise(floor?: number): Promise<number>;
}

export function createWitness({ kysely, kind }: Database): Witness {
  const greatest = kind === 'sqlite' ? sql.raw('max') : sql.raw('greatest');

  return {
    async read() {
      const row = await kysely.selectFrom('witness').select('height').executeTakeFirstOrThrow();
      return Number(row.height);
    },
    async raise(floor = 0) {
      const { height } = await kysely
        .updateTable('witness')
        .set({ height: sql`${greatest}(height, ${sql.lit(floor)}) + 1` })
        .returning('height')
        .executeTakeFirstOrThrow();
      return Number(height);
    },
  };
}
