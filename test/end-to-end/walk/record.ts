import { pino } from 'pino';
import { systemClock } from '../../../src/core/clock.ts';
import type { Post } from '../../../src/core/job.ts';
import type { HeldJob, LedgerEntry } from '../../../src/services/store/contract.ts';
import { openStore } from '../../../src/services/store/open-store.ts';

/** A message's business, as it stands in the database. */
export interface Entry {
  readonly post: Post;
  readonly jobs: readonly HeldJob[];
}

export interface Record {
  readonly entries: readonly Entry[];
  readonly lines: readonly LedgerEntry[];
  /** Jobs of which something was sent to a provider. */
  readonly sent: number;
}

/** After the bot has stopped. */
export async function readRecord(env: Readonly<{ [name: string]: string }>): Promise<Record> {
  const store = await openStore({
    databaseUrl: env['DATABASE_URL'],
    dataDir: env['DATA_DIR'] ?? '',
    clock: systemClock,
    log: pino({ level: 'silent' }),
  });
  try {
    const column = async (sql: string) =>
      (await store.sql(sql, [])).map((row) => String(Object.values(row ?? {})[0] ?? ''));
    const ids = await column('select id from posts order by id');
    const [posts, jobs] = [await store.posts.byIds(ids), await store.jobs.byPosts(ids)];
    const lines = await Promise.all(jobs.map(({ id }) => store.ledger.byJob(id)));
    return {
      entries: posts.map((post) => ({ post, jobs: jobs.filter(({ postId }) => postId === post.id) })),
      lines: lines.flat(),
      sent: (await column('select distinct job_id from submissions')).length,
    };
  } finally {
    await store.close();
  }
}
