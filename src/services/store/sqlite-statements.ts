import type { DatabaseSync, SQLInputValue, StatementSync } from 'node:sqlite';
import type { CompiledQuery, QueryResult } from 'kysely';
import { storeError } from './store-errors.ts';

export interface Statements {
  run<R>(query: Pick<CompiledQuery, 'sql' | 'parameters'>): QueryResult<R>;
  /** Whether nothing is changed by it. */
  isRead(query: Pick<CompiledQuery, 'sql'>): boolean;
}

interface Known {
  readonly statement: StatementSync;
  readonly hasRows: boolean;
}

const KEPT = 200;

/** Prepared once each; trouble of the database comes in our words. */
export function createStatements(database: DatabaseSync): Statements {
  const known = new Map<string, Known>();

  function statementOf(text: string): Known {
    const found = known.get(text);
    if (found) return found;
    const statement = database.prepare(text);
    if (known.size >= KEPT) known.clear();
    const fresh = { statement, hasRows: statement.columns().length > 0 };
    known.set(text, fresh);
    return fresh;
  }

  return {
    run<R>({ sql, parameters }: Pick<CompiledQuery, 'sql' | 'parameters'>): QueryResult<R> {
      try {
        const { statement, hasRows } = statementOf(sql);
        const values = parameters.map(bindable);
        if (hasRows) return { rows: rowsOf<R>(statement.all(...values)) };
        const { changes } = statement.run(...values);
        return { rows: [], numAffectedRows: BigInt(changes) };
      } catch (error) {
        throw storeError(error);
      }
    },
    isRead: ({ sql }) => /^\s*(?:select|with|pragma)\b/i.test(sql) && !/\b(?:insert|update|delete)\b/i.test(sql),
  };
}

/** Kysely's own types promise what each query selects. */
function rowsOf<R>(rows: unknown[]): R[];
function rowsOf(rows: unknown[]): unknown[] {
  return rows;
}

function bindable(value: unknown): SQLInputValue {
  if (value === null || typeof value === 'string' || typeof value === 'number' || typeof value === 'bigint')
    return value;
  if (value === undefined) return null;
  if (typeof value === 'boolean') return value ? 1 : 0;
  throw new TypeError('Not a value that the database holds');
}
