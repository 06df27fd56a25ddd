import type { Accounts } from '../../core/stats.ts';
import { sum } from '../../core/sum.ts';
import type { LedgerRow, OutcomeRow } from '../store/stats-contract.ts';

type Found = Omit<Accounts, 'unknown' | 'odd'>;

export function accountsOf(rows: readonly OutcomeRow[], ledger: readonly LedgerRow[]): Found {
  const of = (kind: string) => sum(ledger.filter((row) => row.kind === kind).map(({ credits }) => credits));
  const [reserved, charged, givenBack] = [of('reserved'), of('charged'), of('given-back')];
  const accepted = sum(rows.map(({ taken }) => taken));
  return { accepted, reserved, charged, givenBack, held: reserved - charged - givenBack };
}

/**
 * Whether as many lines were written of each day as its jobs ask for. A kind is written once a job, so what is wrong
 * with one of them shows in these counts.
 */
export function isBalanced(rows: readonly OutcomeRow[], ledger: readonly LedgerRow[]): boolean {
  const days = new Set([...rows, ...ledger].map(({ day }) => day));
  return [...days].every((day) => {
    const jobs = (which: (row: OutcomeRow) => boolean) =>
      sum(rows.filter((row) => row.day === day && which(row)).map((row) => row.jobs));
    const lines = (kind: string) =>
      sum(ledger.filter((row) => row.day === day && row.kind === kind).map((row) => row.lines));
    return (
      lines('reserved') === jobs(() => true) &&
      lines('charged') === jobs(({ phase, isLate }) => !isLate && (phase === 'done' || phase === 'delivering')) &&
      lines('given-back') === jobs(({ phase, isLate }) => isLate || phase === 'failed' || phase === 'cancelled')
    );
  });
}
