export interface PrivacyTables {
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
