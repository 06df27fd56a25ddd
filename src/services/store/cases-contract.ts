import type { Case, CaseEnd, CaseOutcome, Moderation, ModerationDeed, Reports } from '../../core/case.ts';
import type { MessagePlace } from '../../core/job.ts';
import type { Language } from '../../core/language.ts';

/** Somebody who has not heard yet how it ended. */
export interface ReportToTell {
  readonly caseId: string;
  readonly reporterId: string;
  readonly postId: string;
  readonly language: Language;
  readonly reportedAt: number;
  readonly outcome: CaseOutcome;
  readonly closedBy: string;
}

/** Of reported pictures that no channel has taken. */
export interface WaitingCases {
  readonly count: number;
  readonly newestAt: number;
}

export type NewCase = Omit<Case, 'closed' | 'message' | 'version'>;

export interface Cases {
  byId(id: string): Promise<Case | undefined>;
  byPost(postId: string): Promise<Case | undefined>;
  /** One for each post: a second one changes nothing. */
  open(newCase: NewCase): Promise<void>;
  /** False: the member has reported it before. */
  report(
    caseId: string,
    reporterId: string,
    reason: string | undefined,
    at: number,
    language?: Language,
  ): Promise<boolean>;
  hasReported(caseId: string, reporterId: string): Promise<boolean>;
  reports(caseId: string, reasons: number): Promise<Reports>;
  /** False where it is closed already; what was dismissed may still be deleted. Reporters are to hear of it. */
  close(id: string, end: CaseEnd): Promise<boolean>;
  /** Its message has something new to say. */
  touch(id: string, at: number): Promise<void>;
  /** Those whose message is to be brought up to date, the oldest first. */
  toCheck(before: number, limit: number, partitions?: readonly number[]): Promise<readonly Case[]>;
  checkAt(id: string, at: number | null): Promise<void>;
  /** All of a server that have no message yet. */
  postpone(scope: string, at: number): Promise<void>;
  /** All of a server that have no message yet, now. */
  hasten(scope: string): Promise<void>;
  waiting(scope: string): Promise<WaitingCases>;
  /** Of those whose case is closed, the longest waiting first. */
  reportersToTell(before: number, limit: number, partitions?: readonly number[]): Promise<readonly ReportToTell[]>;
  tellReporterAt(caseId: string, reporterId: string, at: number): Promise<void>;
  reporterTold(caseId: string, reporterId: string, at: number): Promise<void>;
  /** What Discord took; what came since is shown next. */
  shown(id: string, version: number, message: MessagePlace, now: number): Promise<void>;
  /** Its channel is gone: it may be posted in another one. */
  lost(id: string, at: number): Promise<void>;
}

export interface Moderations {
  append(deed: Omit<Moderation, 'id'>): Promise<void>;
  /** The last ones, oldest first. */
  ofCase(caseId: string, limit: number): Promise<readonly Moderation[]>;
  latestOfJob(jobId: string, deed: ModerationDeed): Promise<Moderation | undefined>;
  /** Of a member anywhere, newest first. */
  ofMember(memberId: string, deed: ModerationDeed, limit: number): Promise<readonly Moderation[]>;
  latestOfMember(scope: string, memberId: string, deed: ModerationDeed): Promise<Moderation | undefined>;
  count(memberId: string, deed: ModerationDeed, scope?: string): Promise<number>;
}
