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

/** All questions, on a transaction or on the database itself. */
export function createSession(database: Database): Session {
  return {
    jobs: createJobs(database),
    posts: createPosts(database),
    submissions: createSubmissions(database),
    ledger: createLedger(database),
    uploads: createUploads(database),
    sources: createSourceRows(database),
    providers: createProviders(database),
    switches: createSwitchRows(database),
    limits: createLimits(database),
    stats: createStats(database),
    words: createWords(database),
    cases: createCases(database),
    moderations: createModerations(database),
    tallies: createTallies(database),
    budgetMonths: createBudgetMonths(database),
    processes: createProcesses(database),
    figures: createFigures(database),
    servers: createServers(database),
    incidents: createIncidents(database),
    audit: createAudit(database),
    documents: createDocumentRows(database),
    people: createPeople(database),
    privacy: createPrivacyRequests(database),
    witness: createWitness(database),
    async sql(text, values) {
      return (await database.kysely.executeQuery(CompiledQuery.raw(text, [...values]))).rows;
    },
  };
}
