import { pino } from 'pino';
import { systemClock } from '../../src/core/clock.ts';
import type { Store } from '../../src/services/store/contract.ts';
import { openStore } from '../../src/services/store/open-store.ts';
import { booksOf } from '../support/tally-books.ts';

interface Books {
  readonly phases: readonly string[];
  /** Jobs whose lines do not add up to an end, and sums that are not those of the lines. */
  readonly unbalanced: readonly string[];
  /** Credits that members have paid. */
  readonly spent: number;
  readonly unknown: number;
}

/** Each job that ended was charged or given back, never both, never neither; and the sums are those of the lines. */
export async function tallyBooks(store: Store): Promise<Books> {
  const ids = (await store.sql('select id from jobs order by id', [])).flatMap((row) =>
    typeof row === 'object' && row !== null && 'id' in row ? [String(row.id)] : [],
  );
  const jobs = await Promise.all(
    ids.map(async (id) => ({ job: await store.jobs.byId(id), lines: await store.ledger.byJob(id) })),
  );
  const unbalanced = jobs.flatMap(({ job, lines }) => {
    const kinds = lines.map(({ kind }) => kind);
    const isRight =
      job?.phase === 'done'
        ? kinds.includes('charged') !== kinds.includes('given-back')
        : kinds.includes('given-back') && !kinds.includes('charged');
    const isEnded = job?.phase === 'done' || job?.phase === 'failed' || job?.phase === 'cancelled';
    return isEnded && kinds.includes('reserved') && isRight ? [] : [`${job?.id} ${job?.phase} ${kinds.join(' ')}`];
  });
  const { told, summed } = await booksOf(store);
  if (JSON.stringify(told) !== JSON.stringify(summed)) unbalanced.push(JSON.stringify({ told, summed }));
  const all = jobs.flatMap(({ lines }) => lines);
  const sum = (kind: string) =>
    all.filter((line) => line.kind === kind).reduce((total, { credits }) => total + credits, 0);
  return {
    phases: jobs.map(({ job }) => job?.phase ?? 'unreadable'),
    unbalanced,
    spent: sum('reserved') - sum('given-back'),
    unknown: all.filter(({ kind }) => kind === 'unknown').length,
  };
}

/** After the bot has stopped. */
export async function readBooks(env: Readonly<Record<string, string>>): Promise<Books> {
  const store = await openStore({
    databaseUrl: env['DATABASE_URL'],
    dataDir: env['DATA_DIR'] ?? '',
    clock: systemClock,
    log: pino({ level: 'silent' }),
  });
  return tallyBooks(store).finally(() => store.close());
}
