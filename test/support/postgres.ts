import { randomBytes } from 'node:crypto';
import pg from 'pg';

export interface TestDatabase {
  readonly url: string;
  drop(): Promise<void>;
}

const BASE = process.env['TEST_DATABASE_URL'] ?? 'postgres://postgres@127.0.0.1:5432/test';

async function ask(url: string, text: string): Promise<void> {
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 2000 });
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
  return { url: url.href, drop: () => ask(BASE, `drop database if exists ${name} with (force)`) };
}
