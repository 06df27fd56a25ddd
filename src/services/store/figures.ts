import { sql } from 'kysely';
import { z } from 'zod';
import { failureCodes } from '../../core/failure.ts';
import { type Phase, phases } from '../../core/job.ts';
import { type ProviderName, providerNames } from '../../core/provider.ts';
import { type Database, isHeld, isOpen, jsonText, optional } from './database.ts';
import { type LedgerKind, ledgerKinds } from './ledger.ts';

interface OpenJobs {
  readonly phase: Phase;
  readonly operation: string;
  readonly count: number;
}

/** One line of the ledger with what its job was. */
export interface BookedLine {
  readonly jobId: string;
  readonly kind: LedgerKind;
  readonly credits: number;
  readonly at: number;
  readonly operation: string;
  readonly phase: Phase;
  readonly failure: string | undefined;
  readonly createdAt: number;
}

export type BookMark = Pick<BookedLine, 'at' | 'jobId'> & { readonly kind: string };

/** Pictures that wait because a host is not in the operator's list. */
interface HeldPictures {
  /** Undefined for the file service. */
  readonly provider: ProviderName | undefined;
  readonly host: string;
  readonly operations: readonly string[];
  readonly count: number;
}

/** What is counted for the operator, each answered from an index. */
export interface Figures {
  openJobs(): Promise<readonly OpenJobs[]>;
  /** Lines after the mark and not younger than `until`, the oldest first. */
  booked(after: BookMark, until: number, limit: number): Promise<readonly BookedLine[]>;
  held(): Promise<readonly HeldPictures[]>;
  /** How many pictures wait for the file store, and since when the one that waits longest does. */
  uploads(): Promise<{ readonly count: number; readonly since: number | undefined }>;
}

const phase = z.enum(phases);
const kind = z.enum(ledgerKinds);
const failure = jsonText.pipe(z.object({ code: z.enum(failureCodes) })).transform(({ code }) => code);
const booked = z.object({ phase, kind, failure: failure.nullable().catch(null) });

export function createFigures({ kysely }: Database): Figures {
  return {
    async openJobs() {
      const rows = await kysely
        .selectFrom('jobs')
        .select(['phase', 'operation', sql<number | string>`count(*)`.as('count')])
        .where(isOpen)
        .groupBy(['phase', 'operation'])
        .execute();
      return rows.flatMap((row) => {
        const known = phase.safeParse(row.phase).data;
        return known ? [{ phase: known, operation: row.operation, count: Number(row.count) }] : [];
      });
    },
    async booked({ at, jobId, kind: after }, until, limit) {
      const rows = await kysely
        .selectFrom('ledger')
        .innerJoin('jobs', 'jobs.id', 'ledger.job_id')
        .select(['ledger.job_id', 'ledger.kind', 'ledger.credits', 'ledger.at'])
        .select(['jobs.operation', 'jobs.phase', 'jobs.failure', 'jobs.created_at'])
        .where(sql<boolean>`(ledger.at, ledger.job_id, ledger.kind) > (${at}, ${jobId}, ${after})`)
        .where('ledger.at', '<=', until)
        .orderBy('ledger.at')
        .orderBy('ledger.job_id')
        .orderBy('ledger.kind')
        .limit(limit)
        .execute();
      return rows.flatMap((row): BookedLine[] => {
        const read = booked.safeParse(row).data;
        if (!read) return [];
        const { job_id: jobId, credits, at: bookedAt, operation, created_at: createdAt } = row;
        return [{ ...read, failure: optional(read.failure), jobId, credits, at: bookedAt, operation, createdAt }];
      });
    },
    async held() {
      const results = await kysely
        .selectFrom('jobs')
        .select(['provider', 'held_host', 'operation', sql<number | string>`count(*)`.as('count')])
        .where(isHeld)
        .groupBy(['provider', 'held_host', 'operation'])
        .orderBy('operation')
        .execute();
      const files = await kysely
        .selectFrom('uploads')
        .select(['refused_host', sql<number | string>`count(*)`.as('count')])
        .where('refused_host', 'is not', null)
        .groupBy('refused_host')
        .execute();
      const held = new Map<string, HeldPictures>();
      for (const row of results) {
        const name = providerNames.find((each) => each === row.provider);
        const host = row.held_host ?? '';
        const before = held.get(`${name} ${host}`);
        held.set(`${name} ${host}`, {
          provider: name,
          host,
          operations: [...(before?.operations ?? []), row.operation],
          count: (before?.count ?? 0) + Number(row.count),
        });
      }
      const links = files.map(({ refused_host: host, count }): HeldPictures => {
        return { provider: undefined, host: host ?? '', operations: [], count: Number(count) };
      });
      return [...held.values(), ...links];
    },
    async uploads() {
      const row = await kysely
        .selectFrom('uploads')
        .select([sql<number | string>`count(*)`.as('count'), sql<number | null>`min(since)`.as('since')])
        .executeTakeFirst();
      return { count: Number(row?.count ?? 0), since: optional(row?.since ?? null) };
    },
  };
}
