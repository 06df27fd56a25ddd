import type { Allowance } from '../../core/allowance.ts';
import type { Job, Phase } from '../../core/job.ts';
import type { ProviderName } from '../../core/provider.ts';
import type { Submission, SubmissionOutcome } from '../../core/submission.ts';
import type { AgingJobs } from './aging-jobs.ts';
import type { Audit } from './audit-contract.ts';
import type { BudgetMonths } from './budget-months-contract.ts';
import type { Cases, Moderations } from './cases-contract.ts';
import type { ChainJobs } from './chain-jobs-contract.ts';
import type { Figures } from './figures-contract.ts';
import type { Incidents } from './incidents-contract.ts';
import type { Ledger, LedgerEntry } from './ledger-contract.ts';
import type { Limits } from './limits-contract.ts';
import type { MemberJobs } from './member-jobs-contract.ts';
import type { People } from './people-contract.ts';
import type { NewPost, Posts } from './posts-contract.ts';
import type { PrivacyRequests } from './privacy-contract.ts';
import type { Servers } from './servers-contract.ts';
import type { Sources } from './sources-contract.ts';
import type { Stats } from './stats-contract.ts';
import type { Switches } from './switches-contract.ts';
import type { Tallies } from './tallies-contract.ts';
import type { UnsentJobs } from './unsent-jobs.ts';
import type { Upload, Uploads } from './uploads-contract.ts';
import type { Witness } from './witness.ts';
import type { Words } from './words-contract.ts';

export type { Ledger, LedgerEntry, NewPost, Posts, Upload };

/** A job as the process that reads it holds it: the lease is part of every compare-and-set. */
export interface HeldJob extends Job {
  /** Process that works on it, or null. */
  readonly lease: string | null;
  /** When somebody should look at it again; null when only an event moves it on. */
  readonly dueAt: number | null;
}

export type NewJob = HeldJob;
export type JobPatch = Partial<
  Pick<
    HeldJob,
    | 'lease'
    | 'dueAt'
    | 'input'
    | 'attempts'
    | 'ticket'
    | 'isTold'
    | 'results'
    | 'failure'
    | 'isLate'
    | 'submittedAt'
    | 'deadlineAt'
    | 'completedAt'
    | 'credit'
    | 'renewals'
    | 'heldHost'
  >
> & {
  /** When the pictures were removed for their age. */
  readonly expiredAt?: number;
};
export type JobState = Pick<HeldJob, 'id' | 'phase' | 'lease'>;

/** Which of a member's requests are counted. */
export interface Among {
  readonly operation?: string | undefined;
  /** A request that is known to run. */
  readonly exceptPost?: string | undefined;
}

/** A row that this version cannot read: set aside, told, never in the way of the others. */
export interface UnreadableJob {
  readonly id: string;
  readonly postId: string;
  readonly phase: Phase;
  readonly problem: string;
}

export interface Jobs extends MemberJobs, ChainJobs, AgingJobs, UnsentJobs {
  insert(jobs: readonly NewJob[]): Promise<void>;
  byId(id: string): Promise<HeldJob | undefined>;
  byPost(postId: string): Promise<readonly HeldJob[]>;
  /** Takes the lease where it is free, ours, or its process is dead by the database's clock. Never of a queued job. */
  claim(id: string, processId: string): Promise<HeldJob | undefined>;
  /** Compare-and-set on (id, phase, lease); undefined when the row has moved on. */
  change(from: JobState, to: Phase, patch?: JobPatch): Promise<HeldJob | undefined>;
  /** Frees the lease if it is still `processId`'s, and says when to look again. */
  release(id: string, processId: string, dueAt: number | null): Promise<void>;
  /** Ids whose time has come and which no living process holds, oldest due first; queued ones wait for a slot instead. */
  due(now: number, limit: number, partitions?: readonly number[]): Promise<readonly string[]>;
  /** Ids whose time has come and which this process holds: those of them that it works on, and those that it dropped. */
  dueOf(processId: string, now: number): Promise<readonly string[]>;
  /** Earliest time at which `due` finds something, or null. */
  earliestDue(): Promise<number | null>;
  /** Rows that no longer parse, moved to `failed` and due, so that their members are told. */
  setAsideUnreadable(): Promise<readonly UnreadableJob[]>;
  /** Spool files of pictures that are not stored or not shown yet. */
  spoolInUse(): Promise<readonly string[]>;
  /** Whether a finished picture of this operation is held because of its host. */
  isHeld(operation: string): Promise<boolean>;
  /** What is held and was given up is looked at again now: the operator may have allowed its host. */
  hastenHeld(now: number): Promise<void>;
  /** Jobs in submitting or waiting. */
  countInSlots(provider: ProviderName): Promise<number>;
  /** Requests of the member that have not ended; the pictures of one `count` as one. */
  countRunning(scope: string, ownerId: string, among?: Among): Promise<number>;
  /** Whether a member has one that nothing was sent of yet. */
  isAnyCancellable(scope: string, ownerId: string): Promise<boolean>;
  /** Whether `nextFair` would find one. */
  isAnyQueued(provider: ProviderName, now: number): Promise<boolean>;
  /** Due and queued: scope with fewest in slots, then member with fewest, then priority, then age. */
  nextFair(provider: ProviderName, now: number): Promise<HeldJob | undefined>;
  /** The oldest that were queued before `since`. */
  inLine(since: number, limit: number): Promise<readonly Pick<Job, 'postId' | 'partition'>[]>;
  /** How many queued jobs, fairly counted, come before this one. */
  ahead(job: Pick<Job, 'id' | 'provider' | 'scope'>): Promise<number>;
  /** Milliseconds from submit to completion of the last finished ones, newest first. */
  recentDurations(operation: string, tier: string, limit: number): Promise<readonly number[]>;
}

export interface Submissions {
  insert(submission: Submission): Promise<void>;
  latest(jobId: string): Promise<Submission | undefined>;
  /** Of the same job, before this one. */
  countEarlier(submission: Pick<Submission, 'id' | 'jobId'>, outcome: SubmissionOutcome): Promise<number>;
  /** Never refused, whatever became of the job. */
  ticketArrived(id: string, ticket: string): Promise<void>;
  settle(id: string, outcome: SubmissionOutcome): Promise<void>;
}

export type PauseReason = 'key' | 'credits' | 'gone';

export interface ProviderState {
  readonly name: ProviderName;
  readonly pausedFor: PauseReason | null;
  readonly pausedAt: number | null;
  /** Of an account without credits: when one order may try it. */
  readonly retryAt: number | null;
  /** How often one did. */
  readonly trials: number;
  /** One was accepted for it and has not left yet. */
  readonly isTrialOpen: boolean;
  /** Nothing is sent before, nor before a probe has passed then. */
  readonly restsUntil: number | null;
}

export interface Providers {
  /** Makes the row if need be and holds it to the end of the transaction. */
  lock(name: ProviderName): Promise<ProviderState>;
  read(name: ProviderName): Promise<ProviderState>;
  /** A pause for the same reason stays as it is. */
  pause(name: ProviderName, reason: PauseReason, now: number, retryAt: number | null): Promise<void>;
  resume(name: ProviderName): Promise<void>;
  /** What the key may still send, as of `ageMs` ago by the database's clock; held to the end of the transaction. */
  allowance(
    name: ProviderName,
  ): Promise<{ readonly allowance: Allowance; readonly ageMs: number; readonly at: number }>;
  keepAllowance(name: ProviderName, allowance: Allowance, at: number): Promise<void>;
  /** Of all who want to try it when its time has come, one may; the next after `waitMs`. */
  openTrial(name: ProviderName, now: number, waitMs: number): Promise<boolean>;
  closeTrial(name: ProviderName): Promise<void>;
  postponeTrial(name: ProviderName, until: number): Promise<void>;
  advanceTrial(name: ProviderName, to: number): Promise<void>;
  rest(name: ProviderName, until: number | null): Promise<void>;
}

export interface Processes {
  /** Alive for another `leaseMs` by the database's clock. `folder`: the mark of its DATA_DIR. */
  beat(id: string, role: string, leaseMs: number, folder?: string): Promise<void>;
  /** How many others are alive that use another folder. */
  countElsewhere(folder: string): Promise<number>;
  remove(id: string): Promise<void>;
  /** Removes the dead and says who they were. */
  removeDead(): Promise<readonly string[]>;
  /** Which of `count` partitions are ours after a fair share-out among the living that want some. */
  sharePartitions(id: string, count: number): Promise<readonly number[]>;
}

export interface Documents {
  get(key: string): Promise<string | undefined>;
  set(key: string, value: string): Promise<void>;
  delete(key: string): Promise<boolean>;
  clear(): Promise<void>;
}

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
