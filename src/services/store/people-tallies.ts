import { addTallies } from './add-tallies.ts';
import type { Database } from './database.ts';
import type { LedgerTable } from './schema.ts';
import type { TalliesTable } from './tallies-schema.ts';

type Name = Pick<TalliesTable, 'scope' | 'owner_id'>;
type Line = Pick<LedgerTable, 'kind' | 'day' | 'command' | 'credits'>;
type Sum = Omit<TalliesTable, 'asked_at'>;

/** Sums go with the lines that they are made of, in the same transaction: both names together say what they said before. */
export function createPeopleTallies(database: Pick<Database, 'kysely'>) {
  const { kysely } = database;

  async function take({ scope, owner_id, period, command, credits, granted }: Sum): Promise<number> {
    const row = await kysely
      .updateTable('tallies')
      .set((each) => ({ credits: each('credits', '-', credits), granted: each('granted', '-', granted) }))
      .where('scope', '=', scope)
      .where('owner_id', '=', owner_id)
      .where('period', '=', period)
      .where('command', '=', command)
      .returning('asked_at')
      .executeTakeFirst();
    return Number(row?.asked_at ?? 0);
  }

  const linesOf = (jobId: string): Promise<Line[]> =>
    kysely
      .selectFrom('ledger')
      .select(['kind', 'day', 'command', 'credits'])
      .where('job_id', '=', jobId)
      .where('kind', 'in', ['reserved', 'given-back'])
      .execute();

  async function grantedOf(jobId: string): Promise<number> {
    const draws = await kysely.selectFrom('grant_draws').select('credits').where('job_id', '=', jobId).execute();
    return draws.reduce((sum, { credits }) => sum + credits, 0);
  }

  return {
    /** Of one job: what it cost, if it was not given back. */
    async moveJob(jobId: string, from: Name, to: Name): Promise<void> {
      const lines = await linesOf(jobId);
      const [first] = lines;
      if (!first) return;
      const credits = lines.reduce((sum, line) => sum + (line.kind === 'reserved' ? line.credits : -line.credits), 0);
      const own = { period: first.day, command: first.command, credits, granted: await grantedOf(jobId) };
      await addTallies(database, [{ ...to, ...own, asked_at: await take({ ...from, ...own }) }]);
      if (from.scope === to.scope) return;
      // of a scope that is a person's own there is a sum of the month too
      const month = { owner_id: '', period: first.day.slice(0, 7), command: '', credits, granted: 0 };
      await take({ scope: from.scope, ...month });
      await addTallies(database, [{ scope: to.scope, ...month, asked_at: 0 }]);
    },

    /** Rows that hold nothing any more; when it was last asked for went along with what was spent. */
    async dropEmpty(ownerId: string, ownScope: string): Promise<void> {
      const empty = () => kysely.deleteFrom('tallies').where('credits', '=', 0).where('granted', '=', 0);
      await empty().where('owner_id', '=', ownerId).execute();
      await empty().where('scope', '=', ownScope).execute();
    },
  };
}
