export const STATS = ['create index jobs_by_scope on jobs (scope, created_at)'];
