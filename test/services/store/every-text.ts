import { z } from 'zod';
import type { Store } from '../../../src/services/store/contract.ts';

const columns = z.array(z.object({ table: z.string(), column: z.string() }));
const values = z.array(z.object({ value: z.unknown() }));

/** Every text column of every table, told by the database itself: a table that nobody thought of is among them. */
export async function textColumns(store: Store) {
  const asked =
    store.kind === 'sqlite'
      ? `select m.name as "table", c.name as "column" from sqlite_master m join pragma_table_info(m.name) c
          where m.type = 'table' and m.name not like 'sqlite_%'`
      : `select table_name as "table", column_name as "column" from information_schema.columns
          where table_schema = 'public'`;
  return columns.parse(await store.sql(asked, []));
}

export async function everyText(store: Store) {
  const texts: { readonly table: string; readonly column: string; readonly text: string }[] = [];
  for (const { table, column } of await textColumns(store)) {
    const rows = values.parse(
      await store.sql(`select "${column}" as value from "${table}" where "${column}" is not null`, []),
    );
    for (const { value } of rows) texts.push({ table, column, text: String(value) });
  }
  return texts;
}
