import type { FailureCode } from './failure.ts';
import type { JsonObject } from './json.ts';
import type { Localized } from './language.ts';
import type { Operation } from './operation.ts';
import type { Refusal } from './refusal.ts';

export interface ShownFile {
  /** `attachment://` and the name of a file of this message, or our own link. */
  readonly url: string;
  readonly isSpoiler: boolean;
}

export interface FinishedPicture {
  readonly jobId: string;
  /** Absent when the picture could not be shown here (an NSFW picture in a channel that is not). */
  readonly file: ShownFile | undefined;
  /** It is that: an NSFW picture where nobody may see it. */
  readonly isHidden?: boolean;
  /** Full-size original at the file store; undefined until it is there, or when the store has no public address. */
  readonly link: string | undefined;
  readonly isLinkPending: boolean;
  /** By ourselves, since the file service would not take it. */
  readonly isKeptHere?: boolean;
  /** Removed for its age. */
  readonly isExpired?: boolean;
  readonly width: number;
  readonly height: number;
}

export type CardStatus =
  | {
      readonly kind: 'queued';
      readonly ahead: number | undefined;
      /** Nothing leaves for the provider: until a point in time, or until somebody has seen to its account. */
      readonly held?: number | 'paused' | undefined;
    }
  | {
      readonly kind: 'working';
      readonly ready: number;
      readonly total: number;
      /** 0 to 1; undefined where neither the provider nor experience tells. */
      readonly progress: number | undefined;
      /** Point in time, in milliseconds; undefined where unknown or already past. */
      readonly expectedAt: number | undefined;
      /** A finished picture lies where the operator has not allowed us to fetch it. */
      readonly isHeld?: boolean;
    }
  | { readonly kind: 'finished'; readonly isLate: boolean }
  | { readonly kind: 'failed'; readonly reason: FailureCode; readonly refusal?: Refusal }
  | { readonly kind: 'cancelled' }
  | { readonly kind: 'restarted' };

/** The picture that a card was made from. */
export interface CardParent {
  readonly ownerId: string;
  /** Which of the pictures of its message, where there are several. */
  readonly n: number | undefined;
  /** To its message; undefined where nobody can be led there. */
  readonly link: string | undefined;
}

/** Many files, each on its own. */
export interface CardBatch {
  readonly lost: readonly LostFile[];
  /** All originals as one file: `attachment://` and its name, or our own link. */
  readonly zip: string | undefined;
}

/** One step after another; the card is that of the step that runs, or of the last that brought a picture. */
export interface CardSteps {
  /** From 1: the one that runs, or at which it stopped. */
  readonly current: number;
  readonly total: number;
  /** Credits of all of them. */
  readonly price: number;
  readonly stopped: { readonly reason: FailureCode | undefined; readonly refusal?: Refusal } | undefined;
}

export interface LostFile {
  readonly name: string;
  readonly reason: FailureCode;
  readonly refusal?: Refusal;
}

/** Everything that a card shows; a group (`count`) is one card. */
export interface CardState {
  readonly operation: Pick<Operation, 'name' | 'localNames' | 'title' | 'options' | 'followUps'>;
  readonly input: JsonObject;
  readonly altText: Localized;
  readonly ownerId: string;
  /** Subject of the buttons, shown so that it can be typed. */
  readonly jobId: string;
  readonly status: CardStatus;
  readonly pictures: readonly FinishedPicture[];
  /** Pictures of the group that ended without one, each given back. */
  readonly failures: readonly FailureCode[];
  /** Pictures of the group that were called off while others were made. */
  readonly cancelled?: number;
  readonly batch?: CardBatch;
  readonly steps?: CardSteps;
  /** Credits: of the whole card, and what was not given back. */
  readonly price: number;
  readonly charged: number;
  /** Of pictures that were paid for elsewhere: what this message cost says nothing. */
  readonly isCopy?: boolean;
  /** Of the member's day; undefined where it is not known. */
  readonly left: number | undefined;
  readonly mayCancel: boolean;
  /** Only a press will show how it ends: Discord lets nobody else change the message by then. */
  readonly mayGet?: boolean;
  readonly parent?: CardParent | undefined;
  /** Of somebody else's picture. */
  readonly credit?: { readonly authorId: string; readonly link: string } | undefined;
  /** Seen by its owner alone. */
  readonly isPrivate: boolean;
  /** Moderators of this place can be told of it. */
  readonly mayReport: boolean;
  /** A picture went into it, so that the result can be held against it. */
  readonly hasBefore: boolean;
}
