import { type RawBuilder, sql } from 'kysely';
import { memberOf, readLimitChange, withoutReason } from '../../core/limit-change.ts';

/** Where names stand that no index finds: read one row after the other, a little at a time. */
export interface NamedPlace {
  readonly table: string;
  readonly keys: readonly string[];
  /** Each holds a name and nothing else, or a text with names in it. */
  readonly columns: readonly string[];
  /** What somebody said in the row that bears their name, and what they were to be told. */
  readonly words?: readonly string[];
  /** What was said of somebody within a text, taken out of it. */
  readonly silenced?: (text: string, name: string) => string;
  readonly where?: RawBuilder<boolean>;
  /** Nothing takes the place of the name. */
  readonly isDropped?: boolean;
  /** What whoever stands in a column is told of the row when they ask for all that is theirs. */
  readonly told?: { readonly to: string; readonly columns: readonly string[] };
}

/** Why moderators changed what somebody may have: that is said of them, whoever it was said by. */
function withoutReasons(detail: string, name: string): string {
  const change = readLimitChange(detail);
  return change && memberOf(change) === name ? JSON.stringify(withoutReason(change)) : detail;
}

const REPORTERS_OWN = ['reason', 'language', 'tell_at'];

/** A table that gains a column with somebody's id gains a line here; a test finds the one that was forgotten. */
export const namedPlaces = {
  acts: { table: 'audit', keys: ['id'], columns: ['detail'], silenced: withoutReasons },
  credits: {
    table: 'jobs',
    keys: ['id'],
    columns: ['credit'],
    where: sql<boolean>`credit is not null`,
    isDropped: true,
  },
  cases: { table: 'cases', keys: ['id'], columns: ['owner_id', 'closed_by'] },
  reports: {
    ...{ table: 'case_reports', keys: ['case_id', 'reporter_id'], columns: ['reporter_id'], words: REPORTERS_OWN },
    told: { to: 'reporter_id', columns: ['reason', 'at'] },
  },
  moderations: {
    ...{ table: 'moderations', keys: ['id'], columns: ['member_id', 'actor_id'] },
    told: { to: 'member_id', columns: ['scope', 'deed', 'job_id', 'at', 'until'] },
  },
  words: { table: 'word_rules', keys: ['scope', 'id'], columns: ['set_by'] },
  hits: {
    ...{ table: 'word_hits', keys: ['scope', 'rule_id', 'member_id'], columns: ['member_id'] },
    told: { to: 'member_id', columns: ['scope', 'count', 'last_at'] },
  },
} as const satisfies Readonly<Record<string, NamedPlace>>;
