import { sql } from 'kysely';
import { z } from 'zod';
import { failureCodes } from '../../core/failure.ts';
import { phases } from '../../core/job.ts';
import { providerNames } from '../../core/provider.ts';
import type { Database } from './database.ts';
import type { BookedLine, Figures, HeldPictures } from './figures-contract.ts';
import { ledgerKinds } from './ledger-contract.ts';
import { isHeld, isOpen } from './phase-tests.ts';
import { jsonText, optional } from './row-values.ts';

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
