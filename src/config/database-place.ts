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
  const { DATA_DIR, DATABASE_URL } = variables;
  const given = Object.fromEntries(Object.entries(env).filter(([, value]) => value?.trim()));
  const read = z.object({ DATA_DIR, DATABASE_URL }).safeParse(given).data;
  if (!read) throw new StartupError('DATA_DIR or DATABASE_URL is not set as the bot needs it.');
  return { dataDir: read.DATA_DIR, databaseUrl: read.DATABASE_URL };
}
