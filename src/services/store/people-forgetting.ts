import { sql } from 'kysely';
import type { CaseOutcome } from '../../core/cases.ts';
import type { Post } from '../../core/job.ts';
import { personalScope } from './alias.ts';
import { isSomebodys } from './cases.ts';
import type { Database } from './database.ts';
import { bareFailure } from './job-rows.ts';
import type { LedgerTable, TalliesTable } from './schema.ts';
import { addTallies } from './tallies.ts';

/** From one name to another that stands in its place. */
export interface Renaming {
  readonly from: string;
  readonly to: string;
}

/** What is somebody's, to be forgotten. */
export interface PeopleForgetting {
  aliasOf(personId: string): string;
  /** Takes a post off the record: of its jobs stays when they were and what they cost, under the alias. */
  forgetPost(post: Post, now: number): Promise<void>;
  /** What moderators set about somebody stays, without words: grants under the alias, what restricts under one of its server. */
  forgetLimits(personId: string): Promise<void>;
  forgetAccounts(personId: string): Promise<void>;
  /** Grants of an alias end. */
  dropLimits(alias: string): Promise<void>;
  /** What restricted people who were forgotten, and has ended. */
  dropEnded(now: number): Promise<void>;
  /** What moderators set stays, and what is on record that somebody did. */
  renameActor(renaming: Renaming): Promise<void>;
  /** Of jobs that stand under an alias, with what they cost. False when none was left. */
  renameJobs(renaming: Renaming, limit: number): Promise<boolean>;
}

type Name = Pick<TalliesTable, 'scope' | 'owner_id'>;
type Line = Pick<LedgerTable, 'kind' | 'day' | 'command' | 'credits'>;
type Sum = Omit<TalliesTable, 'asked_at'>;

/** Sums go with the lines that they are made of, in the same transaction: both names together say what they said before. */
function createPeopleTallies(database: Database) {
  const { kysely } = database;

  async function take({ scope, owner_id, period, command, credits, granted }: Sum): Promise<number> {
    const row = await kysely
      .updateTable('tallies')
      .set((each) => ({ credits: each('credits', '-', credits), granted: each('granted', '-', granted) }))
      .where('scope', '=', scope)
      .where('owner_id', '=', owner_id)
      .where('period', '=', period)
      .where('command', '=', command)
      .returning('asked_at')
      .executeTakeFirst();
    return Number(row?.asked_at ?? 0);
  }

  const linesOf = (jobId: string): Promise<Line[]> =>
    kysely
      .selectFrom('ledger')
      .select(['kind', 'day', 'command', 'credits'])
      .where('job_id', '=', jobId)
      .where('kind', 'in', ['reserved', 'given-back'])
      .execute();

  async function grantedOf(jobId: string): Promise<number> {
    const draws = await kysely.selectFrom('grant_draws').select('credits').where('job_id', '=', jobId).execute();
    return draws.reduce((sum, { credits }) => sum + credits, 0);
  }

  return {
    /** Of one job: what it cost, if it was not given back. */
    async moveJob(jobId: string, from: Name, to: Name): Promise<void> {
      const lines = await linesOf(jobId);
      const [first] = lines;
      if (!first) return;
      const credits = lines.reduce((sum, line) => sum + (line.kind === 'reserved' ? line.credits : -line.credits), 0);
      const own = { period: first.day, command: first.command, credits, granted: await grantedOf(jobId) };
      await addTallies(database, [{ ...to, ...own, asked_at: await take({ ...from, ...own }) }]);
      if (from.scope === to.scope) return;
      // of a scope that is a person's own there is a sum of the month too
      const month = { owner_id: '', period: first.day.slice(0, 7), command: '', credits, granted: 0 };
      await take({ scope: from.scope, ...month });
      await addTallies(database, [{ scope: to.scope, ...month, asked_at: 0 }]);
    },

    /** Rows that hold nothing any more; when it was last asked for went along with what was spent. */
    async dropEmpty(ownerId: string, ownScope: string): Promise<void> {
      const empty = () => kysely.deleteFrom('tallies').where('credits', '=', 0).where('granted', '=', 0);
      await empty().where('owner_id', '=', ownerId).execute();
      await empty().where('scope', '=', ownScope).execute();
    },
  };
}

/** Written out like the indexes that answer it. */
const isOfNobody = (column: string) => sql<boolean>`substr(${sql.ref(column)}, 1, 1) = '#'`;
const isNobodys = isOfNobody('owner_id');

export function createPeopleForgetting(database: Database): PeopleForgetting {
  const { kysely, aliases } = database;
  const tallies = createPeopleTallies(database);

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
        await kysely
          .deleteFrom('webhooks')
          .where('submission_id', 'in', (of) => of.selectFrom('submissions').select('id').where('job_id', '=', jobId))
          .execute();
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
