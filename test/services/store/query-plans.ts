import {
  DummyDriver,
  Kysely,
  PostgresAdapter,
  PostgresQueryCompiler,
  SqliteAdapter,
  SqliteQueryCompiler,
} from 'kysely';
import { systemClock } from '../../../src/core/clock.ts';
import { createAliases } from '../../../src/services/store/alias.ts';
import type { Jobs, Posts, Session, Store } from '../../../src/services/store/contract.ts';
import type { Tables } from '../../../src/services/store/schema.ts';
import { createSession } from '../../../src/services/store/session.ts';

/** How the database would answer a question of ours: the plan in words. */
export async function planOf(
  store: Store,
  ask: (jobs: Jobs, posts: Posts, others: Session) => Promise<unknown>,
): Promise<string> {
  const asked: { sql: string; parameters: readonly unknown[] }[] = [];
  const isSqlite = store.kind === 'sqlite';
  const kysely = new Kysely<Tables>({
    dialect: {
      createAdapter: () => (isSqlite ? new SqliteAdapter() : new PostgresAdapter()),
      createDriver: () => new DummyDriver(),
      createIntrospector: () => {
        throw new Error('nothing to look into');
      },
      createQueryCompiler: () => (isSqlite ? new SqliteQueryCompiler() : new PostgresQueryCompiler()),
    },
    log: ({ query }) => void asked.push(query),
  });
  const session = createSession({
    kysely,
    run: (query) => kysely.executeQuery(query),
    kind: store.kind,
    clock: systemClock,
    aliases: createAliases('a key'),
  });
  await ask(session.jobs, session.posts, session);
  const plans = await store.transaction(async (session) => {
    // a small table would be read whole
    if (!isSqlite) await session.sql('set local enable_seqscan = off', []);
    const explain = isSqlite ? 'explain query plan' : 'explain';
    return Promise.all(asked.map(({ sql, parameters }) => session.sql(`${explain} ${sql}`, parameters)));
  });
  return JSON.stringify(plans);
}

/** Jobs of many members, most of them long over: enough that a plan is chosen as in earnest. */
export async function fillWithHistory(store: Store): Promise<void> {
  await store.sql(
    `with recursive n(i) as (select 1 union all select i + 1 from n where i < 4000)
     insert into jobs (id, post_id, place, operation, provider, phase, input, tier, price, scope, owner_id, partition,
       attempts, results, is_told, is_late, created_at)
     select 'job' || i, 'post' || i, i % 4, 'imagine', 'freepik',
       case when i % 50 = 0 then 'waiting' when i % 7 = 0 then 'failed' else 'done' end,
       '{}', '2k', 1, 'guild' || (i % 20), 'member' || (i % 200), 0, 1, '[{"link":"https://x/y.png"}]', 1, 0, i from n`,
    [],
  );
  await store.sql(
    `with recursive n(i) as (select 1 union all select i + 1 from n where i < 4000)
     insert into posts (id, owner_id, scope, place, interaction_id, application_id, token, token_expires_at, is_private,
       is_spoiler, shown, created_at, check_at)
     select 'post' || i, 'member' || (i % 200), 'guild', '{}', 'i' || i, 'app', 't', i, 0, 0, '[]', i,
       case when i % 100 = 0 then i end from n`,
    [],
  );
  if (store.kind === 'postgres') await store.sql('analyze', []);
}
