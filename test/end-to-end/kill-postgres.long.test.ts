import { isPostgresThere } from '../support/postgres.ts';
import { killedOn } from './killed.ts';

const hasPostgres = await isPostgresThere();

killedOn('postgres', hasPostgres);
