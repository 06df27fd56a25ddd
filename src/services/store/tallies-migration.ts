const RESERVED = `sum(case kind when 'reserved' then credits when 'given-back' then -credits else 0 end)`;
const COUNTED = `where kind in ('reserved', 'given-back')`;

export const TALLIES = [
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
