/** What the operator's side keeps. */
export interface OperatorTables {
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
