import type { Post } from '../../core/job.ts';
import type { Block, Grant, Rule } from '../../core/limits/rules.ts';
import { type AuditEntry, entryOf, LIMITS_ACTION } from './audit.ts';
import type { Database, Slice } from './database.ts';
import { isPictured } from './job-lookups.ts';
import { type HeldJob, jobOf } from './job-rows.ts';
import { blockOf, grantOf, ruleOf } from './limits.ts';
import { createPeopleForgetting, type PeopleForgetting } from './people-forgetting.ts';
import { createPeopleTexts, type PeopleTexts } from './people-texts.ts';
import { postOf } from './posts.ts';

export interface PersonLimits {
  readonly rules: readonly Rule[];
  readonly grants: readonly Grant[];
  readonly blocks: readonly Block[];
}

/** What is somebody's, to be handed out. */
interface PeopleReading {
  countPosts(personId: string): Promise<number>;
  posts(personId: string, slice: Slice): Promise<readonly Post[]>;
  /** Jobs that brought pictures. */
  pictured(personId: string, slice: Slice): Promise<readonly HeldJob[]>;
  limits(personId: string): Promise<PersonLimits>;
  /** What somebody did that is on record beside pictures: reports, deletions, moderation. */
  acts(personId: string, slice: Slice): Promise<readonly AuditEntry[]>;
  /** Entries of the log of limits that name somebody. */
  limitEntries(personId: string, slice: Slice): Promise<readonly AuditEntry[]>;
}

export type People = PeopleReading & PeopleForgetting & PeopleTexts;

/** By nothing but a person's id, wherever it was. */
function createPeopleReading({ kysely }: Database): PeopleReading {
  return {
    async countPosts(personId) {
      const row = await kysely
        .selectFrom('posts')
        .select((each) => each.fn.countAll<number | string>().as('count'))
        .where('owner_id', '=', personId)
        .executeTakeFirst();
      return Number(row?.count ?? 0);
    },
    async posts(personId, { after, until, limit }) {
      const rows = await kysely
        .selectFrom('posts')
        .selectAll()
        .where('owner_id', '=', personId)
        .where('id', '>', after)
        .where('created_at', '<=', until)
        .orderBy('id')
        .limit(limit)
        .execute();
      return rows.map(postOf);
    },
    async pictured(personId, { after, until, limit }) {
      const rows = await kysely
        .selectFrom('jobs')
        .selectAll()
        .where('owner_id', '=', personId)
        .where(isPictured)
        .where('id', '>', after)
        .where('created_at', '<=', until)
        .orderBy('id')
        .limit(limit)
        .execute();
      return rows.flatMap((row) => jobOf(row) ?? []);
    },
    async limits(personId) {
      const rules = kysely.selectFrom('limit_rules').selectAll().where('whom', '=', 'member');
      const grants = kysely.selectFrom('limit_grants').selectAll().where('member_id', '=', personId);
      const blocks = kysely.selectFrom('limit_blocks').selectAll().where('member_id', '=', personId);
      return {
        rules: (await rules.where('whom_id', '=', personId).execute()).map(ruleOf),
        grants: (await grants.execute()).map(grantOf),
        blocks: (await blocks.execute()).map(blockOf),
      };
    },
    async acts(personId, { after, until, limit }) {
      const rows = await kysely
        .selectFrom('audit')
        .selectAll()
        .where('actor_id', '=', personId)
        .where('id', '>', after)
        .where('at', '<=', until)
        .orderBy('id')
        .limit(limit)
        .execute();
      return rows.map(entryOf);
    },
    async limitEntries(personId, { after, until, limit }) {
      const rows = await kysely
        .selectFrom('audit')
        .selectAll()
        .where('action', '=', LIMITS_ACTION)
        .where('detail', 'like', `%${personId}%`)
        .where('id', '>', after)
        .where('at', '<=', until)
        .orderBy('id')
        .limit(limit)
        .execute();
      return rows.map(entryOf);
    },
  };
}

export function createPeople(database: Database): People {
  return { ...createPeopleReading(database), ...createPeopleForgetting(database), ...createPeopleTexts(database) };
}
