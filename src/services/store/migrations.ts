import { type Kysely, sql } from 'kysely';
import type { Migration, MigrationProvider } from 'kysely/migration';
import { AUDIT } from './audit-migration.ts';
import { CASES, REPORTERS } from './cases-migration.ts';
import { CHAINS } from './chains-migration.ts';
import { LIMITS } from './limits-migration.ts';
import { OPERATOR } from './operator-migration.ts';
import { PRIVACY } from './privacy-migration.ts';
import { SETTINGS } from './settings-migration.ts';
import { STATS } from './stats-migration.ts';
import { TALLIES } from './tallies-migration.ts';
import { WORDS } from './words-migration.ts';

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

const SWITCHES = [
  `create table switches (
    provider text not null, path text not null, model text not null, proof text not null, off_since bigint,
    retry_at bigint, tries integer not null, trial_post_id text, primary key (provider, path, model))`,
];

const HANDED_IN = [
  `create table sources (
    owner_id text not null, key text not null, width integer not null, height integer not null,
    bytes integer not null, name text, link text, seen_at bigint not null, primary key (owner_id, key))`,
  'create index sources_recent on sources (owner_id, seen_at)',
];

const LOOKED_UP = [
  `create index jobs_open_of_member on jobs (owner_id, post_id) where phase not in ('done', 'failed', 'cancelled')`,
  `create index jobs_pictured on jobs (owner_id, id) where phase in ('delivering', 'done') and results <> '[]'`,
  'create index jobs_asked_for on jobs (owner_id, id) where place = 0',
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

const FORGOTTEN = [
  `create index limit_rules_of_nobody on limit_rules (until) where substr(whom_id, 1, 1) = '#'`,
  `create index limit_blocks_of_nobody on limit_blocks (until) where substr(member_id, 1, 1) = '#'`,
];

const RESTS = [
  'alter table providers add column rest_ms double precision not null default 0',
  'alter table providers add column apart_ms double precision not null default 0',
];

const RESULTS = [
  'alter table jobs add column renewals integer not null default 0',
  'alter table jobs add column held_host text',
  'create index jobs_held on jobs (operation, provider, held_host) where held_host is not null and due_at is not null',
  'alter table uploads add column lease text',
  'alter table uploads add column refused_host text',
];

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
  '0012-audit': AUDIT,
  '0013-settings': SETTINGS,
  '0014-privacy': PRIVACY,
  '0015-cases': CASES,
  '0016-stats': STATS,
  '0011-tallies': TALLIES,
  '0010-operator': OPERATOR,
  '0017-results': RESULTS,
  '0018-forgotten': FORGOTTEN,
  '0019-rests-of-a-key': RESTS,
  '0020-trials': TRIALS,
  '0021-witness': WITNESS,
  '0022-reporters': REPORTERS,
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
