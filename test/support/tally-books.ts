import type { Store } from '../../src/services/store/contract.ts';

/** What the tallies, the draws and the uses say beside what the ledger adds up to; equal when all is well. */
export async function booksOf(store: Store) {
  const text = async (sql: string) =>
    (await store.sql(sql, [])).map((row) => Object.values(row ?? {}).join(' ')).sort();
  const sum = `sum(case kind when 'reserved' then credits else -credits end)`;
  const lines = `from ledger where kind in ('reserved', 'given-back')`;
  return {
    told: {
      members: await text(
        `select scope, owner_id, period, command, credits from tallies where owner_id <> '' and scope <> ''`,
      ),
      servers: await text(`select scope, period, credits from tallies where owner_id = ''`),
      everybody: await text(`select period, sum(credits) from tallies where scope = '' group by period`),
      granted: await text(`select coalesce(sum(granted), 0) from tallies`),
      uses: await text('select grant_id, credits from grant_uses where credits <> 0'),
    },
    summed: {
      members: await text(
        `select scope, owner_id, day, command, ${sum} ${lines} group by scope, owner_id, day, command`,
      ),
      servers: await text(`select scope, substr(day, 1, 7), ${sum} ${lines} group by scope, substr(day, 1, 7)`),
      everybody: await text(`select substr(day, 1, 7), ${sum} ${lines} group by substr(day, 1, 7)`),
      granted: await text('select coalesce(sum(credits), 0) from grant_draws'),
      uses: await text('select grant_id, sum(credits) from grant_draws group by grant_id'),
    },
  };
}
