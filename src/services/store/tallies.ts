import { type Amount, adding, type Spending } from '../../core/limits/spending.ts';
import type { Database } from './database.ts';
import type { Days, Tallies } from './tallies-contract.ts';

export function createTallies({ kysely, aliases }: Database): Tallies {
  const within = (scope: string, ownerId: string, { from, to }: Days) =>
    kysely
      .selectFrom('tallies')
      .where('scope', 'in', aliases.scopesOf(scope))
      .where('owner_id', 'in', aliases.namesOf(ownerId))
      .where('period', '>=', from)
      .where('period', '<=', to);

  async function sumOf(scope: string, month: string): Promise<number> {
    // a server has one row of a month, everybody together a few
    const rows = await kysely
      .selectFrom('tallies')
      .select('credits')
      .where('scope', '=', scope)
      .where('owner_id', 'in', scope === '' ? SHARDS : [''])
      .where('period', '=', month)
      .where('command', '=', '')
      .execute();
    return rows.reduce((sum, { credits }) => sum + Number(credits), 0);
  }

  return {
    async spent(scope, ownerId, days) {
      const rows = await within(scope, ownerId, days).select(['command', 'credits', 'granted']).execute();
      return rows.reduce<Spending>((sum, row) => adding(sum, row.command, amountOf(row)), new Map());
    },
    async lastAsked(scope, ownerId, days, command) {
      const rows = await within(scope, ownerId, days).select(['command', 'asked_at']).execute();
      const times = rows.flatMap((row) =>
        command === undefined || row.command === command ? [Number(row.asked_at)] : [],
      );
      const last = Math.max(0, ...times);
      return last === 0 ? undefined : last;
    },
    ofServer: sumOf,
    ofEverybody: (month) => sumOf('', month),
  };
}

const amountOf = ({ credits, granted }: Amount): Amount => ({ credits: Number(credits), granted: Number(granted) });

export const SHARDS: readonly string[] = Array.from({ length: 16 }, (_, shard) => String(shard));

/** Servers whose sums of everybody are kept in one row; what they add to it waits for one another. */
export function shardOf(scope: string): string {
  let hash = 0;
  for (const character of scope) hash = (hash * 31 + character.charCodeAt(0)) % 65_521;
  return String(hash % SHARDS.length);
}
