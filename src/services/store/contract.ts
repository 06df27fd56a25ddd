import type { Audit } from './audit.ts';
import type { Cases, Moderations } from './cases.ts';
import type { Documents } from './documents.ts';
import type { Figures } from './figures.ts';
import type { Incidents } from './incidents.ts';
import type { Jobs } from './jobs.ts';
import type { Ledger } from './ledger.ts';
import type { Limits } from './limits.ts';
import type { People } from './people.ts';
import type { Posts } from './posts.ts';
import type { PrivacyRequests } from './privacy-requests.ts';
import type { Processes } from './processes.ts';
import type { Providers } from './providers.ts';
import type { Servers } from './servers.ts';
import type { Sources } from './sources.ts';
import type { Stats } from './stats.ts';
import type { Submissions } from './submissions.ts';
import type { Switches } from './switches.ts';
import type { BudgetMonths, Tallies } from './tallies.ts';
import type { Uploads } from './uploads.ts';
import type { Witness } from './witness.ts';
import type { Words } from './words.ts';

export type { AuditEntry } from './audit.ts';
export type { ReportToTell } from './cases.ts';
export type { Documents } from './documents.ts';
export type { BookedLine, BookMark, Figures } from './figures.ts';
export type { HeldJob, JobPatch, NewJob } from './job-rows.ts';
export type { Jobs } from './jobs.ts';
export type { LedgerEntry } from './ledger.ts';
export type { LimitKind } from './limits.ts';
export type { PersonLimits } from './people.ts';
export type { Renaming } from './people-forgetting.ts';
export type { Document, FoundDocuments } from './people-texts.ts';
export type { NewPost, Posts } from './posts.ts';
export type { PrivacyKind, PrivacyRequest } from './privacy-requests.ts';
export type { PauseReason, ProviderState } from './providers.ts';
export type { SourceRow } from './sources.ts';
export type { AccountCursor, AccountRow, LedgerRow, OutcomeRow, ScopeSpan, Stats } from './stats.ts';
export type { Evidence, SwitchKey, SwitchRow } from './switches.ts';
export type { DueBudget } from './tallies.ts';
export type { Upload } from './uploads.ts';

/** Everything that can be asked of the database, inside a transaction or one statement at a time. */
export interface Session {
  readonly jobs: Jobs;
  readonly posts: Posts;
  readonly submissions: Submissions;
  readonly ledger: Ledger;
  readonly uploads: Uploads;
  readonly sources: Sources;
  readonly providers: Providers;
  readonly switches: Switches;
  readonly limits: Limits;
  readonly stats: Stats;
  readonly words: Words;
  readonly cases: Cases;
  readonly moderations: Moderations;
  readonly tallies: Tallies;
  readonly budgetMonths: BudgetMonths;
  readonly processes: Processes;
  readonly figures: Figures;
  readonly servers: Servers;
  readonly incidents: Incidents;
  readonly audit: Audit;
  readonly documents: Documents;
  readonly people: People;
  readonly privacy: PrivacyRequests;
  readonly witness: Witness;
  /** For libraries that write in our transaction. */
  sql(text: string, values: readonly unknown[]): Promise<readonly unknown[]>;
}

export interface Store extends Session {
  readonly kind: 'sqlite' | 'postgres';
  /** Random, made at first start, never shown: ids at the file store are derived from it. */
  readonly namespace: string;
  /** All or nothing, one after the other on SQLite; nothing but `session` may be awaited inside. */
  transaction<T>(work: (session: Session) => Promise<T>): Promise<T>;
  /** What was deleted is no longer in any file of the database's that is ours. */
  purge(): Promise<void>;
  /** Cheap question for /readyz. */
  isAnswering(): Promise<boolean>;
  close(): Promise<void>;
}
