import { type RawBuilder, sql } from 'kysely';
import { z } from 'zod';
import type { JsonObject } from '../../core/json.ts';
import { memberOf, readLimitChange, withoutReason } from '../../core/limits/changes.ts';
import type { Database } from './database.ts';
import type { Renaming } from './people-forgetting.ts';

export interface Document {
  readonly key: string;
  readonly value: string;
}

export interface FoundDocuments {
  readonly found: readonly Document[];
  /** Undefined at the end. */
  readonly next?: string;
}

/** What no index finds: each walk answers with where to go on, undefined at the end. */
export interface PeopleTexts {
  /** What somebody chose. */
  documents(personId: string, after: string): Promise<FoundDocuments>;
  /** What is on record of somebody in places that no index leads to. */
  told(place: keyof typeof namedPlaces, personId: string): Promise<readonly JsonObject[]>;
  /** Preferences and what was just being chosen are dropped. */
  rewriteDocuments(renaming: Renaming, after: string): Promise<string | undefined>;
  rewrite(place: keyof typeof namedPlaces, renaming: Renaming, after: string): Promise<string | undefined>;
}

/** Where names stand that no index finds: read one row after the other, a little at a time. */
interface NamedPlace {
  readonly table: string;
  readonly keys: readonly string[];
  /** Each holds a name and nothing else, or a text with names in it. */
  readonly columns: readonly string[];
  /** What somebody said in the row that bears their name, and what they were to be told. */
  readonly words?: readonly string[];
  /** What was said of somebody within a text, taken out of it. */
  readonly silenced?: (text: string, name: string) => string;
  readonly where?: RawBuilder<boolean>;
  /** Nothing takes the place of the name. */
  readonly isDropped?: boolean;
  /** What whoever stands in a column is told of the row when they ask for all that is theirs. */
  readonly told?: { readonly to: string; readonly columns: readonly string[] };
}

/** Why moderators changed what somebody may have: that is said of them, whoever it was said by. */
function withoutReasons(detail: string, name: string): string {
  const change = readLimitChange(detail);
  return change && memberOf(change) === name ? JSON.stringify(withoutReason(change)) : detail;
}

const REPORTERS_OWN = ['reason', 'language', 'tell_at'];

/** A table that gains a column with somebody's id gains a line here; a test finds the one that was forgotten. */
export const namedPlaces = {
  acts: { table: 'audit', keys: ['id'], columns: ['detail'], silenced: withoutReasons },
  credits: {
    table: 'jobs',
    keys: ['id'],
    columns: ['credit'],
    where: sql<boolean>`credit is not null`,
    isDropped: true,
  },
  cases: { table: 'cases', keys: ['id'], columns: ['owner_id', 'closed_by'] },
  reports: {
    ...{ table: 'case_reports', keys: ['case_id', 'reporter_id'], columns: ['reporter_id'], words: REPORTERS_OWN },
    told: { to: 'reporter_id', columns: ['reason', 'at'] },
  },
  moderations: {
    ...{ table: 'moderations', keys: ['id'], columns: ['member_id', 'actor_id'] },
    told: { to: 'member_id', columns: ['scope', 'deed', 'job_id', 'at', 'until'] },
  },
  words: { table: 'word_rules', keys: ['scope', 'id'], columns: ['set_by'] },
  hits: {
    ...{ table: 'word_hits', keys: ['scope', 'rule_id', 'member_id'], columns: ['member_id'] },
    told: { to: 'member_id', columns: ['scope', 'count', 'last_at'] },
  },
} as const satisfies Readonly<Record<string, NamedPlace>>;

const BATCH = 500;
/** Documents that are one person's and nobody else's. */
const isChoice = (key: string): boolean => /^(?:ping|person|pick):/.test(key);

type Row = Readonly<Record<string, string | number | null>>;
const rowsSchema = z.array(z.record(z.string(), z.union([z.string(), z.number()]).nullable()));
const cursorSchema = z.array(z.string());

/** Names that stand within texts, or where no index leads. */
export function createPeopleTexts({ kysely }: Database): PeopleTexts {
  const documentsAfter = (after: string): Promise<Document[]> =>
    kysely.selectFrom('documents').selectAll().where('key', '>', after).orderBy('key').limit(BATCH).execute();

  async function rowsAfter(
    { table, keys, columns, where, told }: NamedPlace,
    after: readonly string[],
  ): Promise<Row[]> {
    const ids = sql.join(keys.map((key) => sql.ref(key)));
    const read = sql.join(
      [...new Set([...keys, ...columns, ...(told?.columns ?? [])])].map((column) => sql.ref(column)),
    );
    const isLater = after.length === 0 ? sql`1 = 1` : sql`(${ids}) > (${sql.join(after)})`;
    const { rows } = await sql`select ${read} from ${sql.table(table)}
      where ${isLater} and ${where ?? sql`1 = 1`} order by ${ids} limit ${BATCH}`.execute(kysely);
    return rowsSchema.parse(rows);
  }

  async function renameRow(place: NamedPlace, row: Row, { from, to }: Renaming) {
    const { table, keys, columns, words, silenced, isDropped } = place;
    const changed = columns.flatMap((column) => {
      const text = String(row[column] ?? '');
      const next = renamed(silenced?.(text, from) ?? text, from, to);
      return next === text ? [] : [{ column, next }];
    });
    if (changed.length === 0) return;
    const at = (names: Row) =>
      sql.join(
        keys.map((key) => sql`${sql.ref(key)} = ${names[key] ?? ''}`),
        sql` and `,
      );
    const moved = { ...row, ...Object.fromEntries(changed.map(({ column, next }) => [column, next])) };
    const isMoved = keys.some((key) => moved[key] !== row[key]);
    // whoever was forgotten before stands there already
    if (isMoved) await sql`delete from ${sql.table(table)} where ${at(moved)}`.execute(kysely);
    const sets = changed.map(({ column, next }) => sql`${sql.ref(column)} = ${isDropped ? null : next}`);
    for (const said of words ?? []) sets.push(sql`${sql.ref(said)} = null`);
    await sql`update ${sql.table(table)} set ${sql.join(sets)} where ${at(row)}`.execute(kysely);
  }

  async function moveDocument({ key, value }: Document, { from, to }: Renaming): Promise<void> {
    await kysely.deleteFrom('documents').where('key', '=', key).execute();
    if (isChoice(key)) return;
    await kysely
      .insertInto('documents')
      .values({ key: renamed(key, from, to), value: renamed(value, from, to) })
      .onConflict((conflict) => conflict.doNothing())
      .execute();
  }

  return {
    async documents(personId, after) {
      const rows = await documentsAfter(after);
      const last = rows.at(-1);
      const found = rows.filter((row) => isChoice(row.key) && isAbout(personId, row));
      return { found, ...(last && rows.length === BATCH ? { next: last.key } : {}) };
    },
    async rewriteDocuments(renaming, after) {
      const rows = await documentsAfter(after);
      for (const row of rows) if (isAbout(renaming.from, row)) await moveDocument(row, renaming);
      return rows.length < BATCH ? undefined : rows.at(-1)?.key;
    },
    async told(name, personId) {
      const place: NamedPlace = namedPlaces[name];
      const { told } = place;
      const found: JsonObject[] = [];
      for (let after: readonly string[] | undefined = told && []; told && after; ) {
        const rows: readonly Row[] = await rowsAfter(place, after);
        const theirs = rows.filter((row) => row[told.to] === personId);
        found.push(...theirs.map((row) => Object.fromEntries(told.columns.map((column) => [column, row[column]]))));
        after = nextAfter(place, rows);
      }
      return found;
    },
    async rewrite(name, renaming, after) {
      const place: NamedPlace = namedPlaces[name];
      const rows = await rowsAfter(place, after === '' ? [] : cursorSchema.parse(JSON.parse(after)));
      for (const row of rows) await renameRow(place, row, renaming);
      const next = nextAfter(place, rows);
      return next && JSON.stringify(next);
    },
  };
}

const nextAfter = ({ keys }: NamedPlace, rows: readonly Row[]): readonly string[] | undefined => {
  const last = rows.length < BATCH ? undefined : rows.at(-1);
  return last && keys.map((key) => String(last[key] ?? ''));
};

/** The whole name only: an id may be the beginning of a longer number. */
const nameIn = (name: string): RegExp => new RegExp(`(?<![\\w-])${RegExp.escape(name)}(?![\\w-])`, 'g');

const renamed = (text: string, from: string, to: string): string => text.replace(nameIn(from), () => to);

const isAbout = (name: string, { key, value }: Document): boolean =>
  [key, value].some((text) => text.includes(name) && nameIn(name).test(text));
