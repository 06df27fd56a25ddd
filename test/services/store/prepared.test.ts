import {
  type CompiledQuery,
  DummyDriver,
  Kysely,
  PostgresAdapter,
  PostgresIntrospector,
  PostgresQueryCompiler,
  SqliteAdapter,
  SqliteIntrospector,
  SqliteQueryCompiler,
  sql,
} from 'kysely';
import { expect, test } from 'vitest';
import { prepared, preparedRows, type Slots } from '../../../src/services/store/prepared.ts';
import type { Tables } from '../../../src/services/store/schema.ts';

/** Both databases without one: what would have been asked is written down. */
function openNowhere(kind: 'sqlite' | 'postgres') {
  const asked: { sql: string; parameters: readonly unknown[] }[] = [];
  const kysely = new Kysely<Tables>({
    dialect: {
      createDriver: () => new DummyDriver(),
      createAdapter: () => (kind === 'sqlite' ? new SqliteAdapter() : new PostgresAdapter()),
      createIntrospector: (db) => (kind === 'sqlite' ? new SqliteIntrospector(db) : new PostgresIntrospector(db)),
      createQueryCompiler: () => (kind === 'sqlite' ? new SqliteQueryCompiler() : new PostgresQueryCompiler()),
    },
    log: ({ query }) => void asked.push({ sql: query.sql, parameters: query.parameters }),
  });
  const run = <Row>(query: CompiledQuery<Row>) => kysely.executeQuery(query);
  return { database: { kysely, kind, run }, asked };
}

type Change = { id: string; phase?: string; lease?: string | null };

function openChange() {
  let times = 0;
  const change = prepared((kysely, { id, ...changes }: Slots<Change>) => {
    times += 1;
    return kysely
      .updateTable('jobs')
      .set({ ...changes, attempts: sql<number>`attempts + ${1}` })
      .where('id', '=', id);
  });
  return { change, times: () => times };
}

test('a query is built once, and each run has its own values, whatever they hold', async () => {
  const { change, times } = openChange();
  const { database, asked } = openNowhere('sqlite');
  await change(database, { id: 'a', phase: 'queued', lease: null });
  await change(database, { id: "b'; drop table jobs", phase: '?', lease: 'p' });
  expect(times()).toBe(1);
  expect(asked.map(({ parameters }) => parameters)).toEqual([
    ['queued', null, 1, 'a'],
    ['?', 'p', 1, "b'; drop table jobs"],
  ]);
  expect(new Set(asked.map((each) => each.sql)).size).toBe(1);
});

test('other names are another query', async () => {
  const { change, times } = openChange();
  const { database, asked } = openNowhere('sqlite');
  await change(database, { id: 'a', phase: 'queued' });
  await change(database, { id: 'a', lease: null });
  await change(database, { id: 'a', phase: 'done' });
  expect(times()).toBe(2);
  expect(asked.map(({ parameters }) => parameters)).toEqual([
    ['queued', 1, 'a'],
    [null, 1, 'a'],
    ['done', 1, 'a'],
  ]);
});

test('what is built for one kind of database is never sent to the other', async () => {
  const { change, times } = openChange();
  const [here, there] = [openNowhere('sqlite'), openNowhere('postgres')];
  await change(here.database, { id: 'a', phase: 'queued' });
  await change(there.database, { id: 'a', phase: 'queued' });
  expect(times()).toBe(2);
  expect(here.asked[0]?.sql).toContain('"phase" = ?');
  expect(there.asked[0]?.sql).toContain('"phase" = $1');
});

test('rows are filled in one after the other, also where they name different things', async () => {
  const insert = preparedRows((kysely, rows: readonly Slots<{ key: string; value: string }>[]) =>
    kysely.insertInto('meta').values(rows),
  );
  const { database, asked } = openNowhere('sqlite');
  await insert(database, [
    { key: 'a', value: '1' },
    { value: '2', key: 'b' },
  ]);
  await insert(database, [{ key: 'c', value: '3' }]);
  await insert(database, [
    { key: 'd', value: '4' },
    { key: 'e', value: '5' },
  ]);
  expect(asked.map(({ parameters }) => parameters)).toEqual([
    ['a', '1', 'b', '2'],
    ['c', '3'],
    ['d', '4', 'e', '5'],
  ]);
});
