import type { ShownFile } from './card.ts';
import type { MemberCommand } from './command.ts';
import type { Localized } from './language.ts';
import type { Operation } from './operation.ts';
import type { PingWish } from './settings.ts';

/** Which page of how many; none at all where there is nothing. */
export interface Position {
  readonly page: number;
  readonly pages: number;
}

export type OpenStatus =
  | { readonly kind: 'queued'; readonly ahead: number | undefined }
  | {
      readonly kind: 'working';
      readonly ready: number;
      readonly total: number;
      /** Points in time; `expectedAt` is undefined where unknown or already past. */
      readonly since: number;
      readonly expectedAt: number | undefined;
    }
  | { readonly kind: 'delivering' };

/** A post of the member's that has not ended. */
export interface OpenPost {
  /** Subject of its Cancel button. */
  readonly jobId: string;
  readonly title: Localized;
  readonly prompt: string | undefined;
  readonly status: OpenStatus;
  /** Link to its message; undefined where nobody can be led there. */
  readonly message: string | undefined;
  readonly mayCancel: boolean;
}

export interface JobsPage extends Position {
  readonly total: number;
  readonly posts: readonly OpenPost[];
  /** When the member is called, wherever it was asked for. */
  readonly ping: PingWish;
}

export interface HistoryPicture {
  /** Absent where no copy can be shown here. */
  readonly file: ShownFile | undefined;
  /** Marked as NSFW, and this channel is not. */
  readonly isHidden: boolean;
  /** Removed for its age. */
  readonly isExpired?: boolean;
  readonly link: string | undefined;
  readonly width: number;
  readonly height: number;
}

export interface HistoryJob {
  readonly jobId: string;
  readonly title: Localized;
  readonly prompt: string | undefined;
  readonly altText: Localized;
  readonly at: number;
  readonly message: string | undefined;
  readonly pictures: readonly HistoryPicture[];
}

/** What moderators took away, newest first. */
export interface RemovedPictures {
  readonly total: number;
  readonly latest: readonly Pick<HistoryJob, 'jobId' | 'title' | 'at'>[];
}

export interface HistoryPage extends Position {
  readonly total: number;
  readonly jobs: readonly HistoryJob[];
  /** On the first page. */
  readonly removed?: RemovedPictures;
}

/** What autocomplete tells of a job. */
export interface JobSuggestion {
  readonly jobId: string;
  readonly title: Localized;
  readonly prompt: string | undefined;
  readonly ageMs: number;
}

export interface PriceLine {
  readonly tier: string;
  readonly credits: number;
}

export type OfferedOperation = Pick<Operation, 'name' | 'localNames' | 'description' | 'options' | 'main'> & {
  readonly priceList: readonly PriceLine[];
};

export type OfferedCommand = Pick<MemberCommand, 'name' | 'localNames' | 'description' | 'options' | 'subcommands'>;

/** What is really offered here, now. */
export interface Offer {
  readonly operations: readonly OfferedOperation[];
  readonly commands: readonly OfferedCommand[];
  /** Told to moderators only. */
  readonly moderation?: readonly OfferedCommand[];
  readonly disabledModels: readonly string[];
}
