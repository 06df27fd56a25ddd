import { CompiledQuery, type Dialect, Kysely, sql } from 'kysely';
import { Migrator } from 'kysely/migration';
import { pino } from 'pino';
import { z } from 'zod';
import type { Store } from '../../src/services/store/contract.ts';
import { openPostgres } from '../../src/services/store/engines/postgres.ts';
import { openSqlite } from '../../src/services/store/engines/sqlite.ts';
import { migrationProvider } from '../../src/services/store/migrations.ts';

/** Every state in which a version so far may have left its database, the oldest first. */
export const earlierStates: readonly string[] = Object.keys(await migrationProvider.getMigrations()).sort();

const rowSchema = z.record(z.string(), z.union([z.string(), z.number(), z.null()]));
export type Row = z.infer<typeof rowSchema>;
/** All rows, by their table. */
export type Rows = Readonly<Record<string, readonly Row[]>>;

const named = z.array(z.object({ name: z.string() }));
const TABLES = {
  sqlite: `select name from sqlite_schema where type = 'table' and name not like 'sqlite_%' order by name`,
  postgres: `select table_name as name from information_schema.tables where table_schema = 'public' order by table_name`,
};

const inOrder = (rows: readonly Row[]): readonly Row[] =>
  [...rows].sort((a, b) => (JSON.stringify(Object.values(a)) < JSON.stringify(Object.values(b)) ? -1 : 1));

/** Of our own tables, not of those in which the migrations themselves are noted. */
export async function readRows(store: Pick<Store, 'kind' | 'sql'>): Promise<Rows> {
  const names = named.parse(await store.sql(TABLES[store.kind], [])).map(({ name }) => name);
  const tables = names.filter((name) => !name.startsWith('kysely_'));
  const read = async (name: string) => z.array(rowSchema).parse(await store.sql(`select * from ${name}`, []));
  return Object.fromEntries(await Promise.all(tables.map(async (name) => [name, inOrder(await read(name))] as const)));
}

const CATALOGS = {
  sqlite: ['select type, name, tbl_name, sql from sqlite_schema order by name, type'],
  postgres: [
    `select table_name, column_name, ordinal_position, data_type, is_nullable, column_default
      from information_schema.columns where table_schema = 'public' order by table_name, ordinal_position`,
    `select tablename, indexname, indexdef from pg_indexes where schemaname = 'public' order by indexname`,
    `select conrelid::regclass::text as of, conname, pg_get_constraintdef(oid) as says from pg_constraint
      where connamespace = 'public'::regnamespace order by 1, 2`,
  ],
};

/** Tables, columns, indexes and constraints, and which migrations were done. */
export async function catalogOf({ kind, sql: ask }: Pick<Store, 'kind' | 'sql'>): Promise<unknown> {
  const done = 'select name from kysely_migration order by name';
  return Promise.all([...CATALOGS[kind], done].map((text) => ask(text, [])));
}

/** What a column holds of which nothing is known but that it must hold something. */
const anything = (type: string): string | number => (/int|double|real|numeric/i.test(type) ? 0 : '?');

/** As a version left it that knew the migrations up to this one: of these rows all that there were columns for. */
async function fillState(kind: Store['kind'], dialect: Dialect, state: string, rows: Rows): Promise<Rows> {
  const kysely = new Kysely<unknown>({ dialect });
  const { error } = await new Migrator({ db: kysely, provider: migrationProvider }).migrateTo(state);
  if (error) throw error;
  const tables = await kysely.introspection.getTables();
  for (const { name, schema = 'public', columns } of tables) {
    const given = rows[name];
    if (schema !== 'public' || !given) continue;
    await sql`delete from ${sql.table(name)}`.execute(kysely);
    for (const row of given) {
      const held = columns.flatMap((column) => {
        const value = row[column.name];
        if (value !== undefined) return [{ column: column.name, value }];
        const isNeeded = !column.isNullable && !column.hasDefaultValue;
        return isNeeded ? [{ column: column.name, value: anything(column.dataType) }] : [];
      });
      const names = sql.join(held.map(({ column }) => sql.ref(column)));
      const values = sql.join(held.map(({ value }) => value));
      await sql`insert into ${sql.table(name)} (${names}) values (${values})`.execute(kysely);
    }
  }
  return readRows({ kind, sql: async (text) => (await kysely.executeQuery(CompiledQuery.raw(text))).rows });
}

interface Place {
  /** Undefined: a file in `dataDir`. */
  readonly databaseUrl: string | undefined;
  readonly dataDir: string;
}

/** Answers with the rows that are in it. */
export async function makeEarlier({ databaseUrl, dataDir }: Place, state: string, rows: Rows): Promise<Rows> {
  if (databaseUrl === undefined) {
    const { dialect, close } = openSqlite(dataDir, pino({ level: 'silent' }));
    return fillState('sqlite', dialect, state, rows).finally(close);
  }
  const { dialect, close } = await openPostgres(databaseUrl, pino({ level: 'silent' }));
  return fillState('postgres', dialect, state, rows).finally(close);
}

/** Of rows as they are now what a database had that knew fewer columns. */
export const within = (rows: Rows, known: Rows): Rows =>
  Object.fromEntries(
    Object.entries(known).map(([name, [first = {}]]) => [
      name,
      inOrder(
        (rows[name] ?? []).map((row) => Object.fromEntries(Object.keys(first).map((key) => [key, row[key] ?? null]))),
      ),
    ]),
  );
