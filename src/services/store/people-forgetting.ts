import { sql } from 'kysely';
import type { CaseOutcome } from '../../core/case.ts';
import { personalScope } from './alias.ts';
import { isSomebodys } from './cases.ts';
import type { Database } from './database.ts';
import type { PeopleForgetting } from './people-contract.ts';
import { createPeopleTallies } from './people-tallies.ts';
import { bareFailure } from './rows.ts';

/** Written out like the indexes that answer it. */
const isOfNobody = (column: string) => sql<boolean>`substr(${sql.ref(column)}, 1, 1) = '#'`;
const isNobodys = isOfNobody('owner_id');

export function createPeopleForgetting({ kysely, aliases }: Database): PeopleForgetting {
  const tallies = createPeopleTallies({ kysely });

  async function renameSetters(from: string, to: string): Promise<void> {
    for (const table of ['limit_rules', 'limit_grants', 'limit_blocks', 'limit_pauses'] as const) {
      await kysely.updateTable(table).set({ set_by: to }).where('set_by', '=', from).execute();
    }
  }

  /** What restricts somebody holds for as long as it says, whoever they were. */
  async function keepBlocks(name: string): Promise<void> {
    const theirs = await kysely.selectFrom('limit_blocks').select('scope').where('member_id', '=', name).execute();
    for (const { scope } of theirs) {
      const kept = aliases.inScope(scope, name);
      // a younger block says what holds
      await kysely.deleteFrom('limit_blocks').where('scope', '=', scope).where('member_id', '=', kept).execute();
      await kysely
        .updateTable('limit_blocks')
        .set({ member_id: kept, reason: null })
        .where('scope', '=', scope)
        .where('member_id', '=', name)
        .execute();
    }
  }

  async function keepRules(name: string): Promise<void> {
    const theirs = await kysely
      .selectFrom('limit_rules')
      .select(['scope', 'command'])
      .where('whom', '=', 'member')
      .where('whom_id', '=', name)
      .execute();
    for (const { scope, command } of theirs) {
      const kept = aliases.inScope(scope, name);
      const place = { scope, whom: 'member', command };
      await kysely
        .deleteFrom('limit_rules')
        .where((each) => each.and({ ...place, whom_id: kept }))
        .execute();
      await kysely
        .updateTable('limit_rules')
        .set({ whom_id: kept })
        .where((each) => each.and({ ...place, whom_id: name }))
        .execute();
    }
  }

  /** Moderators see that nothing is left of what was reported. */
  async function closeCase(postId: string, alias: string, now: number): Promise<void> {
    const reported = kysely.updateTable('cases').where('post_id', '=', postId);
    const open = kysely.selectFrom('cases').select('id').where('post_id', '=', postId).where('outcome', 'is', null);
    await kysely
      .updateTable('case_reports')
      .where('case_id', 'in', open)
      .where('told_at', 'is', null)
      .where(isSomebodys)
      .set({ tell_at: now })
      .execute();
    await reported
      .where('outcome', 'is', null)
      .set({ closed_at: now, closed_by: alias, outcome: 'deleted' satisfies CaseOutcome })
      .execute();
    await reported.set((each) => ({ owner_id: alias, version: each('version', '+', 1), check_at: now })).execute();
  }

  return {
    aliasOf: aliases.of,
    async forgetPost({ id, ownerId, scope }, now) {
      const named = { owner_id: aliases.of(ownerId), scope: aliases.ofScope(scope) };
      const jobs = await kysely.selectFrom('jobs').select(['id', 'failure']).where('post_id', '=', id).execute();
      for (const { id: jobId, failure } of jobs) {
        const bare = { input: '{}', results: '[]', ticket: null, credit: null, failure: bareFailure(failure) };
        const still = { lease: null, due_at: null, is_told: 1 };
        await kysely
          .updateTable('jobs')
          .set({ ...named, ...bare, ...still })
          .where('id', '=', jobId)
          .execute();
        await tallies.moveJob(jobId, { owner_id: ownerId, scope }, named);
        await kysely.updateTable('ledger').set(named).where('job_id', '=', jobId).execute();
        await kysely.deleteFrom('submissions').where('job_id', '=', jobId).execute();
      }
      await closeCase(id, named.owner_id, now);
      await kysely.deleteFrom('post_tokens').where('post_id', '=', id).execute();
      await kysely.deleteFrom('posts').where('id', '=', id).execute();
    },
    async forgetLimits(personId) {
      const alias = aliases.of(personId);
      await keepRules(personId);
      await keepBlocks(personId);
      await kysely.updateTable('limit_grants').set({ member_id: alias }).where('member_id', '=', personId).execute();
    },
    async forgetAccounts(personId) {
      await tallies.dropEmpty(personId, personalScope(personId));
      await kysely.deleteFrom('accounts').where('owner_id', '=', personId).execute();
      await kysely.deleteFrom('accounts').where('scope', '=', personalScope(personId)).execute();
    },
    async dropLimits(alias) {
      await tallies.dropEmpty(alias, personalScope(alias));
      await kysely.deleteFrom('limit_grants').where('member_id', '=', alias).execute();
      // of those who were forgotten by a version that kept them under the alias
      await keepRules(alias);
      await keepBlocks(alias);
    },
    async dropEnded(now) {
      await kysely.deleteFrom('limit_rules').where(isOfNobody('whom_id')).where('until', '<=', now).execute();
      await kysely.deleteFrom('limit_blocks').where(isOfNobody('member_id')).where('until', '<=', now).execute();
    },
    async renameActor({ from, to }) {
      await renameSetters(from, to);
      await kysely.updateTable('audit').set({ actor_id: to }).where('actor_id', '=', from).execute();
      const [own, other] = [personalScope(from), personalScope(to)];
      await kysely.updateTable('audit').set({ scope: other }).where('scope', '=', own).execute();
    },
    async renameJobs({ from, to }, limit) {
      const rows = await kysely
        .selectFrom('jobs')
        .select(['id', 'scope'])
        .where('owner_id', '=', from)
        .where(isNobodys)
        .orderBy('id')
        .limit(limit)
        .execute();
      for (const { id, scope } of rows) {
        const named = { owner_id: to, scope: scope === personalScope(from) ? personalScope(to) : scope };
        await tallies.moveJob(id, { owner_id: from, scope }, named);
        await kysely.updateTable('ledger').set(named).where('job_id', '=', id).execute();
        await kysely.updateTable('jobs').set(named).where('id', '=', id).execute();
      }
      return rows.length > 0;
    },
  };
}
