import { Buffer } from 'node:buffer';
import { ledgerKinds } from '../store/ledger-contract.ts';
import type { AccountCursor, AccountRow, ScopeSpan, Stats } from '../store/stats-contract.ts';

/** Spreadsheets read the letters right by it. */
const BOM = '\uFEFF';
const PAGE = 500;
const LINE_END = '\r\n';
const head = ['job', 'created', 'member', 'operation', 'tier', 'phase', 'price', 'submits', 'ticket', ...ledgerKinds];

export interface Csv {
  readonly bytes: Uint8Array;
  readonly jobs: number;
  /** The first that did not fit. */
  readonly cutAt: number | undefined;
}

/** One line a job, as far as `limit` bytes reach: money and outcomes, and not a word of what anybody wrote. */
export async function accountsCsv(stats: Pick<Stats, 'accounts'>, span: ScopeSpan, limit: number): Promise<Csv> {
  const lines = [BOM + lineOf(head)];
  let bytes = Buffer.byteLength(lines.join(''));
  for (let after: AccountCursor | undefined; ; ) {
    const page = await stats.accounts(span, after, PAGE);
    for (const row of page) {
      const line = lineOf(cellsOf(row));
      bytes += Buffer.byteLength(line);
      if (bytes > limit) return { bytes: Buffer.from(lines.join('')), jobs: lines.length - 1, cutAt: row.createdAt };
      lines.push(line);
    }
    const last = page.at(-1);
    if (!last || page.length < PAGE) {
      return { bytes: Buffer.from(lines.join('')), jobs: lines.length - 1, cutAt: undefined };
    }
    after = last;
  }
}

const cellsOf = (row: AccountRow): readonly (string | number)[] => [
  row.jobId,
  new Date(row.createdAt).toISOString(),
  memberCell(row.ownerId),
  row.operation,
  row.tier,
  row.phase,
  row.price,
  row.outcomes.join(' '),
  row.isTicketed ? 'yes' : 'no',
  ...ledgerKinds.map((kind) => row.kinds[kind] ?? ''),
];

/** A bare number of nineteen digits loses its last ones in a spreadsheet. */
const memberCell = (id: string): string => (/^\d+$/.test(id) ? `<@${id}>` : id);

const lineOf = (cells: readonly (string | number)[]): string => cells.map(cell).join(',') + LINE_END;

/** A spreadsheet takes what begins like a formula for one. */
function cell(value: string | number): string {
  const text = String(value);
  const harmless = typeof value === 'string' && /^[=+\-@\t\r]/.test(text) ? `'${text}` : text;
  return /[",\r\n]/.test(harmless) ? `"${harmless.replaceAll('"', '""')}"` : harmless;
}
