import { sql } from 'kysely';
import { type Language, languages } from '../../core/language.ts';
import { type BudgetMonth, ownPausesSchema } from '../../core/limits/budget.ts';
import { type Amount, adding, type Spending } from '../../core/limits/judge.ts';
import { type Database, jsonText } from './database.ts';
import { prepared, preparedRows, type Slots } from './prepared.ts';
import type { TalliesTable } from './schema.ts';

/** Both included, as the ledger names days. */
interface Days {
  readonly from: string;
  readonly to: string;
}

/** Sums of the ledger, kept by the transactions that write it. */
export interface Tallies {
  /** Reserved and not given back; everything that is said of a member's spending comes from here. */
  spent(scope: string, ownerId: string, days: Days): Promise<Spending>;
  /** When the member last asked for something, of this command or at all, on those days. */
  lastAsked(scope: string, ownerId: string, days: Days, command: string | undefined): Promise<number | undefined>;
  /** Of all members of a server, in a month. */
  ofServer(scope: string, month: string): Promise<number>;
  ofEverybody(month: string): Promise<number>;
}

type Spender = Days & Readonly<Record<'scope' | 'scopeAlias' | 'ownerId' | 'ownerAlias', string>>;

const findSpent = prepared((kysely, { scope, scopeAlias, ownerId, ownerAlias, from, to }: Slots<Spender>) =>
  kysely
    .selectFrom('tallies')
    .select(['command', 'credits', 'granted', 'asked_at'])
    .where('scope', 'in', [scope, scopeAlias])
    .where('owner_id', 'in', [ownerId, ownerAlias])
    .where('period', '>=', from)
    .where('period', '<=', to),
);

export function createTallies(database: Database): Tallies {
  const { kysely, aliases } = database;

  async function within(scope: string, ownerId: string, { from, to }: Days) {
    const names = { scope, scopeAlias: aliases.ofScope(scope), ownerId, ownerAlias: aliases.of(ownerId) };
    return (await findSpent(database, { ...names, from, to })).rows;
  }

  async function sumOf(scope: string, month: string): Promise<number> {
    // a server has one row of a month, everybody together a few
    const rows = await kysely
      .selectFrom('tallies')
      .select('credits')
      .where('scope', '=', scope)
      .where('owner_id', 'in', scope === '' ? SHARDS : [''])
      .where('period', '=', month)
      .where('command', '=', '')
      .execute();
    return rows.reduce((sum, { credits }) => sum + Number(credits), 0);
  }

  return {
    async spent(scope, ownerId, days) {
      const rows = await within(scope, ownerId, days);
      return rows.reduce<Spending>((sum, row) => adding(sum, row.command, amountOf(row)), new Map());
    },
    async lastAsked(scope, ownerId, days, command) {
      const rows = await within(scope, ownerId, days);
      const times = rows.flatMap((row) =>
        command === undefined || row.command === command ? [Number(row.asked_at)] : [],
      );
      const last = Math.max(0, ...times);
      return last === 0 ? undefined : last;
    },
    ofServer: sumOf,
    ofEverybody: (month) => sumOf('', month),
  };
}

const amountOf = ({ credits, granted }: Amount): Amount => ({ credits: Number(credits), granted: Number(granted) });

const SHARDS: readonly string[] = Array.from({ length: 16 }, (_, shard) => String(shard));

/** Servers whose sums of everybody are kept in one row; what they add to it waits for one another. */
export function shardOf(scope: string): string {
  let hash = 0;
  for (const character of scope) hash = (hash * 31 + character.charCodeAt(0)) % 65_521;
  return String(hash % SHARDS.length);
}

/** On top of what these sums say already. */
export const addTallies = preparedRows((kysely, rows: readonly Slots<TalliesTable>[]) =>
  kysely
    .insertInto('tallies')
    .values(rows)
    .onConflict((conflict) =>
      conflict.columns(['scope', 'owner_id', 'period', 'command']).doUpdateSet({
        credits: sql`tallies.credits + excluded.credits`,
        granted: sql`tallies.granted + excluded.granted`,
        asked_at: sql`case when excluded.asked_at > tallies.asked_at then excluded.asked_at else tallies.asked_at end`,
      }),
    ),
);

/** What is remembered of a server's budget in a month. */
export interface BudgetMonths {
  of(scope: string): Promise<BudgetMonth | undefined>;
  /** `dueAt`: when it has to be looked at even if nobody asks for anything. */
  put(scope: string, month: BudgetMonth, language: Language, dueAt: number): Promise<void>;
  remove(scope: string): Promise<void>;
  due(now: number, limit: number): Promise<readonly DueBudget[]>;
  /** Of what could not be told yet. */
  later(scope: string, dueAt: number): Promise<void>;
  /** Never below what was told. */
  told(scope: string, month: string, level: number): Promise<void>;
}

export interface DueBudget {
  readonly scope: string;
  /** Of the server, as Discord said when something was last asked for there. */
  readonly language: Language;
}

export function createBudgetMonths({ kysely }: Database): BudgetMonths {
  return {
    async of(scope) {
      const row = await kysely.selectFrom('budget_months').selectAll().where('scope', '=', scope).executeTakeFirst();
      if (!row) return undefined;
      const pauses = jsonText.pipe(ownPausesSchema).safeParse(row.pauses).data ?? {};
      const { month, reached, told } = row;
      return { month, credits: Number(row.credits), reached, told, pauses };
    },
    async put(scope, { month, credits, reached, told, pauses }, language, dueAt) {
      const said = { month, credits, reached, told, pauses: JSON.stringify(pauses), language, due_at: dueAt };
      await kysely
        .insertInto('budget_months')
        .values({ scope, ...said })
        .onConflict((conflict) => conflict.column('scope').doUpdateSet(said))
        .execute();
    },
    async remove(scope) {
      await kysely.deleteFrom('budget_months').where('scope', '=', scope).execute();
    },
    async due(now, limit) {
      const rows = await kysely
        .selectFrom('budget_months')
        .select(['scope', 'language'])
        .where('due_at', '<=', now)
        .orderBy('due_at')
        .limit(limit)
        .execute();
      return rows.map(({ scope, language }) => ({
        scope,
        language: languages.find((each) => each === language) ?? 'en',
      }));
    },
    async later(scope, dueAt) {
      await kysely.updateTable('budget_months').set({ due_at: dueAt }).where('scope', '=', scope).execute();
    },
    async told(scope, month, level) {
      await kysely
        .updateTable('budget_months')
        .set({ told: level })
        .where('scope', '=', scope)
        .where('month', '=', month)
        .where('told', '<', level)
        .execute();
    },
  };
}
