import { type Kysely, sql } from 'kysely';
import type { Migration, MigrationProvider } from 'kysely/migration';

const SKELETON = [
  `create table jobs (
    id text primary key, post_id text not null, place integer not null, operation text not null,
    provider text not null, phase text not null, input text not null, tier text not null, price integer not null,
    scope text not null, owner_id text not null, partition integer not null, priority integer not null default 0,
    attempts integer not null, ticket text, results text not null, failure text, is_told integer not null,
    is_late integer not null, lease text, due_at bigint, created_at bigint not null, submitted_at bigint,
    deadline_at bigint, completed_at bigint, parent_id text)`,
  'create index jobs_by_post on jobs (post_id, place)',
  `create index jobs_due on jobs (due_at) where due_at is not null and phase <> 'queued'`,
  `create index jobs_queued on jobs (provider, scope, id) where phase = 'queued'`,
  `create index jobs_in_slots on jobs (provider) where phase in ('submitting', 'waiting')`,
  `create index jobs_running on jobs (scope, owner_id) where phase not in ('done', 'failed', 'cancelled')`,
  'create index jobs_started on jobs (scope, submitted_at)',
  'create index jobs_started_by on jobs (scope, owner_id, submitted_at)',
  `create index jobs_durations on jobs (operation, tier, completed_at) where phase = 'done'`,
  `create index jobs_with_files on jobs (phase) where phase in ('storing', 'delivering') or is_told = 0`,
  `create table posts (
    id text primary key, owner_id text not null, scope text not null, place text not null,
    interaction_id text not null unique, action_key text, application_id text not null, token text not null,
    token_expires_at bigint not null, message_id text, acknowledged_at bigint, is_private integer not null,
    is_spoiler integer not null, shown text not null, created_at bigint not null)`,
  'create index posts_by_action on posts (action_key, created_at) where action_key is not null',
  `create table submissions (
    id text primary key, job_id text not null, attempt integer not null, nonce text not null, sent_at bigint not null,
    ticket text, outcome text not null)`,
  'create index submissions_by_job on submissions (job_id, id)',
  'create table accounts (scope text not null, owner_id text not null, primary key (scope, owner_id))',
  `create table ledger (
    job_id text not null, kind text not null, scope text not null, owner_id text not null, day text not null,
    credits integer not null, at bigint not null, primary key (job_id, kind))`,
  'create index ledger_by_member on ledger (scope, owner_id, day)',
  `create index ledger_unknown on ledger (at) where kind = 'unknown'`,
  `create table uploads (
    stored_id text primary key, job_id text not null, place integer not null, spool text not null,
    type text not null, attempts integer not null, due_at bigint not null)`,
  'create index uploads_due on uploads (due_at)',
  `create table providers (
    name text primary key, paused_for text, paused_at bigint, tokens double precision not null,
    refilled_at bigint not null)`,
  'create table processes (id text primary key, role text not null, expires_at bigint not null)',
  'create table partitions (number integer primary key, process_id text)',
  `create table audit (
    id text primary key, at bigint not null, scope text not null, actor_id text not null, action text not null,
    detail text not null)`,
  'create index audit_by_scope on audit (scope, id)',
  'create table documents (key text primary key, value text not null)',
  'create table meta (key text primary key, value text not null)',
];

const WHOLE_ANSWERS = [
  'drop index ledger_by_member',
  'create index ledger_by_member on ledger (scope, owner_id, day, kind, credits)',
  'drop index jobs_running',
  `create index jobs_running on jobs (scope, owner_id, post_id) where phase not in ('done', 'failed', 'cancelled')`,
  'drop index jobs_started',
  'create index jobs_started on jobs (scope, submitted_at) where submitted_at is not null',
  'drop index jobs_started_by',
  'create index jobs_started_by on jobs (scope, owner_id, submitted_at) where submitted_at is not null',
  'drop index jobs_with_files',
  `create index jobs_with_files on jobs (phase)
    where results <> '[]' and (phase in ('storing', 'delivering') or is_told = 0)`,
];

const LOOKED_UP = [
  `create index jobs_open_of_member on jobs (owner_id, post_id) where phase not in ('done', 'failed', 'cancelled')`,
  `create index jobs_pictured on jobs (owner_id, id) where phase in ('delivering', 'done') and results <> '[]'`,
  'create index jobs_asked_for on jobs (owner_id, id) where place = 0',
];

const HANDED_IN = [
  `create table sources (
    owner_id text not null, key text not null, width integer not null, height integer not null,
    bytes integer not null, name text, link text, seen_at bigint not null, primary key (owner_id, key))`,
  'create index sources_recent on sources (owner_id, seen_at)',
];

const SWITCHES = [
  `create table switches (
    provider text not null, path text not null, model text not null, proof text not null, off_since bigint,
    retry_at bigint, tries integer not null, trial_post_id text, primary key (provider, path, model))`,
];

const DELIVERY = [
  `create table post_tokens (
    post_id text not null, token text not null, expires_at bigint not null, primary key (post_id, token))`,
  'create index post_tokens_newest on post_tokens (post_id, expires_at)',
  'create index post_tokens_ended on post_tokens (expires_at)',
  'alter table posts add column partition integer not null default 0',
  'alter table posts add column copy_channel_id text',
  'alter table posts add column copy_message_id text',
  'alter table posts add column shown_version text',
  'alter table posts add column check_at bigint',
  'alter table posts add column end_told_at bigint',
  // those that are under way; of the others it is not known what they show, and nobody waits for them
  `update posts set check_at = created_at, partition = (select min(jobs.partition) from jobs where post_id = posts.id)
    where exists (select 1 from jobs where post_id = posts.id
      and (phase not in ('done', 'failed', 'cancelled') or is_told = 0))`,
  'update posts set end_told_at = created_at where check_at is null',
  'create index posts_to_check on posts (check_at) where check_at is not null',
];

/** Of old rows: one with its parent's very input was another try of it and stands in its place, not behind it. */
const FILLED = `with recursive chain (id, input, made_of, root_id, depth) as (
    select id, input, cast(null as text), id, 0 from jobs
      where parent_id is null or parent_id not in (select id from jobs)
    union all
    select jobs.id, jobs.input,
      case when jobs.input = chain.input then chain.made_of else chain.id end,
      case when jobs.input <> chain.input then chain.root_id when chain.made_of is null then jobs.id else chain.root_id end,
      case when jobs.input = chain.input then chain.depth else chain.depth + 1 end
    from chain join jobs on jobs.parent_id = chain.id)
  update jobs set parent_id = chain.made_of, root_id = chain.root_id, depth = chain.depth,
    parent_index = case when chain.made_of is null then null else 0 end
  from chain where chain.id = jobs.id and (jobs.parent_id is not null or jobs.root_id is null)`;

const CHAINS = [
  'alter table jobs add column parent_index integer',
  'alter table jobs add column root_id text',
  'alter table jobs add column depth integer not null default 0',
  'create index jobs_by_parent on jobs (parent_id, id) where parent_id is not null',
  FILLED,
  'create index jobs_by_root on jobs (root_id, id) where parent_id is not null',
  'alter table posts add column plan text',
];

/** Empty texts stand for "everyone" and "all commands": a key holds no null. */
const LIMITS = [
  `create table limit_rules (
    scope text not null, whom text not null, whom_id text not null, command text not null, fields text not null,
    until bigint, set_by text not null, set_at bigint not null, primary key (scope, whom, whom_id, command))`,
  `create table limit_grants (
    id text primary key, scope text not null, member_id text not null, credits integer not null, until bigint,
    set_by text not null, set_at bigint not null)`,
  'create index limit_grants_by_member on limit_grants (scope, member_id, id)',
  `create table limit_blocks (
    scope text not null, member_id text not null, until bigint, reason text, set_by text not null,
    set_at bigint not null, primary key (scope, member_id))`,
  `create table limit_pauses (
    scope text not null, command text not null, cause text not null, set_by text not null, set_at bigint not null,
    primary key (scope, command, cause))`,
  'create table limit_budgets (scope text primary key, credits integer not null, channel_id text)',
];

const WORDS = [
  `create table word_rules (
    scope text not null, id text not null, word text not null, reading text not null, diacritics text not null,
    set_by text not null, set_at bigint not null, primary key (scope, id))`,
  'create unique index word_rules_by_reading on word_rules (scope, reading)',
  `create table word_hits (
    scope text not null, rule_id text not null, member_id text not null, count integer not null,
    last_at bigint not null, primary key (scope, rule_id, member_id))`,
];

const OPERATOR = [
  `create index jobs_open on jobs (phase, operation) where phase not in ('done', 'failed', 'cancelled')`,
  'create index ledger_by_time on ledger (at, job_id, kind)',
  'alter table uploads add column since bigint not null default 0',
  'update uploads set since = due_at',
  'create index uploads_since on uploads (since)',
  'create table servers (id text primary key, joined_at bigint not null, left_at bigint)',
  'create index servers_here on servers (id) where left_at is null',
  `create table incidents (
    key text primary key, kind text not null, about text not null, opened_at bigint not null, told_at bigint,
    closed_at bigint)`,
  'create index sources_by_age on sources (seen_at)',
  'alter table jobs add column expired_at bigint',
  `create index jobs_to_expire on jobs (created_at)
    where phase = 'done' and results <> '[]' and expired_at is null`,
];

const RESERVED = `sum(case kind when 'reserved' then credits when 'given-back' then -credits else 0 end)`;
const COUNTED = `where kind in ('reserved', 'given-back')`;

const TALLIES = [
  `create table tallies (
    scope text not null, owner_id text not null, period text not null, command text not null,
    credits bigint not null, granted bigint not null, asked_at bigint not null,
    primary key (scope, owner_id, period, command))`,
  `alter table ledger add column command text not null default ''`,
  `update ledger set command = coalesce((select operation from jobs where jobs.id = ledger.job_id), '')`,
  `insert into tallies (scope, owner_id, period, command, credits, granted, asked_at)
    select scope, owner_id, day, command, ${RESERVED}, 0, 0 from ledger ${COUNTED}
    group by scope, owner_id, day, command`,
  `insert into tallies (scope, owner_id, period, command, credits, granted, asked_at)
    select scope, '', substr(day, 1, 7), '', ${RESERVED}, 0, 0 from ledger ${COUNTED}
    group by scope, substr(day, 1, 7)`,
  // of everybody: shared out over rows that are added up, so that servers do not wait for each other
  `insert into tallies (scope, owner_id, period, command, credits, granted, asked_at)
    select '', '0', substr(day, 1, 7), '', ${RESERVED}, 0, 0 from ledger ${COUNTED}
    group by substr(day, 1, 7)`,
  `create table grant_draws (
    job_id text not null, grant_id text not null, credits integer not null, primary key (job_id, grant_id))`,
  'create table grant_uses (grant_id text primary key, credits bigint not null)',
  `create table budget_months (
    scope text primary key, month text not null, credits bigint not null, reached integer not null,
    told integer not null, pauses text not null, language text not null, due_at bigint not null)`,
  'create index budget_months_due on budget_months (due_at)',
];

/** Entries can be taken back, and are looked through by what was done. */
const AUDIT = [
  'alter table audit add column undone_by text',
  'create index audit_by_action on audit (scope, action, id)',
];

const SETTINGS = [
  // whose picture from outside it was made from, as JSON
  'alter table jobs add column credit text',
  'alter table sources add column is_spoiler integer not null default 0',
];

/** Where a person is looked for by nothing but their id, so that all of theirs can be handed out or forgotten. */
const PRIVACY = [
  `create table privacy_requests (
    id text primary key, kind text not null, owner_id text not null, asked_at bigint not null, language text not null,
    application_id text not null, token text, token_expires_at bigint not null, progress text not null, lease text,
    due_at bigint, done_at bigint)`,
  'create unique index privacy_open on privacy_requests (owner_id, kind) where done_at is null',
  'create index privacy_of_person on privacy_requests (owner_id, kind, asked_at)',
  'create index privacy_due on privacy_requests (due_at) where due_at is not null',
  'create index privacy_done on privacy_requests (kind, done_at) where done_at is not null',
  'create index posts_of_person on posts (owner_id, id)',
  `create index jobs_of_nobody on jobs (owner_id, id) where substr(owner_id, 1, 1) = '#'`,
  'create index tallies_of_person on tallies (owner_id)',
  'create index jobs_credited on jobs (id) where credit is not null',
  'create index accounts_of_person on accounts (owner_id)',
  'alter table sources add column is_ours integer not null default 0',
  'create index sources_by_key on sources (key, owner_id)',
  'drop index sources_recent',
  'create index sources_recent on sources (owner_id, seen_at) where is_ours = 0',
  `create index limit_rules_of_person on limit_rules (whom_id) where whom = 'member'`,
  'create index limit_rules_set_by on limit_rules (set_by)',
  'create index limit_grants_of_person on limit_grants (member_id)',
  'create index limit_grants_set_by on limit_grants (set_by)',
  'create index limit_blocks_of_person on limit_blocks (member_id)',
  'create index limit_blocks_set_by on limit_blocks (set_by)',
  'create index limit_pauses_set_by on limit_pauses (set_by)',
  'create index audit_by_actor on audit (actor_id, id)',
];

const CASES = [
  `create table cases (
    id text primary key, scope text not null, post_id text not null unique, job_id text not null,
    owner_id text not null, application_id text not null, language text not null, partition integer not null,
    opened_at bigint not null, closed_at bigint, closed_by text, outcome text, channel_id text, message_id text,
    version integer not null, check_at bigint)`,
  'create index cases_to_check on cases (check_at) where check_at is not null',
  'create index cases_not_posted on cases (scope, check_at) where message_id is null and check_at is not null',
  `create table case_reports (
    case_id text not null, reporter_id text not null, reason text, at bigint not null,
    primary key (case_id, reporter_id))`,
  'create index case_reports_newest on case_reports (case_id, at)',
  `create table moderations (
    id text primary key, scope text not null, member_id text not null, deed text not null, job_id text not null,
    operation text not null, case_id text, actor_id text not null, at bigint not null, until bigint)`,
  'create index moderations_of_member on moderations (member_id, deed, id, scope)',
  'create index moderations_of_job on moderations (job_id, deed, id)',
  'create index moderations_of_case on moderations (case_id, id) where case_id is not null',
];

const STATS = [
  'create index jobs_by_scope on jobs (scope, created_at, id)',
  'create index ledger_by_scope on ledger (scope, day, kind, credits)',
];

const RESULTS = [
  'alter table jobs add column renewals integer not null default 0',
  'alter table jobs add column held_host text',
  'create index jobs_held on jobs (operation, provider, held_host) where held_host is not null and due_at is not null',
  'alter table uploads add column lease text',
  'alter table uploads add column refused_host text',
];

const FORGOTTEN = [
  `create index limit_rules_of_nobody on limit_rules (until) where substr(whom_id, 1, 1) = '#'`,
  `create index limit_blocks_of_nobody on limit_blocks (until) where substr(member_id, 1, 1) = '#'`,
];

const RESTS = [
  'alter table providers add column rest_ms double precision not null default 0',
  'alter table providers add column apart_ms double precision not null default 0',
];

/** When one order may try an empty account, and until when a host rests that turns us away. */
const TRIALS = [
  'alter table providers add column retry_at bigint',
  'alter table providers add column trials integer not null default 0',
  'alter table providers add column trial_open integer not null default 0',
  'alter table providers add column rests_until bigint',
];

/** How far the database is, for whoever remembers more of it; and which processes share their folder. */
const WITNESS = [
  'create table witness (height bigint not null)',
  'insert into witness (height) values (0)',
  'alter table processes add column folder text',
];

/** Whoever reports hears what becomes of it. */
const REPORTERS = [
  'alter table case_reports add column language text',
  'alter table case_reports add column tell_at bigint',
  'alter table case_reports add column told_at bigint',
  'create index case_reports_to_tell on case_reports (tell_at) where tell_at is not null',
];

/** Where providers tell by themselves how a task stands. */
const WEBHOOKS = [
  'alter table submissions add column webhook_url text',
  'alter table submissions add column webhook_secret text',
  'alter table submissions add column images text',
  'create index submissions_by_ticket on submissions (ticket) where ticket is not null',
  'alter table jobs add column heard_at bigint',
  `create table webhooks (
    submission_id text not null, id text not null, heard_at bigint not null, primary key (submission_id, id))`,
  'create index webhooks_heard on webhooks (heard_at)',
];

/** Of orders that may be sent once more: what the same one is made of. */
const REPEATS = ['alter table submissions add column sent_order text'];

/** What is asked for at each order that leaves is answered from the index alone. */
const LINE = [
  'drop index jobs_queued',
  `create index jobs_queued on jobs (provider, scope, owner_id, id, due_at) where phase = 'queued'`,
  'drop index jobs_in_slots',
  `create index jobs_in_slots on jobs (provider, scope, owner_id) where phase in ('submitting', 'waiting')`,
];

/** In order of their names; one that was ever released is never changed. */
const released: Readonly<Record<string, readonly string[]>> = {
  '0001-skeleton': SKELETON,
  '0002-whole-answers-from-indexes': WHOLE_ANSWERS,
  '0003-what-members-look-up': LOOKED_UP,
  '0004-what-members-hand-in': HANDED_IN,
  '0005-switches': SWITCHES,
  '0006-delivery': DELIVERY,
  '0007-chains': CHAINS,
  '0008-limits': LIMITS,
  '0009-words': WORDS,
  '0010-operator': OPERATOR,
  '0011-tallies': TALLIES,
  '0012-audit': AUDIT,
  '0013-settings': SETTINGS,
  '0014-privacy': PRIVACY,
  '0015-cases': CASES,
  '0016-stats': STATS,
  '0017-results': RESULTS,
  '0018-forgotten': FORGOTTEN,
  '0019-rests-of-a-key': RESTS,
  '0020-trials': TRIALS,
  '0021-witness': WITNESS,
  '0022-reporters': REPORTERS,
  '0023-webhooks': WEBHOOKS,
  '0024-repeats': REPEATS,
  '0025-line': LINE,
};

const migrationOf = (statements: readonly string[]): Migration => ({
  async up(database: Kysely<unknown>) {
    for (const statement of statements) await sql.raw(statement).execute(database);
  },
});

export const migrationProvider: MigrationProvider = {
  getMigrations: async () =>
    Object.fromEntries(Object.entries(released).map(([name, statements]) => [name, migrationOf(statements)])),
};

export const newestMigration = Object.keys(released).sort().at(-1) ?? '';
