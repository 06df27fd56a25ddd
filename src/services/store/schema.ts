/** Tables as Kysely sees them. Times are milliseconds since 1970, flags 0 or 1, structures JSON text: the same on both databases. */
export interface Tables extends LimitTables, TallyTables, WordTables, CaseTables, OperatorTables, PrivacyTables {
  jobs: JobsTable;
  posts: PostsTable;
  post_tokens: { post_id: string; token: string; expires_at: number };
  submissions: SubmissionsTable;
  /** Each that was acted on, by its number. */
  webhooks: { submission_id: string; id: string; heard_at: number };
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

/** What moderators set. */
interface LimitTables {
  limit_rules: RulesTable;
  limit_grants: GrantsTable;
  limit_blocks: BlocksTable;
  limit_pauses: PausesTable;
  limit_budgets: BudgetsTable;
}

export interface RulesTable {
  scope: string;
  whom: string;
  whom_id: string;
  command: string;
  fields: string;
  until: number | null;
  set_by: string;
  set_at: number;
}

export interface GrantsTable {
  id: string;
  scope: string;
  member_id: string;
  credits: number;
  until: number | null;
  set_by: string;
  set_at: number;
}

export interface BlocksTable {
  scope: string;
  member_id: string;
  until: number | null;
  reason: string | null;
  set_by: string;
  set_at: number;
}

export interface PausesTable {
  scope: string;
  command: string;
  cause: string;
  set_by: string;
  set_at: number;
}

export interface BudgetsTable {
  scope: string;
  credits: number;
  channel_id: string | null;
}

/** What members of a server may not write in their prompts, and who tried. */
interface WordTables {
  word_rules: WordRulesTable;
  word_hits: WordHitsTable;
}

export interface WordRulesTable {
  scope: string;
  id: string;
  word: string;
  reading: string;
  diacritics: string;
  set_by: string;
  set_at: number;
}

interface WordHitsTable {
  scope: string;
  rule_id: string;
  member_id: string;
  count: number;
  last_at: number;
}

/** What is counted while the ledger is written. */
interface TallyTables {
  tallies: TalliesTable;
  grant_draws: { job_id: string; grant_id: string; credits: number };
  grant_uses: { grant_id: string; credits: number };
  budget_months: BudgetMonthsTable;
}

export interface TalliesTable {
  scope: string;
  owner_id: string;
  /** A day of a member, or a month of many. */
  period: string;
  command: string;
  credits: number;
  granted: number;
  asked_at: number;
}

interface BudgetMonthsTable {
  scope: string;
  month: string;
  credits: number;
  reached: number;
  told: number;
  pauses: string;
  language: string;
  due_at: number;
}

/** What the operator's side keeps. */
interface OperatorTables {
  servers: { id: string; joined_at: number; left_at: number | null };
  incidents: IncidentsTable;
}

export interface IncidentsTable {
  key: string;
  kind: string;
  about: string;
  opened_at: number;
  told_at: number | null;
  closed_at: number | null;
}

/** What members reported, and what moderators did. */
interface CaseTables {
  cases: CasesTable;
  case_reports: CaseReportsTable;
  moderations: ModerationsTable;
}

export interface CasesTable {
  id: string;
  scope: string;
  post_id: string;
  job_id: string;
  owner_id: string;
  application_id: string;
  language: string;
  partition: number;
  opened_at: number;
  closed_at: number | null;
  closed_by: string | null;
  outcome: string | null;
  channel_id: string | null;
  message_id: string | null;
  version: number;
  check_at: number | null;
}

interface CaseReportsTable {
  case_id: string;
  reporter_id: string;
  reason: string | null;
  at: number;
  /** Of the reporter. */
  language: string | null;
  tell_at: number | null;
  told_at: number | null;
}

export interface ModerationsTable {
  id: string;
  scope: string;
  member_id: string;
  deed: string;
  job_id: string;
  operation: string;
  case_id: string | null;
  actor_id: string;
  at: number;
  until: number | null;
}

interface PrivacyTables {
  privacy_requests: PrivacyRequestsTable;
}

/** What people asked for that takes its time; ends as a row without a name. */
export interface PrivacyRequestsTable {
  id: string;
  kind: string;
  owner_id: string;
  asked_at: number;
  language: string;
  application_id: string;
  token: string | null;
  token_expires_at: number;
  progress: string;
  lease: string | null;
  due_at: number | null;
  done_at: number | null;
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
  heard_at: number | null;
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
  webhook_url: string | null;
  webhook_secret: string | null;
  sent_at: number;
  ticket: string | null;
  images: string | null;
  sent_order: string | null;
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
