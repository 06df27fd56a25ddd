/** What members of a server may not write in their prompts, and who tried. */
export interface WordTables {
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

export interface WordHitsTable {
  scope: string;
  rule_id: string;
  member_id: string;
  count: number;
  last_at: number;
}
