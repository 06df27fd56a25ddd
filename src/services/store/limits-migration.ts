/** Empty texts stand for "everyone" and "all commands": a key holds no null. */
export const LIMITS = [
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
