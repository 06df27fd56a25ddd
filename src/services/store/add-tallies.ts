import { sql } from 'kysely';
import type { Database } from './database.ts';
import type { TalliesTable } from './tallies-schema.ts';

/** On top of what these sums say already. */
export async function addTallies({ kysely }: Pick<Database, 'kysely'>, rows: readonly TalliesTable[]): Promise<void> {
  await kysely
    .insertInto('tallies')
    .values(rows)
    .onConflict((conflict) =>
      conflict.columns(['scope', 'owner_id', 'period', 'command']).doUpdateSet({
        credits: sql`tallies.credits + excluded.credits`,
        granted: sql`tallies.granted + excluded.granted`,
        asked_at: sql`case when excluded.asked_at > tallies.asked_at then excluded.asked_at else tallies.asked_at end`,
      }),
    )
    .execute();
}
