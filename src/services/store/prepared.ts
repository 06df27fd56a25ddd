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

type On = Pick<Database, 'kysely' | 'kind'>;

/**
 * A query that is asked all the time. Kysely builds it once for each set of names and number of rows; a run only fills in values.
 * What the query says depends on which names there are, never on a value.
 */
export function preparedRows<Values extends object, Row>(
  build: (kysely: On['kysely'], rows: readonly Slots<Values>[]) => Compilable<Row>,
) {
  const built = { sqlite: new Map<string, CompiledQuery<Row>>(), postgres: new Map<string, CompiledQuery<Row>>() };

  function queryFor({ kysely, kind }: On, rows: readonly Values[]): CompiledQuery<Row> {
    const key = rows.map((row) => Object.keys(row).join()).join(';');
    const known = built[kind].get(key);
    if (known) return known;
    const fresh = build(kysely, rows.map(slotsOf)).compile();
    built[kind].set(key, fresh);
    return fresh;
  }

  return ({ kysely, kind }: On, rows: readonly Values[]): Promise<QueryResult<Row>> => {
    const query = queryFor({ kysely, kind }, rows);
    const given = rows.map((row) => new Map<string, unknown>(Object.entries(row)));
    const parameters = query.parameters.map((each) => (isSlot(each) ? given[each.row]?.get(each.name) : each));
    return kysely.executeQuery({ ...query, parameters });
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
