export const OPERATOR = [
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
