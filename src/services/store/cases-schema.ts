/** What members reported, and what moderators did. */
export interface CaseTables {
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

export interface CaseReportsTable {
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
