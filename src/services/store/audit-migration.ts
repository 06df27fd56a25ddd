/** Entries can be taken back, and are looked through by what was done. */
export const AUDIT = [
  'alter table audit add column undone_by text',
  'create index audit_by_action on audit (scope, action, id)',
];
