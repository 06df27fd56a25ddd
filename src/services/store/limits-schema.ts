/** What moderators set. */
export interface LimitTables {
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
