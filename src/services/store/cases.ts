import { type Selectable, sql } from 'kysely';
import {
  type Case,
  type CaseAction,
  type CaseEnd,
  type CaseOutcome,
  caseActions,
  caseOutcomes,
  type Moderation,
  type Reports,
} from '../../core/cases.ts';
import { type MessagePlace, partitionOf } from '../../core/job.ts';
import { type Language, languageOf } from '../../core/language.ts';
import { ulid } from '../../core/ulid.ts';
import { type Database, ONE, optional, orNull } from './database.ts';
import type { CasesTable, ModerationsTable } from './schema.ts';

/** Somebody who has not heard yet how it ended. */
export interface ReportToTell {
  readonly caseId: string;
  readonly reporterId: string;
  readonly postId: string;
  readonly language: Language;
  readonly reportedAt: number;
  readonly outcome: CaseOutcome;
  readonly closedBy: string;
}

/** Of reported pictures that no channel has taken. */
interface WaitingCases {
  readonly count: number;
  readonly newestAt: number;
}

export type NewCase = Omit<Case, 'closed' | 'message' | 'version'>;

export interface Cases {
  byId(id: string): Promise<Case | undefined>;
  byPost(postId: string): Promise<Case | undefined>;
  /** One for each post: a second one changes nothing. */
  open(newCase: NewCase): Promise<void>;
  /** False: the member has reported it before. */
  report(
    caseId: string,
    reporterId: string,
    reason: string | undefined,
    at: number,
    language?: Language,
  ): Promise<boolean>;
  hasReported(caseId: string, reporterId: string): Promise<boolean>;
  reports(caseId: string, reasons: number): Promise<Reports>;
  /** False where it is closed already; what was dismissed may still be deleted. Reporters are to hear of it. */
  close(id: string, end: CaseEnd): Promise<boolean>;
  /** Its message has something new to say. */
  touch(id: string, at: number): Promise<void>;
  /** Those whose message is to be brought up to date, the oldest first. */
  toCheck(before: number, limit: number, partitions?: readonly number[]): Promise<readonly Case[]>;
  checkAt(id: string, at: number | null): Promise<void>;
  /** All of a server that have no message yet. */
  postpone(scope: string, at: number): Promise<void>;
  /** All of a server that have no message yet, now. */
  hasten(scope: string): Promise<void>;
  waiting(scope: string): Promise<WaitingCases>;
  /** Of those whose case is closed, the longest waiting first. */
  reportersToTell(before: number, limit: number, partitions?: readonly number[]): Promise<readonly ReportToTell[]>;
  tellReporterAt(caseId: string, reporterId: string, at: number): Promise<void>;
  reporterTold(caseId: string, reporterId: string, at: number): Promise<void>;
  /** What Discord took; what came since is shown next. */
  shown(id: string, version: number, message: MessagePlace, now: number): Promise<void>;
  /** Its channel is gone: it may be posted in another one. */
  lost(id: string, at: number): Promise<void>;
}

export interface Moderations {
  append(deed: Omit<Moderation, 'id'>): Promise<void>;
  /** The last ones, oldest first. */
  ofCase(caseId: string, limit: number): Promise<readonly Moderation[]>;
  latestOfJob(jobId: string, deed: CaseAction): Promise<Moderation | undefined>;
  /** Of a member anywhere, newest first. */
  ofMember(memberId: string, deed: CaseAction, limit: number): Promise<readonly Moderation[]>;
  latestOfMember(scope: string, memberId: string, deed: CaseAction): Promise<Moderation | undefined>;
  count(memberId: string, deed: CaseAction, scope?: string): Promise<number>;
}

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

export function createModerations({ kysely, aliases }: Database): Moderations {
  const newest = () => kysely.selectFrom('moderations').selectAll().orderBy('id', 'desc');
  const ofMember = (memberId: string, deed: CaseAction) =>
    newest().where('member_id', 'in', aliases.namesOf(memberId)).where('deed', '=', deed);

  return {
    async append({ scope, memberId, deed, jobId, operation, caseId, actorId, at, until }) {
      const about = { scope, member_id: memberId, deed, job_id: jobId, operation, actor_id: actorId, at };
      await kysely
        .insertInto('moderations')
        .values({ id: ulid(at), ...about, case_id: orNull(caseId), until: orNull(until) })
        .execute();
    },
    async ofCase(caseId, limit) {
      const rows = await newest().where('case_id', '=', caseId).limit(limit).execute();
      return rows.flatMap(moderationsOf).reverse();
    },
    async latestOfJob(jobId, deed) {
      const rows = await newest().where('job_id', '=', jobId).where('deed', '=', deed).limit(ONE).execute();
      return rows.flatMap(moderationsOf)[0];
    },
    async ofMember(memberId, deed, limit) {
      return (await ofMember(memberId, deed).limit(limit).execute()).flatMap(moderationsOf);
    },
    async latestOfMember(scope, memberId, deed) {
      const rows = await ofMember(memberId, deed).where('scope', '=', scope).limit(ONE).execute();
      return rows.flatMap(moderationsOf)[0];
    },
    async count(memberId, deed, scope) {
      let query = kysely
        .selectFrom('moderations')
        .select((each) => each.fn.countAll<number | string>().as('count'))
        .where('member_id', 'in', aliases.namesOf(memberId))
        .where('deed', '=', deed);
      if (scope !== undefined) query = query.where('scope', '=', scope);
      return Number((await query.executeTakeFirst())?.count ?? 0);
    },
  };
}

/** None for what another version did and this one does not know. */
function moderationsOf(row: Selectable<ModerationsTable>): Moderation[] {
  const { id, scope, member_id: memberId, job_id: jobId, operation, actor_id: actorId, at } = row;
  const deed = caseActions.find((each) => each === row.deed);
  if (!deed) return [];
  const [caseId, until] = [optional(row.case_id), optional(row.until)];
  return [{ id, scope, memberId, deed, jobId, operation, caseId, actorId, at, until }];
}
