import { createTestDatabase } from '../support/postgres.ts';
import { killedOn } from './killed.ts';

const database = await createTestDatabase();
await database?.drop();

killedOn('postgres', database !== undefined);
