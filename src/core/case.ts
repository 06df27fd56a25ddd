import type { ShownFile } from './card.ts';
import type { MessagePlace } from './job.ts';
import type { Language, Localized } from './language.ts';

export const caseOutcomes = ['deleted', 'dismissed'] as const;
export type CaseOutcome = (typeof caseOutcomes)[number];

/** A message that members reported, and what became of it. */
export interface Case {
  readonly id: string;
  /** The server. */
  readonly scope: string;
  readonly postId: string;
  /** The job whose button was pressed first. */
  readonly jobId: string;
  /** Who asked for the picture. */
  readonly ownerId: string;
  readonly applicationId: string;
  /** Of the server, where its settings name none. */
  readonly language: Language;
  readonly openedAt: number;
  readonly closed: CaseEnd | undefined;
  /** In the log channel. */
  readonly message: MessagePlace | undefined;
  /** Counts what its message must not miss. */
  readonly version: number;
}

export interface CaseEnd {
  readonly at: number;
  readonly by: string;
  readonly outcome: CaseOutcome;
}

/** Words of members on why they report; who they are is told to nobody. */
export interface Reports {
  readonly count: number;
  readonly lastAt: number;
  /** Newest first. */
  readonly reasons: readonly string[];
}

/** What moderators do about a picture or its member. */
export const moderationDeeds = ['delete', 'suspend', 'lift', 'spoiler', 'dismiss'] as const;
export type ModerationDeed = (typeof moderationDeeds)[number];

export interface Moderation {
  readonly id: string;
  readonly scope: string;
  /** Whom it was about. */
  readonly memberId: string;
  readonly deed: ModerationDeed;
  readonly jobId: string;
  readonly operation: string;
  readonly caseId: string | undefined;
  readonly actorId: string;
  readonly at: number;
  /** Of a suspension; undefined until it is lifted. */
  readonly until: number | undefined;
}

/** Everything that the message of a case shows. */
export interface CaseState {
  readonly id: string;
  readonly jobId: string;
  readonly ownerId: string;
  readonly title: Localized;
  readonly prompt: string | undefined;
  readonly altText: Localized;
  /** To what was reported; undefined where nobody can be led there. */
  readonly link: string | undefined;
  /** When it was asked for. */
  readonly at: number;
  readonly pictures: readonly { readonly file: ShownFile | undefined }[];
  /** Marked as NSFW by the provider: not shown where that is not known to be allowed. */
  readonly flagged: number;
  readonly reports: Reports;
  /** Oldest first. */
  readonly deeds: readonly Moderation[];
  readonly closed: CaseEnd | undefined;
  /** Whoever asked for it, in this server. */
  readonly isSuspended: boolean;
  /** The picture is off the record. */
  readonly isErased: boolean;
}
