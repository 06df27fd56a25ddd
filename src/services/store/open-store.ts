import { randomUUID } from 'node:crypto';
import { Kysely, sql, type Transaction } from 'kysely';
import { Migrator } from 'kysely/migration';
import type { Clock } from '../../core/clock.ts';
import { StartupError, StoreError } from '../../core/errors.ts';
import type { Log } from '../log.ts';
import { createAliases } from './alias.ts';
import type { Session, Store } from './contract.ts';
import { type Database, ONE } from './database.ts';
import { createUpgradeCopies, type UpgradeCopies } from './engines/backup.ts';
import { isWorthRepeating } from './engines/errors.ts';
import { type OpenedDatabase, openSqlite } from './engines/sqlite.ts';
import { migrationProvider } from './migrations.ts';
import type { Tables } from './schema.ts';
import { createSession, wholeOf } from './session.ts';

interface StoreOptions {
  /** Undefined: one SQLite file in `dataDir`. */
  readonly databaseUrl: string | undefined;
  readonly dataDir: string;
  readonly clock: Clock;
  readonly log: Log;
}

const REPEATS = 5;

/** Whoever has the embedded database loads nothing for the other one. */
async function openServer(databaseUrl: string, log: Log): Promise<OpenedDatabase> {
  const { openPostgres } = await import('./engines/postgres.ts');
  return openPostgres(databaseUrl, log);
}

export async function openStore({ databaseUrl, dataDir, clock, log }: StoreOptions): Promise<Store> {
  const kind = databaseUrl === undefined ? 'sqlite' : 'postgres';
  const opened = databaseUrl === undefined ? openSqlite(dataDir, log) : await openServer(databaseUrl, log);
  const kysely = new Kysely<Tables>({ dialect: opened.dialect });
  const copies = kind === 'sqlite' ? createUpgradeCopies({ dataDir, clock, log }) : undefined;
  const close = () => {
    copies?.stop();
    return opened.close();
  };
  try {
    await upgrade(kysely, opened, copies);
    if (kind === 'sqlite') await forgetTheDead(kysely);
    const namespace = await secretOf(kysely, 'namespace');
    const aliases = createAliases(await secretOf(kysely, 'alias-key'));
    return createStore({ kysely, kind, clock, aliases }, namespace, { ...opened, close });
  } catch (error) {
    await close();
    throw error instanceof StoreError ? new StartupError(`${error.message}.`, { cause: error }) : error;
  }
}

function createStore(
  given: Omit<Database, 'run'> & { kysely: Kysely<Tables> },
  namespace: string,
  { run, close, purge }: OpenedDatabase,
): Store {
  const { kysely } = given;
  const database: Database = { ...given, run: run ?? ((query) => kysely.executeQuery(query)) };

  async function within(kysely: Transaction<Tables>): Promise<Database> {
    const runner = run ? await kysely.getExecutor().provideConnection(async (each) => each) : kysely;
    return { ...given, kysely, run: (query) => runner.executeQuery(query) };
  }

  async function transaction<T>(work: (session: Session) => Promise<T>): Promise<T> {
    for (let tries = 1; ; tries += 1) {
      try {
        return await kysely.transaction().execute(async (each) => work(createSession(await within(each))));
      } catch (error) {
        if (tries >= REPEATS || !isWorthRepeating(error)) throw error;
      }
    }
  }

  return {
    ...wholeOf(createSession(database)),
    kind: database.kind,
    namespace,
    transaction,
    isAnswering: () =>
      kysely
        .selectFrom('meta')
        .select('key')
        .limit(ONE)
        .execute()
        .then(
          () => true,
          () => false,
        ),
    purge,
    close,
  };
}

async function upgrade(
  kysely: Kysely<Tables>,
  { unhurried }: OpenedDatabase,
  copies: UpgradeCopies | undefined,
): Promise<void> {
  if (!unhurried) return migrate(kysely, copies);
  const own = new Kysely<Tables>({ dialect: unhurried() });
  await migrate(own, copies).finally(() => own.destroy());
}

async function migrate(kysely: Kysely<Tables>, copies: UpgradeCopies | undefined): Promise<void> {
  const migrator = new Migrator({ db: kysely, provider: migrationProvider });
  const migrations = await migrator.getMigrations();
  const next = migrations.find(({ executedAt }) => executedAt === undefined);
  const isNew = migrations.every(({ executedAt }) => executedAt === undefined);
  const known = new Set(migrations.map(({ name }) => name));
  if (!isNew) await refuseNewer(kysely, known, copies);
  await copies?.forgetOld();
  if (next && !isNew) await copies?.keep(next.name);
  const { error } = await migrator.migrateToLatest();
  if (!error) return;
  // another process may have been faster, and newer
  if (error instanceof Error && /corrupted migrations/.test(error.message)) await refuseNewer(kysely, known, copies);
  throw error;
}

/** Before anything is touched: what this version does not know it would spoil. */
async function refuseNewer(
  kysely: Kysely<Tables>,
  known: ReadonlySet<string>,
  copies: UpgradeCopies | undefined,
): Promise<void> {
  const done = sql<{ name: string; timestamp: string }>`select name, timestamp from kysely_migration order by name`;
  const unknown = (await done.execute(kysely)).rows.find(({ name }) => !known.has(name));
  if (!unknown) return;
  const time = `${unknown.timestamp.slice(0, 16).replace('T', ' ')} UTC`;
  const copy = await copies?.find(known);
  const backup = copy
    ? `put ${copy}, the copy from before that change, in the place of darkroom.sqlite (docs/operating.md: Upgrade)`
    : 'put back a backup from before that time (docs/operating.md: Restore)';
  throw new StartupError(
    `The database was changed by a newer version of Darkroom on ${time}: start that version again, or ${backup}.`,
  );
}

/** Nobody else can be alive on our file: whatever was held is free. */
async function forgetTheDead(kysely: Kysely<Tables>): Promise<void> {
  await kysely.deleteFrom('processes').execute();
  await kysely.updateTable('jobs').set({ lease: null }).where('lease', 'is not', null).execute();
  // whoever was about to answer the member does not do it any more
  await kysely.updateTable('jobs').set({ due_at: 0 }).where('phase', '=', 'accepted').execute();
}

/** Random, made at the first start. */
async function secretOf(kysely: Kysely<Tables>, key: string): Promise<string> {
  await kysely
    .insertInto('meta')
    .values({ key, value: randomUUID() })
    .onConflict((conflict) => conflict.doNothing())
    .execute();
  const row = await kysely.selectFrom('meta').select('value').where('key', '=', key).executeTakeFirstOrThrow();
  return row.value;
}
