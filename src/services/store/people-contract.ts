import type { Post } from '../../core/job.ts';
import type { JsonObject } from '../../core/json.ts';
import type { Block, Grant, Rule } from '../../core/limits.ts';
import type { AuditEntry } from './audit-contract.ts';
import type { HeldJob } from './contract.ts';
import type { namedPlaces } from './people-places.ts';

/** A part of what is somebody's, by id: what comes after one, up to a point in time. */
export interface Slice {
  readonly after: string;
  readonly until: number;
  readonly limit: number;
}

export interface PersonLimits {
  readonly rules: readonly Rule[];
  readonly grants: readonly Grant[];
  readonly blocks: readonly Block[];
}

export interface Document {
  readonly key: string;
  readonly value: string;
}

export interface Documents {
  readonly found: readonly Document[];
  /** Undefined at the end. */
  readonly next?: string;
}

/** From one name to another that stands in its place. */
export interface Renaming {
  readonly from: string;
  readonly to: string;
}

/** What is somebody's, to be handed out. */
export interface PeopleReading {
  countPosts(personId: string): Promise<number>;
  posts(personId: string, slice: Slice): Promise<readonly Post[]>;
  /** Jobs that brought pictures. */
  pictured(personId: string, slice: Slice): Promise<readonly HeldJob[]>;
  limits(personId: string): Promise<PersonLimits>;
  /** What somebody did that is on record beside pictures: reports, deletions, moderation. */
  acts(personId: string, slice: Slice): Promise<readonly AuditEntry[]>;
  /** Entries of the log of limits that name somebody. */
  limitEntries(personId: string, slice: Slice): Promise<readonly AuditEntry[]>;
}

/** What is somebody's, to be forgotten. */
export interface PeopleForgetting {
  aliasOf(personId: string): string;
  /** Takes a post off the record: of its jobs stays when they were and what they cost, under the alias. */
  forgetPost(post: Post, now: number): Promise<void>;
  /** What moderators set about somebody stays, without words: grants under the alias, what restricts under one of its server. */
  forgetLimits(personId: string): Promise<void>;
  forgetAccounts(personId: string): Promise<void>;
  /** Grants of an alias end. */
  dropLimits(alias: string): Promise<void>;
  /** What restricted people who were forgotten, and has ended. */
  dropEnded(now: number): Promise<void>;
  /** What moderators set stays, and what is on record that somebody did. */
  renameActor(renaming: Renaming): Promise<void>;
  /** Of jobs that stand under an alias, with what they cost. False when none was left. */
  renameJobs(renaming: Renaming, limit: number): Promise<boolean>;
}

/** What no index finds: each walk answers with where to go on, undefined at the end. */
export interface PeopleTexts {
  /** What somebody chose. */
  documents(personId: string, after: string): Promise<Documents>;
  /** What is on record of somebody in places that no index leads to. */
  told(place: keyof typeof namedPlaces, personId: string): Promise<readonly JsonObject[]>;
  /** Preferences and what was just being chosen are dropped. */
  rewriteDocuments(renaming: Renaming, after: string): Promise<string | undefined>;
  rewrite(place: keyof typeof namedPlaces, renaming: Renaming, after: string): Promise<string | undefined>;
}

export type People = PeopleReading & PeopleForgetting & PeopleTexts;
