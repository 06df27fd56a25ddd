import { DatabaseSync } from 'node:sqlite';
import { setImmediate as nextTurn } from 'node:timers/promises';
import fc from 'fast-check';
import type { Json } from '../../../sandbox/discord/json.ts';
import { anyChange, changed } from '../mutate.ts';
import type { Place } from '../place.ts';
import { type Entrance, fuzzed } from '../run.ts';
import { holdsInteraction, UNFORESEEN } from './interactions.ts';

interface Cell {
  readonly table: string;
  readonly column: string;
  readonly rowid: number;
  readonly text: string;
  readonly json: Json;
}

const IS_BUSY = /locked|busy/i;
const NAME = /^[a-z_]+$/;

/** Everything in a database that is JSON. */
function cellsOf(database: DatabaseSync): readonly Cell[] {
  const tables = database.prepare(`select name from sqlite_master where type = 'table'`).all();
  return tables.flatMap(({ name }) => {
    const table = String(name);
    if (!NAME.test(table)) return [];
    return database
      .prepare(`select rowid as "the rowid", * from ${table} limit 400`)
      .all()
      .flatMap((row) =>
        Object.entries(row).flatMap(([column, text]): Cell[] => {
          if (typeof text !== 'string' || !/^[[{"]/.test(text)) return [];
          const json: Json = JSON.parse(text);
          return [{ table, column, rowid: Number(row['the rowid']), text, json }];
        }),
      );
  });
}

/** What is stored, as a later version or a bad disk may leave it: shown, pressed and gone on with. */
export const rows: Entrance<Place> = {
  name: 'rows',
  share: 2,
  async open({ samples, quiet, databaseFile }) {
    const bot = await quiet();
    const database = new DatabaseSync(databaseFile);
    const cells = cellsOf(database);
    const [first] = cells;
    if (!first) throw new Error('nothing is stored');

    async function put({ table, column, rowid }: Cell, text: string): Promise<void> {
      for (;;) {
        try {
          database.prepare(`update ${table} set ${column} = ? where rowid = ?`).run(text, rowid);
          return;
        } catch (error) {
          if (!(error instanceof Error) || !IS_BUSY.test(error.message)) throw error;
          await nextTurn();
        }
      }
    }

    return fuzzed(
      {
        any: fc.record({
          cell: fc.noBias(fc.nat(9999)),
          changes: fc.array(anyChange([]), { minLength: 1, maxLength: 3 }),
          sample: fc.noBias(fc.nat(9999)),
        }),
        async hold({ cell: at, changes, sample }) {
          const cell = cells[at % cells.length] ?? first;
          await put(cell, JSON.stringify(changes.reduce(changed, cell.json)) ?? 'null');
          try {
            await holdsInteraction(bot, samples[sample % samples.length], UNFORESEEN.mistake);
          } finally {
            await put(cell, cell.text);
          }
        },
      },
      async () => {
        database.close();
        return [];
      },
    );
  },
};
