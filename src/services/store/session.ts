import { CompiledQuery } from 'kysely';
import { createAudit } from './audit.ts';
import { createCases, createModerations } from './cases.ts';
import type { Session } from './contract.ts';
import type { Database } from './database.ts';
import { createDocumentRows } from './documents.ts';
import { createFigures } from './figures.ts';
import { createIncidents } from './incidents.ts';
import { createJobs } from './jobs.ts';
import { createLedger } from './ledger.ts';
import { createLimits } from './limits.ts';
import { createPeople } from './people.ts';
import { createPosts } from './posts.ts';
import { createPrivacyRequests } from './privacy-requests.ts';
import { createProcesses } from './processes.ts';
import { createProviders } from './providers.ts';
import { createServers } from './servers.ts';
import { createSourceRows } from './sources.ts';
import { createStats } from './stats.ts';
import { createSubmissions } from './submissions.ts';
import { createSwitchRows } from './switches.ts';
import { createBudgetMonths, createTallies } from './tallies.ts';
import { createUploads } from './uploads.ts';
import { createWitness } from './witness.ts';
import { createWords } from './words.ts';

type Parts = Omit<Session, 'sql'>;
type Makers = { readonly [Name in keyof Parts]: (database: Database) => Parts[Name] };

const makers: Makers = {
  jobs: createJobs,
  posts: createPosts,
  submissions: createSubmissions,
  ledger: createLedger,
  uploads: createUploads,
  sources: createSourceRows,
  providers: createProviders,
  switches: createSwitchRows,
  limits: createLimits,
  stats: createStats,
  words: createWords,
  cases: createCases,
  moderations: createModerations,
  tallies: createTallies,
  budgetMonths: createBudgetMonths,
  processes: createProcesses,
  figures: createFigures,
  servers: createServers,
  incidents: createIncidents,
  audit: createAudit,
  documents: createDocumentRows,
  people: createPeople,
  privacy: createPrivacyRequests,
  witness: createWitness,
};

interface Begun {
  readonly database: Database;
}

const lazily = (name: string, make: (database: Database) => unknown): PropertyDescriptor => ({
  enumerable: true,
  get(this: Begun) {
    const value = make(this.database);
    Object.defineProperty(this, name, { value, enumerable: true });
    return value;
  },
});

const parts: object = Object.defineProperties(
  {},
  Object.fromEntries(Object.entries(makers).map(([name, make]) => [name, lazily(name, make)])),
);

/** All questions, on a transaction or on the database itself. Each part is made when it is first asked: a transaction asks four of them. */
export function createSession(database: Database): Session {
  const session: Parts = Object.create(parts, { database: { value: database } });
  return Object.assign(session, {
    sql: async (text: string, values: readonly unknown[]) =>
      (await database.kysely.executeQuery(CompiledQuery.raw(text, [...values]))).rows,
  });
}

/** With all of its parts, as an object that can be copied. */
export function wholeOf(session: Session): Session {
  for (const name of Object.keys(makers)) Reflect.get(session, name);
  return { ...session };
}
