import { randomBytes } from 'node:crypto';
import pg from 'pg';

export interface TestDatabase {
  readonly url: string;
  /** As after a fail-over to a copy, or over a quota: sessions end, those that come may only read; later they end again. */
  becomeReadOnly(isReadOnly: boolean): Promise<void>;
  drop(): Promise<void>;
}

const BASE = process.env['TEST_DATABASE_URL'] ?? 'postgres://postgres@127.0.0.1:5432/test';

async function ask(url: string, text: string): Promise<void> {
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 10_000 });
  await client.connect();
  await client.query(text).finally(() => client.end());
}

/** A database of its own on the local server; undefined where none answers, which in CI is an error. */
export async function createTestDatabase(): Promise<TestDatabase | undefined> {
  if (process.env['TEST_WITHOUT_POSTGRES'] === '1') return undefined;
  const name = `darkroom_${randomBytes(6).toString('hex')}`;
  try {
    await ask(BASE, `create database ${name}`);
  } catch (error) {
    if (process.env['CI'] === 'true') throw error;
    process.stderr.write('No Postgres answers at TEST_DATABASE_URL: the tests that need it are skipped.\n');
    return undefined;
  }
  const url = new URL(BASE);
  url.pathname = `/${name}`;
  return {
    url: url.href,
    async becomeReadOnly(isReadOnly) {
      await ask(BASE, `alter database ${name} set default_transaction_read_only = ${isReadOnly ? 'on' : 'off'}`);
      await ask(BASE, `select pg_terminate_backend(pid) from pg_stat_activity where datname = '${name}'`);
    },
    drop: () => ask(BASE, `drop database if exists ${name} with (force)`),
  };
}
