import { sql } from 'kysely';
import type { Database } from './database.ts';
import { prepared, type Slots } from './prepared.ts';

/** How far this database has come: raised with every order, and kept in DATA_DIR as well. */
export interface Witness {
  read(): Promise<number>;
  /** One further, and beyond `floor`. */
  raise(floor?: number): Promise<number>;
}

const raiseHeight = prepared((kysely, { floor }: Slots<{ floor: number }>) =>
  kysely
    .updateTable('witness')
    .set({ height: sql`case when height > ${floor} then height else ${floor} end + 1` })
    .returning('height'),
);

export function createWitness(database: Database): Witness {
  const { kysely } = database;

  return {
    async read() {
      const row = await kysely.selectFrom('witness').select('height').executeTakeFirstOrThrow();
      return Number(row.height);
    },
    async raise(floor = 0) {
      const [row] = (await raiseHeight(database, { floor })).rows;
      if (!row) throw new Error('The witness has no row');
      return Number(row.height);
    },
  };
}
