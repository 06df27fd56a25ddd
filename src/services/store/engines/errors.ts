import { OutdatedError, StoreError } from '../../../core/errors.ts';

/** SQLite's primary result codes that mean trouble outside of our statements. */
const SQLITE: Readonly<Record<number, string>> = {
  5: 'The database is locked by another program',
  6: 'The database is locked by another program',
  8: 'The database is read-only: give this user the right to write to DATA_DIR',
  10: 'The disk under DATA_DIR does not read or write as it should',
  11: 'The database file is damaged: put back a backup, or move it away to begin anew',
  13: 'The disk under DATA_DIR is full: make room',
  14: 'The database file cannot be opened: check that DATA_DIR exists and may be written',
  26: 'The database file is not a database: move it away to begin anew, or put back a backup',
};

const READ_ONLY = '25006';
/**
 * Classes of Postgres' codes that say nothing against our statements: connections (08), sessions that may only read or
 * were ended (25), a password that was changed (28), what met another (40), resources (53), locks (55), an operator or a
 * time limit (57), the machine (58, XX).
 */
const POSTGRES = /^(?:08|25|28|40|53|55|57|58|XX)/;
const NETWORK = new Set([
  ...['ECONNREFUSED', 'ECONNRESET', 'ECONNABORTED', 'ENOTFOUND', 'ETIMEDOUT', 'EPIPE', 'EAI_AGAIN'],
  ...['EHOSTUNREACH', 'EHOSTDOWN', 'ENETUNREACH', 'ENETDOWN'],
]);
/** What the client says of itself bears no code. */
const CLIENT = /Connection terminated|timeout (?:exceeded|expired)|read timeout|is not queryable|after calling end/;

/** Errors of the database itself become StoreError with words; mistakes of ours pass through. */
export function storeError(error: unknown): unknown {
  if (!(error instanceof Error) || error instanceof StoreError) return error;
  const sqlite = sqliteCodeOf(error);
  if (sqlite !== undefined) {
    const words = SQLITE[sqlite];
    return words ? new StoreError(words, error) : error;
  }
  const code = codeOf(error);
  if (code === READ_ONLY) return new StoreError('The database may only be read at the moment', error);
  const isAway = NETWORK.has(code) || isPostgres(code) || CLIENT.test(error.message);
  return isAway ? new StoreError('The database does not answer', error) : error;
}

const isPostgres = (code: string): boolean => code.length === 5 && POSTGRES.test(code);

/** Another program writes to the file, or reads what would be changed. */
export const isLocked = (error: unknown): boolean => sqliteCodeOf(error) === 5;

/** Two that met: the whole transaction may simply be tried again. */
export function isWorthRepeating(error: unknown): boolean {
  if (error instanceof OutdatedError) return true;
  const code = codeOf(error instanceof StoreError ? error.cause : error);
  return code === '40001' || code === '40P01';
}

/** The primary code, of which others say more. */
const sqliteCodeOf = (error: unknown): number | undefined =>
  error instanceof Error && 'errcode' in error && typeof error.errcode === 'number' ? error.errcode & 0xff : undefined;

function codeOf(error: unknown): string {
  return error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : '';
}
