import { StoreError } from '../../core/errors.ts';

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

const POSTGRES_UNAVAILABLE = /^(08|53|57P|58|XX)/;
const NETWORK = new Set(['ECONNREFUSED', 'ECONNRESET', 'ENOTFOUND', 'ETIMEDOUT', 'EPIPE', 'EAI_AGAIN', 'EHOSTUNREACH']);

/** Errors of the database itself become StoreError with words; mistakes of ours pass through. */
export function storeError(error: unknown): unknown {
  if (!(error instanceof Error) || error instanceof StoreError) return error;
  if ('errcode' in error && typeof error.errcode === 'number') {
    const words = SQLITE[error.errcode & 0xff];
    return words ? new StoreError(words, error) : error;
  }
  const code = 'code' in error && typeof error.code === 'string' ? error.code : '';
  const isAway =
    NETWORK.has(code) ||
    POSTGRES_UNAVAILABLE.test(code) ||
    /Connection terminated|timeout exceeded/.test(error.message);
  return isAway ? new StoreError('The database does not answer', error) : error;
}

/** Two that met: the whole transaction may simply be tried again. */
export function isWorthRepeating(error: unknown): boolean {
  const code = error instanceof Error && 'code' in error ? error.code : undefined;
  return code === '40001' || code === '40P01';
}
