import { expect, test } from 'vitest';
import { namedPlaces } from '../../../src/services/store/people-texts.ts';
import { openTestStore } from '../jobs/open-test-store.ts';
import { textColumns } from './every-text.ts';

/** Found by an index, and forgotten by `people-forgetting.ts` or beside it. */
const found = [
  'jobs.owner_id',
  'posts.owner_id',
  'ledger.owner_id',
  'accounts.owner_id',
  'sources.owner_id',
  'tallies.owner_id',
  'privacy_requests.owner_id',
  'audit.actor_id',
  'limit_rules.whom_id',
  'limit_rules.set_by',
  'limit_grants.member_id',
  'limit_grants.set_by',
  'limit_blocks.member_id',
  'limit_blocks.set_by',
  'limit_pauses.set_by',
];
/** Ids of our own, of places, of entries. */
const nobodys =
  /\.(?:id|post_id|job_id|submission_id|parent_id|root_id|case_id|rule_id|grant_id|stored_id|process_id|application_id|interaction_id|trial_post_id|(?:copy_)?(?:message|channel)_id|undone_by)$/;

test('whoever adds a column with somebody’s id says how it is forgotten', async () => {
  const store = await openTestStore();
  const columns = (await textColumns(store)).map(({ table, column }) => `${table}.${column}`);
  await store.close();
  const walked = Object.values(namedPlaces).flatMap(({ table, columns: names }) =>
    names.map((name) => `${table}.${name}`),
  );
  const ids = columns.filter((column) => /(?:_id|_by)$/.test(column) && !nobodys.test(column));
  expect(ids.filter((column) => ![...found, ...walked].includes(column))).toEqual([]);
  // and what is said is still true
  expect([...found, ...walked].filter((column) => !columns.includes(column))).toEqual([]);
});
