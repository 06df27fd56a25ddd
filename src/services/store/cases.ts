import { type Selectable, sql } from 'kysely';
import { type Case, type CaseOutcome, caseOutcomes } from '../../core/case.ts';
import { partitionOf } from '../../core/job.ts';
import { languageOf } from '../../core/language.ts';
import type { Cases } from './cases-contract.ts';
import type { CasesTable } from './cases-schema.ts';
import type { Database } from './database.ts';

/** Whoever was forgotten is told nothing. */
export const isSomebodys = sql<boolean>`substr(reporter_id, 1, 1) <> '#'`;

export function createCases({ kysely, aliases }: Database): Cases {
  const all = () => kysely.selectFrom('cases').selectAll();
  const update = (id: string) => kysely.updateTable('cases').where('id', '=', id);
  const reportsOf = (caseId: string) => kysely.selectFrom('case_reports').where('case_id', '=', caseId);

  const isNotPosted = (scope: string) => sql<boolean>`scope = ${scope} and message_id is null and check_at is not null`;
  const reportBy = (caseId: string, reporterId: string) =>
    kysely.updateTable('case_reports').where('case_id', '=', caseId).where('reporter_id', '=', reporterId);

  async function hasReported(caseId: string, reporterId: string): Promise<boolean> {
    const mine = reportsOf(caseId).select('at').where('reporter_id', 'in', aliases.namesOf(reporterId));
    return (await mine.executeTakeFirst()) !== undefined;
  }

  return {
    async byId(id) {
      const row = await all().where('id', '=', id).executeTakeFirst();
      return row && caseOf(row);
    },
    async byPost(postId) {
      const row = await all().where('post_id', '=', postId).executeTakeFirst();
      return row && caseOf(row);
    },
    async open({ id, scope, postId, jobId, ownerId, applicationId, language, openedAt }) {
      const about = { id, scope, post_id: postId, job_id: jobId, owner_id: ownerId, language, opened_at: openedAt };
      await kysely
        .insertInto('cases')
        .values({
          ...about,
          application_id: applicationId,
          partition: partitionOf(scope),
          version: 1,
          check_at: openedAt,
        })
        .onConflict((conflict) => conflict.column('post_id').doNothing())
        .execute();
    },
    async report(caseId, reporterId, reason, at, language) {
      if (await hasReported(caseId, reporterId)) return false;
      const known = await kysely.selectFrom('cases').select('closed_at').where('id', '=', caseId).executeTakeFirst();
      const tell_at = (known?.closed_at ?? null) === null ? null : at;
      const { numInsertedOrUpdatedRows = 0n } = await kysely
        .insertInto('case_reports')
        .values({
          ...{ case_id: caseId, reporter_id: reporterId, reason: reason ?? null, at },
          ...{ language: language ?? null, tell_at },
        })
        .onConflict((conflict) => conflict.doNothing())
        .executeTakeFirst();
      return numInsertedOrUpdatedRows > 0n;
    },
    hasReported,
    async reports(caseId, reasons) {
      const sum = await reportsOf(caseId)
        .select((each) => [each.fn.countAll<number | string>().as('count'), each.fn.max('at').as('last')])
        .executeTakeFirst();
      const rows = await reportsOf(caseId)
        .select('reason')
        .where('reason', 'is not', null)
        .orderBy('at', 'desc')
        .limit(reasons)
        .execute();
      const said = rows.flatMap(({ reason }) => (reason === null ? [] : [reason]));
      return { count: Number(sum?.count ?? 0), lastAt: Number(sum?.last ?? 0), reasons: said };
    },
    async close(id, { at, by, outcome }) {
      const { numUpdatedRows } = await update(id)
        .where((each) =>
          each.or([
            each('outcome', 'is', null),
            // what was let pass may still be deleted, but never the other way round
            ...(outcome === 'deleted' ? [each('outcome', '=', 'dismissed' satisfies CaseOutcome)] : []),
          ]),
        )
        .set({ closed_at: at, closed_by: by, outcome })
        .executeTakeFirst();
      if (numUpdatedRows === 0n) return false;
      await kysely
        .updateTable('case_reports')
        .where('case_id', '=', id)
        .where('told_at', 'is', null)
        .where(isSomebodys)
        .set({ tell_at: at })
        .execute();
      return true;
    },
    async touch(id, at) {
      await update(id)
        .set((each) => ({ version: each('version', '+', 1), check_at: at }))
        .execute();
    },
    async toCheck(before, limit, partitions) {
      let query = all()
        .where('check_at', 'is not', null)
        .where('check_at', '<=', before)
        .orderBy('check_at')
        .limit(limit);
      if (partitions) query = query.where('partition', 'in', [-1, ...partitions]);
      return (await query.execute()).map(caseOf);
    },
    async checkAt(id, at) {
      await update(id).set({ check_at: at }).execute();
    },
    async postpone(scope, at) {
      await kysely
        .updateTable('cases')
        .where(isNotPosted(scope))
        .where('check_at', '<', at)
        .set({ check_at: at })
        .execute();
    },
    async hasten(scope) {
      await kysely.updateTable('cases').where(isNotPosted(scope)).set({ check_at: 0 }).execute();
    },
    async waiting(scope) {
      const row = await kysely
        .selectFrom('cases')
        .where(isNotPosted(scope))
        .select((each) => [each.fn.countAll<number | string>().as('count'), each.fn.max('opened_at').as('newest')])
        .where('outcome', 'is', null)
        .executeTakeFirst();
      return { count: Number(row?.count ?? 0), newestAt: Number(row?.newest ?? 0) };
    },
    async reportersToTell(before, limit, partitions) {
      let query = kysely
        .selectFrom('case_reports')
        .innerJoin('cases', 'cases.id', 'case_reports.case_id')
        .select(['case_id', 'reporter_id', 'post_id', 'at', 'outcome', 'closed_by', 'cases.language as of_server'])
        .select('case_reports.language as language')
        .where('tell_at', 'is not', null)
        .where('tell_at', '<=', before)
        .orderBy('tell_at')
        .limit(limit);
      if (partitions) query = query.where('partition', 'in', [-1, ...partitions]);
      return (await query.execute()).flatMap((row) => {
        const outcome = caseOutcomes.find((each) => each === row.outcome);
        if (!outcome || row.closed_by === null) return [];
        return {
          caseId: row.case_id,
          reporterId: row.reporter_id,
          postId: row.post_id,
          language: languageOf(row.language ?? row.of_server),
          reportedAt: row.at,
          outcome,
          closedBy: row.closed_by,
        };
      });
    },
    async tellReporterAt(caseId, reporterId, at) {
      await reportBy(caseId, reporterId).set({ tell_at: at }).execute();
    },
    async reporterTold(caseId, reporterId, at) {
      await reportBy(caseId, reporterId).set({ tell_at: null, told_at: at }).execute();
    },
    async shown(id, version, { channelId, messageId }, now) {
      await update(id)
        .set({
          channel_id: channelId,
          message_id: messageId,
          check_at: sql<number | null>`case when version = ${version} then null else cast(${now} as bigint) end`,
        })
        .execute();
    },
    async lost(id, at) {
      await update(id).set({ channel_id: null, message_id: null, check_at: at }).execute();
    },
  };
}

function caseOf(row: Selectable<CasesTable>): Case {
  const { closed_at: at, closed_by: by, channel_id: channelId, message_id: messageId } = row;
  const outcome = caseOutcomes.find((each) => each === row.outcome);
  return {
    id: row.id,
    scope: row.scope,
    postId: row.post_id,
    jobId: row.job_id,
    ownerId: row.owner_id,
    applicationId: row.application_id,
    language: languageOf(row.language),
    openedAt: row.opened_at,
    closed: at !== null && by !== null && outcome ? { at, by, outcome } : undefined,
    message: channelId !== null && messageId !== null ? { channelId, messageId } : undefined,
    version: row.version,
  };
}
