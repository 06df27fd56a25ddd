import type { CaseOutcome } from '../core/case.ts';
import type { Phase } from '../core/job.ts';
import type { RecordDeed } from '../core/mod-id.ts';

/** Texts of the moderators' look at a picture; members come as mentions, times as timestamps, words made harmless. */
export interface RecordTexts {
  readonly title: string;
  by(owner: string, at: string): string;
  command(name: string, job: string): string;
  readonly erased: string;
  readonly seenByAll: string;
  readonly seenByOne: string;
  sharedAt(links: string): string;
  readonly covered: string;
  price(credits: number, charged: number): string;
  readonly phases: Readonly<Record<Phase, string>>;
  phase(count: number, phase: string, why: string | undefined): string;
  provider(name: string): string;
  flagged(count: number, pictures: number): string;
  readonly sources: string;
  handedIn(option: string, owner: string): string;
  linked(option: string, host: string): string;
  resultOf(option: string, what: string): string;
  readonly chain: string;
  readonly privateStep: string;
  readonly erasedStep: string;
  readonly promptCut: string;
  reports(count: number, last: string): string;
  readonly unreported: string;
  suspended(by: string, until: string | undefined, reason: string | undefined): string;
  readonly notSuspended: string;
  before(deletions: number, suspensions: number): string;
  /** Under a picture of the sources and the results. */
  readonly stripAlt: string;
  readonly source: string;
  readonly result: string;
  /** Why a member is suspended, as the member reads it. */
  blockReason(job: string): string;

  readonly caseTitle: string;
  caseFlagged(count: number): string;
  readonly caseErased: string;
  readonly closed: Readonly<Record<CaseOutcome, (by: string, at: string) => string>>;
  suspendedBy(by: string, at: string, until: string | undefined): string;
  liftedBy(by: string, at: string): string;
  coveredBy(by: string, at: string): string;

  waitingIn(server: string): string;
  readonly waitingHere: string;
  /** To whoever reported it. */
  readonly settled: Readonly<Record<CaseOutcome, (at: string) => string>>;
  readonly buttons: Readonly<Record<RecordDeed, string>>;
  readonly confirmDelete: string;
  readonly reportTitle: string;
  readonly reasonLabel: string;
  readonly reasonHint: string;

  readonly answers: RecordAnswerTexts;
  /** In a member's gallery. */
  removed(count: number): string;
  removedJob(title: string, at: string, job: string): string;
}

export interface RecordAnswerTexts {
  nowSuspended(member: string, until: string | undefined): string;
  suspendedAlready(member: string, by: string, until: string | undefined): string;
  lifted(member: string): string;
  notSuspended(member: string, by: string | undefined, at: string | undefined): string;
  covered(messages: number): string;
  coveredAlready(by: string | undefined, at: string | undefined): string;
  readonly dismissed: string;
  closedAlready(outcome: CaseOutcome, by: string, at: string): string;
  readonly deleted: string;
  readonly outOfReach: string;
  deletedAlready(by: string | undefined, at: string | undefined): string;
  readonly inTheWorks: string;
  readonly filesAway: string;
  readonly notReported: string;
  readonly missing: string;
  readonly isPrivate: string;
  readonly notOurs: string;
}
