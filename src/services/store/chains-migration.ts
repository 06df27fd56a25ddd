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

export const CHAINS = [
  'alter table jobs add column parent_index integer',
  'alter table jobs add column root_id text',
  'alter table jobs add column depth integer not null default 0',
  'create index jobs_by_parent on jobs (parent_id, id) where parent_id is not null',
  FILLED,
  'create index jobs_by_root on jobs (root_id, id) where parent_id is not null',
  'alter table posts add column plan text',
];
