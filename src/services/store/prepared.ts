import { type Compilable, type CompiledQuery, type Expression, type QueryResult, ValueNode } from 'kysely';
import type { Database } from './database.ts';

/** Stands in a query for a value that is known when it runs. */
interface Slot<T> extends Expression<T> {
  readonly name: string;
  readonly row: number;
}

/** A slot for each value of a row. */
export type Slots<Values> = { readonly [Name in keyof Values]: Expression<Exclude<Values[Name], undefined>> };

function slotFor<T>(name: string, row: number): Slot<T> {
  const slot: Slot<T> = { name, row, expressionType: undefined, toOperationNode: () => ValueNode.create(slot) };
  return slot;
}

const isSlot = (value: unknown): value is Slot<unknown> =>
  typeof value === 'object' && value !== null && 'toOperationNode' in value && 'row' in value;

function slotsOf<Values extends object>(values: Values, row: number): Slots<Values>;
function slotsOf(values: object, row: number): object {
  return Object.fromEntries(Object.keys(values).map((name) => [name, slotFor(name, row)]));
}

type On = Pick<Database, 'kysely' | 'kind' | 'run'>;

interface Built<Row> {
  /** Of the values of each row, in their order. */
  readonly names: readonly (readonly string[])[];
  readonly query: CompiledQuery<Row>;
  /** One for each parameter whose value is not known before. */
  readonly slots: readonly (Slot<unknown> | undefined)[];
}

function isOf<Row>({ names }: Built<Row>, rows: readonly object[]): boolean {
  return names.length === rows.length && names.every((each, n) => hasNames(rows[n], each));
}

function hasNames(row: object | undefined, names: readonly string[]): boolean {
  let n = 0;
  for (const name in row) {
    if (name !== names[n]) return false;
    n += 1;
  }
  return n === names.length;
}

function valueIn(row: object | undefined, name: string): unknown {
  return row && Reflect.get(row, name);
}

/**
 * A query that is asked all the time. Kysely builds it once for each set of names and number of rows; a run only fills in values.
 * What the query says depends on which names there are, never on a value.
 */
export function preparedRows<Values extends object, Row>(
  build: (kysely: On['kysely'], rows: readonly Slots<Values>[]) => Compilable<Row>,
) {
  const built: Record<On['kind'], Built<Row>[]> = { sqlite: [], postgres: [] };

  function builtFor({ kysely, kind }: On, rows: readonly Values[]): Built<Row> {
    const known = built[kind].find((each) => isOf(each, rows));
    if (known) return known;
    const query = build(kysely, rows.map(slotsOf)).compile();
    const slots = query.parameters.map((each) => (isSlot(each) ? each : undefined));
    const fresh = { names: rows.map((row) => Object.keys(row)), query, slots };
    built[kind].push(fresh);
    return fresh;
  }

  return (database: On, rows: readonly Values[]): Promise<QueryResult<Row>> => {
    const { query, slots } = builtFor(database, rows);
    const parameters = query.parameters.map((each, n) => {
      const slot = slots[n];
      return slot ? valueIn(rows[slot.row], slot.name) : each;
    });
    return database.run({ ...query, parameters });
  };
}

/** The same of one row. */
export function prepared<Values extends object, Row>(
  build: (kysely: On['kysely'], values: Slots<Values>) => Compilable<Row>,
) {
  const run = preparedRows<Values, Row>((kysely, rows) => {
    const [values] = rows;
    if (!values) throw new Error('A query without its values');
    return build(kysely, values);
  });
  return (database: On, values: Values): Promise<QueryResult<Row>> => run(database, [values]);
}
