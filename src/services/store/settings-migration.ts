export const SETTINGS = [
  // whose picture from outside it was made from, as JSON
  'alter table jobs add column credit text',
  'alter table sources add column is_spoiler integer not null default 0',
];
