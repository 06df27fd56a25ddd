import { z } from 'zod';
import { StartupError } from '../core/errors.ts';
import { variables } from './variables.ts';

export interface DatabasePlace {
  readonly dataDir: string;
  /** Undefined: SQLite in `dataDir`. */
  readonly databaseUrl: string | undefined;
}

/** Where the bot's database is, for tools that need nothing else of what it is set to. */
export function readDatabasePlace(env: Readonly<Record<string, string | undefined>>): DatabasePlace {
  const { DATA_DIR, DATABASE_URL, PGPASSWORD } = variables;
  const given = Object.fromEntries(Object.entries(env).filter(([, value]) => value?.trim()));
  const read = z.object({ DATA_DIR, DATABASE_URL, PGPASSWORD }).safeParse(given).data;
  if (!read) throw new StartupError('DATA_DIR or DATABASE_URL is not set as the bot needs it.');
  return { dataDir: read.DATA_DIR, databaseUrl: withPassword(read.DATABASE_URL, read.PGPASSWORD) };
}

/** A password of its own variable needs no encoding; one in the address goes first, as everywhere with Postgres. */
export function withPassword(address: string | undefined, password: string | undefined): string | undefined {
  const url = address === undefined ? null : URL.parse(address);
  if (!url || url.password || !password) return address;
  url.password = encodeURIComponent(password);
  return url.href;
}
