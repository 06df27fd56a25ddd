export const CASES = [
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

/** Whoever reports hears what becomes of it. */
export const REPORTERS = [
  'alter table case_reports add column language text',
  'alter table case_reports add column tell_at bigint',
  'alter table case_reports add column told_at bigint',
  'create index case_reports_to_tell on case_reports (tell_at) where tell_at is not null',
];
