export const STATS = [
  'create index jobs_by_scope on jobs (scope, created_at, id)',
  'create index ledger_by_scope on ledger (scope, day, kind, credits)',
];
