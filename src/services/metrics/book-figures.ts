import { Counter, Histogram, type Registry } from 'prom-client';
import type { Clock } from '../../core/clock.ts';
import { failureCodes } from '../../core/failure.ts';
import type { BookedLine, BookMark, Figures } from '../store/figures-contract.ts';
import { ledgerKinds } from '../store/ledger-contract.ts';

const SECONDS = [1, 2.5, 5, 10, 20, 30, 60, 120, 300, 600, 1800, 7200];
/** A line is written with the time at which its transaction began: what is younger may not all be there yet. */
const SETTLED_MS = 10_000;
const PAGE = 2000;
const LATE = 'late';

/** Counts what the ledger says from the start of this process on, whichever process wrote it. */
export function createBookFigures(
  registry: Registry,
  figures: Pick<Figures, 'booked'>,
  operations: readonly string[],
  clock: Clock,
) {
  const registers = [registry];
  const credits = new Counter({
    name: 'darkroom_credits_total',
    help: 'Credits by what the ledger says of them, of all processes',
    labelNames: ['kind'],
    registers,
  });
  const ended = new Histogram({
    name: 'darkroom_job_seconds',
    help: 'From the command to the end of a job, of all processes',
    labelNames: ['operation', 'outcome'],
    buckets: SECONDS,
    registers,
  });
  const failures = new Counter({
    name: 'darkroom_job_failures_total',
    help: 'Jobs that ended without a picture, of all processes',
    labelNames: ['operation', 'reason'],
    registers,
  });
  // a series that begins with its first count has risen by nothing: the alert would miss it
  for (const kind of ledgerKinds) credits.inc({ kind }, 0);
  for (const operation of operations)
    for (const reason of [...failureCodes, LATE]) failures.inc({ operation, reason }, 0);
  let mark: BookMark = { at: clock.now(), jobId: '', kind: '' };

  function count(line: BookedLine): void {
    const { kind, operation, at, createdAt } = line;
    credits.inc({ kind }, line.credits);
    const outcome = outcomeOf(line);
    if (!outcome) return;
    ended.observe({ operation, outcome }, Math.max(0, at - createdAt) / 1000);
    if (outcome === 'failed') failures.inc({ operation, reason: line.failure ?? LATE });
  }

  return async function read(): Promise<void> {
    const until = clock.now() - SETTLED_MS;
    for (let isMore = true; isMore; ) {
      const lines = await figures.booked(mark, until, PAGE);
      for (const line of lines) count(line);
      mark = lines.at(-1) ?? mark;
      isMore = lines.length === PAGE;
    }
  };
}

function outcomeOf({ kind, phase }: BookedLine): 'done' | 'failed' | 'cancelled' | 'late' | undefined {
  if (kind === 'charged') return 'done';
  if (kind === 'settled') return 'late';
  if (kind !== 'given-back') return undefined;
  return phase === 'cancelled' ? 'cancelled' : 'failed';
}
