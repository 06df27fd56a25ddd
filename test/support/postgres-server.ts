import { randomBytes } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import pg from 'pg';

/** The local server on which tests make their databases. */
export const BASE = process.env['TEST_DATABASE_URL'] ?? 'postgres://postgres@127.0.0.1:5432/test';
/** The variable that says how the template of this run is called. */
export const TEMPLATE = 'DARKROOM_TEST_TEMPLATE';

export const urlOf = (name: string): string => Object.assign(new URL(BASE), { pathname: `/${name}` }).href;

const ALL_ARE_TAKEN = '53300';
const PATIENCE_MS = 30_000;

/** Where all connections of the server are taken, one is waited for: the bots that are tried have them. */
async function connect(url: string): Promise<pg.Client> {
  for (const end = Date.now() + PATIENCE_MS; ; await pause(200)) {
    const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 10_000 });
    // whoever asks is told by the answer to the question
    client.on('error', () => undefined);
    try {
      await client.connect();
      return client;
    } catch (error) {
      const isFull = error instanceof pg.DatabaseError && error.code === ALL_ARE_TAKEN;
      if (!isFull || Date.now() > end) throw error;
    }
  }
}

export async function connected<T>(url: string, work: (client: pg.Client) => Promise<T>): Promise<T> {
  const client = await connect(url);
  return work(client).finally(() => client.end());
}

export const ask = (url: string, text: string): Promise<readonly Readonly<Record<string, unknown>>[]> =>
  connected(url, async (client) => (await client.query(text)).rows);

/** Runs once around all tests. */
export default function setup(): () => Promise<void> {
  const name = `darkroom_template_${randomBytes(6).toString('hex')}`;
  process.env[TEMPLATE] = name;
  return async () => {
    await ask(BASE, `alter database ${name} is_template false`).then(
      () => ask(BASE, `drop database ${name} with (force)`),
      // nobody wanted one
      () => [],
    );
  };
}
