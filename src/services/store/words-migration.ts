export const WORDS = [
  `create table word_rules (
    scope text not null, id text not null, word text not null, reading text not null, diacritics text not null,
    set_by text not null, set_at bigint not null, primary key (scope, id))`,
  'create unique index word_rules_by_reading on word_rules (scope, reading)',
  `create table word_hits (
    scope text not null, rule_id text not null, member_id text not null, count integer not null,
    last_at bigint not null, primary key (scope, rule_id, member_id))`,
];
