import { randomBytes } from 'node:crypto';
import { pino } from 'pino';
import { systemClock } from '../../src/core/clock.ts';
import { createWakeQueue } from '../../src/services/jobs/shared-runner.ts';
import { openStore } from '../../src/services/store/open-store.ts';
import { ask, BASE, connected, TEMPLATE, urlOf } from './postgres-server.ts';

export interface TestDatabase {
  readonly url: string;
  /** Sends one statement and gives its rows. */
  ask(text: string): Promise<readonly Readonly<Record<string, unknown>>[]>;
  /** As after a fail-over to a copy, or over a quota: sessions end, those that come may only read; later they end again. */
  becomeReadOnly(isReadOnly: boolean): Promise<void>;
  /** All that is in it once more, while nobody is connected to it. */
  copy(): Promise<TestDatabase>;
  drop(): Promise<void>;
}

const ONE_AT_A_TIME = 20_261_129;

/** As a bot leaves it that started once: all tables and queues, and not yet a secret of its own. */
async function fillTemplate(url: string): Promise<void> {
  const log = pino({ level: 'silent' });
  const store = await openStore({ databaseUrl: url, dataDir: '.', clock: systemClock, log });
  await store.close();
  const queue = createWakeQueue({ databaseUrl: url, log });
  await queue.start();
  await queue.stop();
  await ask(url, 'delete from meta');
}

/** Made by the first test of a run that wants a database; the others wait for it. */
const templateOfThisRun = (name: string) =>
  connected(BASE, async (client) => {
    await client.query(`select pg_advisory_lock(${ONE_AT_A_TIME})`);
    const { rows } = await client.query('select datistemplate from pg_database where datname = $1', [name]);
    if (rows[0]?.datistemplate) return;
    await client.query(`drop database if exists ${name} with (force)`);
    await client.query(`create database ${name}`);
    await fillTemplate(urlOf(name));
    await client.query(`alter database ${name} is_template true`);
  });

/** Undefined where no server answers, which in CI is an error. */
async function ifThere<T>(work: () => Promise<T>): Promise<T | undefined> {
  if (process.env['TEST_WITHOUT_POSTGRES'] === '1') return undefined;
  try {
    return await work();
  } catch (error) {
    if (process.env['CI'] === 'true') throw error;
    process.stderr.write('No Postgres answers at TEST_DATABASE_URL: the tests that need it are skipped.\n');
    return undefined;
  }
}

export const isPostgresThere = async (): Promise<boolean> => (await ifThere(() => ask(BASE, 'select 1'))) !== undefined;

const ROOM = 45;
const ROOM_MS = 60_000;

/** A process of the bot takes up to fourteen of the hundred connections of a server: the next waits until others have ended. */
async function untilThereIsRoom(): Promise<void> {
  for (const end = Date.now() + ROOM_MS; Date.now() < end; await new Promise((resolve) => setTimeout(resolve, 200))) {
    const [row] = await ask(
      BASE,
      `select current_setting('max_connections')::int - count(*)::int as free from pg_stat_activity`,
    );
    if (Number(row?.['free']) >= ROOM) return;
  }
}

const newName = (): string => `darkroom_${randomBytes(6).toString('hex')}`;

/** One that is there already; `server` leads to another one on the same server. */
export function databaseOn(server: string, name: string): TestDatabase {
  const url = Object.assign(new URL(server), { pathname: `/${name}` }).href;
  return {
    url,
    ask: (text) => ask(url, text),
    async becomeReadOnly(isReadOnly) {
      await ask(server, `alter database ${name} set default_transaction_read_only = ${isReadOnly ? 'on' : 'off'}`);
      await ask(server, `select pg_terminate_backend(pid) from pg_stat_activity where datname = '${name}'`);
    },
    async copy() {
      const other = newName();
      await ask(server, `create database ${other} template ${name}`);
      return databaseOn(server, other);
    },
    async drop() {
      await ask(server, `drop database if exists ${name} with (force)`);
    },
  };
}

/**
 * A database of its own on the local server, ready for a bot or without a single table; undefined where no server
 * answers, which in CI is an error.
 */
export async function createTestDatabase(kind: 'ready' | 'bare' = 'ready'): Promise<TestDatabase | undefined> {
  const name = newName();
  const template = process.env[TEMPLATE];
  const made = await ifThere(async () => {
    await untilThereIsRoom();
    const isReady = kind === 'ready' && template !== undefined;
    if (isReady) await templateOfThisRun(template);
    return ask(BASE, `create database ${name}${isReady ? ` template ${template}` : ''}`);
  });
  return made && databaseOn(BASE, name);
}
