import type { CaseTables } from './cases-schema.ts';
import type { LimitTables } from './limits-schema.ts';
import type { OperatorTables } from './operator-schema.ts';
import type { PrivacyTables } from './privacy-schema.ts';
import type { TallyTables } from './tallies-schema.ts';
import type { WordTables } from './words-schema.ts';

/** Tables as Kysely sees them. Times are milliseconds since 1970, flags 0 or 1, structures JSON text: the same on both databases. */
export interface Tables extends LimitTables, TallyTables, WordTables, CaseTables, OperatorTables, PrivacyTables {
  jobs: JobsTable;
  posts: PostsTable;
  post_tokens: { post_id: string; token: string; expires_at: number };
  submissions: SubmissionsTable;
  accounts: { scope: string; owner_id: string };
  ledger: LedgerTable;
  uploads: UploadsTable;
  sources: SourcesTable;
  providers: ProvidersTable;
  switches: SwitchesTable;
  /** `folder`: the mark in its DATA_DIR. */
  processes: { id: string; role: string; expires_at: number; folder: string | null };
  witness: { height: number };
  partitions: { number: number; process_id: string | null };
  audit: AuditTable;
  documents: { key: string; value: string };
  meta: { key: string; value: string };
}

export interface AuditTable {
  id: string;
  at: number;
  scope: string;
  actor_id: string;
  action: string;
  detail: string;
  undone_by: string | null;
}

export interface JobsTable {
  id: string;
  post_id: string;
  place: number;
  operation: string;
  provider: string;
  phase: string;
  input: string;
  tier: string;
  price: number;
  scope: string;
  owner_id: string;
  partition: number;
  priority: number;
  attempts: number;
  ticket: string | null;
  results: string;
  failure: string | null;
  is_told: number;
  is_late: number;
  lease: string | null;
  due_at: number | null;
  created_at: number;
  submitted_at: number | null;
  deadline_at: number | null;
  completed_at: number | null;
  parent_id: string | null;
  parent_index: number | null;
  /** Null in rows that know no chain: the job itself. */
  root_id: string | null;
  depth: number;
  credit: string | null;
  /** When its pictures were removed for their age. */
  expired_at: number | null;
  renewals: number;
  held_host: string | null;
}

export interface PostsTable {
  id: string;
  owner_id: string;
  scope: string;
  place: string;
  interaction_id: string;
  action_key: string | null;
  application_id: string;
  token: string;
  token_expires_at: number;
  message_id: string | null;
  acknowledged_at: number | null;
  is_private: number;
  is_spoiler: number;
  shown: string;
  created_at: number;
  partition: number;
  copy_channel_id: string | null;
  copy_message_id: string | null;
  shown_version: string | null;
  check_at: number | null;
  end_told_at: number | null;
  plan: string | null;
}

export interface SubmissionsTable {
  id: string;
  job_id: string;
  attempt: number;
  nonce: string;
  sent_at: number;
  ticket: string | null;
  outcome: string;
}

export interface LedgerTable {
  job_id: string;
  kind: string;
  scope: string;
  owner_id: string;
  command: string;
  day: string;
  credits: number;
  at: number;
}

export interface UploadsTable {
  stored_id: string;
  job_id: string;
  place: number;
  spool: string;
  type: string;
  attempts: number;
  due_at: number;
  /** When it was first to be stored. */
  since: number;
  /** Process that is storing it, or null. */
  lease: string | null;
  /** Where the file service's link led, if the operator has not allowed that host. */
  refused_host: string | null;
}

export interface SourcesTable {
  owner_id: string;
  key: string;
  width: number;
  height: number;
  bytes: number;
  name: string | null;
  link: string | null;
  seen_at: number;
  is_spoiler: number;
  /** A copy of a picture that the bot made, not a file that was handed in. */
  is_ours: number;
}

export interface SwitchesTable {
  provider: string;
  path: string;
  /** Empty: the endpoint itself. */
  model: string;
  proof: string;
  off_since: number | null;
  retry_at: number | null;
  tries: number;
  trial_post_id: string | null;
}

export interface ProvidersTable {
  name: string;
  paused_for: string | null;
  paused_at: number | null;
  /** These three as of `refilled_at`. */
  tokens: number;
  rest_ms: number;
  apart_ms: number;
  refilled_at: number;
  retry_at: number | null;
  trials: number;
  trial_open: number;
  rests_until: number | null;
}
