import type { Selectable } from 'kysely';
import { type Moderation, type ModerationDeed, moderationDeeds } from '../../core/case.ts';
import { ulid } from '../../core/ulid.ts';
import type { Moderations } from './cases-contract.ts';
import type { ModerationsTable } from './cases-schema.ts';
import type { Database } from './database.ts';
import { optional, orNull } from './row-values.ts';

export function createModerations({ kysely, aliases }: Database): Moderations {
  const newest = () => kysely.selectFrom('moderations').selectAll().orderBy('id', 'desc');
  const ofMember = (memberId: string, deed: ModerationDeed) =>
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
      const rows = await newest().where('job_id', '=', jobId).where('deed', '=', deed).limit(1).execute();
      return rows.flatMap(moderationsOf)[0];
    },
    async ofMember(memberId, deed, limit) {
      return (await ofMember(memberId, deed).limit(limit).execute()).flatMap(moderationsOf);
    },
    async latestOfMember(scope, memberId, deed) {
      const rows = await ofMember(memberId, deed).where('scope', '=', scope).limit(1).execute();
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
  const deed = moderationDeeds.find((each) => each === row.deed);
  if (!deed) return [];
  const [caseId, until] = [optional(row.case_id), optional(row.until)];
  return [{ id, scope, memberId, deed, jobId, operation, caseId, actorId, at, until }];
}
