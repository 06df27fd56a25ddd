/** What is counted while the ledger is written. */
export interface TallyTables {
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

export interface BudgetMonthsTable {
  scope: string;
  month: string;
  credits: number;
  reached: number;
  told: number;
  pauses: string;
  language: string;
  due_at: number;
}
