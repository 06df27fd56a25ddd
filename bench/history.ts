import { pino } from 'pino';
import { systemClock } from '../src/core/clock.ts';
import { openStore } from '../src/services/store/open-store.ts';

const FIRST_SERVER = 1_100_000_000_000_000_000n;
const FIRST_MEMBER = 1_200_000_000_000_000_000n;

/** Ids that follow one another, so that rows of all of them can be counted out by the database. */
export const serverId = (n: number): string => String(FIRST_SERVER + BigInt(n));
export const memberId = (n: number): string => String(FIRST_MEMBER + BigInt(n));

interface History {
  readonly jobs: number;
  /** What each took from its order to its picture. */
  readonly tookMs: number;
  /** What share of that some took more or less, evenly. */
  readonly spread: number;
  /** So many of them have these jobs, in turn. */
  readonly servers: number;
  readonly members: number;
}

const AT_ONCE = 50_000;
const HOUR_MS = 3_600_000;
const YEAR_MS = 365 * 24 * HOUR_MS;

const numbers = (first: number, count: number) =>
  `with recursive n(i) as (select ${first} union all select i + 1 from n where i < ${first + count - 1})`;
/** 26 characters, older than any that is made today. */
const id = (letter: string) => `'00${letter}000000000' || cast(10000000000000 + i as text)`;

/** One row in each table for each job. Numbers and ids are put into the text: it is the same on both databases. */
function statementsOf({ jobs, tookMs, spread, servers, members }: History, first: number, now: number): string[] {
  const count = Math.min(AT_ONCE, jobs - first);
  const at = `cast(${now - HOUR_MS} - (${jobs} - i) * ${Math.floor(Math.min(YEAR_MS / jobs, HOUR_MS))} as bigint)`;
  const scope = `cast(${FIRST_SERVER} + i % ${servers} as text)`;
  const owner = `cast(${FIRST_MEMBER} + i % ${members} as text)`;
  const took = `cast(${tookMs} * (${1 - spread} + ${2 * spread} * ((i * 7) % 21) / 20) as bigint)`;
  const rows = numbers(first, count);
  return [
    `insert into jobs (id, post_id, place, operation, provider, phase, input, tier, price, scope, owner_id, partition,
       attempts, results, is_told, is_late, created_at, submitted_at, completed_at)
     ${rows} select ${id('J')}, ${id('P')}, 0, 'imagine', 'freepik', 'done', '{"prompt":"an old fox","resolution":"1k"}',
       '1k', 1, ${scope}, ${owner}, 0, 1, '[{"type":"png","width":384,"height":384,"bytes":100000,"isFinished":true}]', 1, 0,
       ${at}, ${at}, ${at} + ${took} from n`,
    `insert into posts (id, owner_id, scope, place, interaction_id, application_id, token, token_expires_at, is_private,
       is_spoiler, shown, created_at, acknowledged_at, end_told_at)
     ${rows} select ${id('P')}, ${owner}, ${scope},
       '{"channelId":"1","context":"guild","isBotPresent":true,"appPermissions":"0","isNsfwChannel":false,"attachmentLimit":1,"language":"en","publicLanguage":"en"}',
       'old' || cast(i as text), 'a', 't', 0, 0, 0, '[]', ${at}, ${at}, ${at} from n`,
    `insert into submissions (id, job_id, attempt, nonce, sent_at, ticket, outcome)
     ${rows} select ${id('S')}, ${id('J')}, 1, 'n', ${at}, 't' || cast(i as text), 'accepted' from n`,
    ...['reserved', 'charged'].map(
      (kind) => `insert into ledger (job_id, kind, scope, owner_id, command, day, credits, at)
     ${rows} select ${id('J')}, '${kind}', ${scope}, ${owner}, 'imagine', '2026-01-01', 1, ${at} from n`,
    ),
  ];
}

/** Writes what a bot finds of its past when it starts: jobs that ended, as rows. */
export async function writeHistory(
  where: { readonly databaseUrl: string | undefined; readonly dataDir: string },
  history: History,
): Promise<void> {
  const clock = systemClock;
  const store = await openStore({ ...where, clock, log: pino({ level: 'silent' }) });
  try {
    for (let first = 0; first < history.jobs; first += AT_ONCE) {
      const statements = statementsOf(history, first, clock.now());
      await store.transaction(async ({ sql }) => {
        for (const text of statements) await sql(text, []);
      });
    }
    if (store.kind === 'postgres') await store.sql('analyze', []);
  } finally {
    await store.close();
  }
}
