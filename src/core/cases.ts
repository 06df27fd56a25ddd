import type { CardState, ShownFile } from './card.ts';
import type { FailureCode } from './failure.ts';
import type { MessagePlace, Phase } from './job.ts';
import type { JsonObject } from './json.ts';
import type { Language, Localized } from './language.ts';
import type { Block } from './limits/rules.ts';

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
export const caseActions = ['delete', 'suspend', 'lift', 'spoiler', 'dismiss'] as const;
export type CaseAction = (typeof caseActions)[number];

export interface Moderation {
  readonly id: string;
  readonly scope: string;
  /** Whom it was about. */
  readonly memberId: string;
  readonly deed: CaseAction;
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
  readonly moderations: readonly Moderation[];
  readonly closed: CaseEnd | undefined;
  /** Whoever asked for it, in this server. */
  readonly isSuspended: boolean;
  /** The picture is off the record. */
  readonly isErased: boolean;
}

/** A picture that went into another one. */
export type RecordSource =
  | { readonly kind: 'handed-in'; readonly option: string }
  | { readonly kind: 'linked'; readonly option: string; readonly host: string }
  | { readonly kind: 'result'; readonly option: string; readonly step: RecordStep };

/** What a picture was made from, as far as moderators may know of it. */
export type RecordStep =
  | { readonly kind: 'private' }
  | {
      readonly kind: 'open';
      readonly jobId: string;
      readonly title: Localized;
      readonly ownerId: string;
      readonly link: string | undefined;
      readonly isErased: boolean;
    };

export interface RecordPhase {
  readonly phase: Phase;
  readonly failure: FailureCode | undefined;
  readonly count: number;
}

/** All that moderators are told of a message of ours, and of whoever asked for it. */
export interface PictureRecord {
  /** Of the buttons: a case where there is one, else the job. */
  readonly subject: string;
  readonly jobId: string;
  readonly operation: Pick<CardState['operation'], 'name' | 'localNames' | 'title' | 'options'>;
  readonly input: JsonObject;
  readonly ownerId: string;
  readonly at: number;
  readonly link: string | undefined;
  readonly isErased: boolean;
  readonly isPrivate: boolean;
  readonly isSpoiler: boolean;
  /** Messages that show a private picture to everybody. */
  readonly shared: readonly (string | undefined)[];
  /** Sources, then results; undefined where none may or can be shown. */
  readonly strip: ShownFile | undefined;
  readonly sources: readonly RecordSource[];
  /** First step first, without the picture itself. */
  readonly chain: readonly RecordStep[];
  readonly price: number;
  readonly charged: number;
  readonly phases: readonly RecordPhase[];
  readonly pictures: number;
  /** Pictures that the provider marked as NSFW. */
  readonly flagged: number;
  readonly provider: string;
  readonly reports: Reports | undefined;
  readonly isCaseOpen: boolean;
  readonly block: Block | undefined;
  /** Of this member in this server, before. */
  readonly deletions: number;
  readonly suspensions: number;
}

/** For how long a member is suspended. */
export const suspensions = { hour: 3_600_000, day: 86_400_000, lasting: undefined } as const;
export type Suspension = keyof typeof suspensions;
export const isSuspension = (name: string): name is Suspension => Object.hasOwn(suspensions, name);

/** Whoever was faster, and when. */
export type Earlier = Pick<Moderation, 'actorId' | 'at'>;

/** What became of a moderator's click. */
export type RecordAnswer =
  | { readonly kind: 'suspended' | 'suspended-already'; readonly block: Block }
  | { readonly kind: 'lifted'; readonly memberId: string }
  | { readonly kind: 'not-suspended'; readonly memberId: string; readonly earlier: Earlier | undefined }
  | { readonly kind: 'covered'; readonly messages: number }
  | { readonly kind: 'covered-already'; readonly earlier: Earlier | undefined }
  | { readonly kind: 'dismissed' }
  | { readonly kind: 'closed-already'; readonly outcome: 'deleted' | 'dismissed'; readonly earlier: Earlier }
  /** `isOutOfReach`: a message still shows it. */
  | { readonly kind: 'deleted'; readonly isOutOfReach: boolean }
  | { readonly kind: 'deleted-already'; readonly earlier: Earlier | undefined; readonly isOutOfReach: boolean }
  | { readonly kind: 'in-the-works' | 'files-away' | 'not-reported' | 'missing' | 'private' | 'not-ours' };
