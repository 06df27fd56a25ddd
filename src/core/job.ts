import type { Credit } from './consent.ts';
import type { FailureReason } from './failure.ts';
import type { JsonObject } from './json.ts';
import type { Language } from './language.ts';
import type { PictureType } from './picture-type.ts';
import type { Plan } from './plan.ts';
import type { ProviderName } from './provider.ts';

export const phases = [
  'accepted',
  'queued',
  'submitting',
  'waiting',
  'storing',
  'delivering',
  'done',
  'failed',
  'cancelled',
] as const;
export type Phase = (typeof phases)[number];

/** Phases in which nothing more happens by itself. */
export const endedPhases = ['done', 'failed', 'cancelled'] as const satisfies readonly Phase[];
/** Phases that hold one of the provider's slots. */
export const slotPhases = ['submitting', 'waiting'] as const satisfies readonly Phase[];
export type EndedPhase = (typeof endedPhases)[number];

const next: Readonly<Record<Phase, readonly Phase[]>> = {
  accepted: ['queued', 'failed', 'cancelled'],
  queued: ['submitting', 'failed', 'cancelled'],
  submitting: ['queued', 'waiting', 'storing', 'failed'],
  waiting: ['storing', 'failed'],
  storing: ['delivering', 'waiting', 'failed'],
  delivering: ['done'],
  done: [],
  // a ticket or a picture that arrives late reopens the job
  failed: ['waiting', 'storing'],
  cancelled: [],
};

/** Staying is always allowed: a row may learn something without moving on. */
export const mayFollow = (from: Phase, to: Phase): boolean => from === to || next[from].includes(to);
export const PARTITIONS = 16;

/** All jobs of a channel fall into one partition, so that one process sees its whole rate. */
export function partitionOf(channelId: string): number {
  let hash = 0;
  for (const character of channelId) hash = (hash * 31 + character.charCodeAt(0)) % 65_521;
  return hash % PARTITIONS;
}

export const isEnded = (phase: Phase): phase is EndedPhase => endedPhases.some((ended) => ended === phase);

/** One picture of a finished task on its way to the member: each field is filled when it is true. */
export interface ResultPicture {
  /** Where the provider has it, until `expiresAt`; absent for bytes that came with the answer. */
  readonly url?: string;
  readonly expiresAt?: number;
  readonly nsfw?: boolean;
  /** File in the spool. */
  readonly spool?: string;
  readonly type?: PictureType;
  readonly width?: number;
  readonly height?: number;
  readonly bytes?: number;
  /** What we do to it ourselves is done. */
  readonly isFinished?: boolean;
  /** Id and public link at the file store. */
  readonly storedId?: string;
  readonly link?: string;
  /** The file service would not take it: it lies in our own folder. */
  readonly isKeptHere?: boolean;
  /** It was removed for its age: only its shape is still known. */
  readonly isExpired?: boolean;
}

/** One picture asked for: one row, at most one task at the provider. */
export interface Job {
  readonly id: string;
  readonly postId: string;
  /** Place among the pictures of the post, from 0. */
  readonly index: number;
  readonly operation: string;
  readonly provider: ProviderName;
  readonly phase: Phase;
  /** As stored: `Operation.prepare` reads it again. */
  readonly input: JsonObject;
  readonly tier: string;
  readonly price: number;
  /** Whose limits it counts against: a server, or a member outside of servers. */
  readonly scope: string;
  readonly ownerId: string;
  readonly attempts: number;
  readonly ticket: string | undefined;
  readonly results: readonly ResultPicture[];
  readonly failure: FailureReason | undefined;
  /** Whether the message says where the job stands now; only what ended can be untold. */
  readonly isTold: boolean;
  /** Channels are shared out among processes by this number. */
  readonly partition: number;
  /** True for a picture that came after its price was given back. */
  readonly isLate: boolean;
  readonly createdAt: number;
  readonly submittedAt: number | undefined;
  readonly deadlineAt: number | undefined;
  readonly completedAt: number | undefined;
  /** The job whose picture it was made from, and which of its pictures, from 0. */
  readonly parentId: string | undefined;
  readonly parentIndex: number | undefined;
  /** The first of its chain: itself where it was made from no picture of ours. */
  readonly rootId: string;
  /** How many jobs of its chain come before it. */
  readonly depth: number;
  /** Of a picture that is none of ours, and not of the member's: handed on to all that is made from it. */
  readonly credit?: Credit | undefined;
  /** How often fresh links were asked for because those before them were refused. */
  readonly renewals?: number;
  /** Where its finished picture lies, while the operator has not allowed that host. */
  readonly heldHost?: string | undefined;
}

/** Deleted by its owner: the row stays for the ledger, what it held is gone. */
export const isErased = ({ input, failure }: Pick<Job, 'input' | 'failure'>): boolean =>
  Object.keys(input).length === 0 && failure?.code !== 'unreadable-record';

/** Where a post stands in Discord, as the interaction told it. */
export interface Place {
  readonly guildId: string | undefined;
  readonly channelId: string;
  readonly context: 'guild' | 'bot-dm' | 'private';
  /** Whether the bot itself is in that server, not only the member's installation. */
  readonly isBotPresent: boolean;
  readonly appPermissions: string;
  readonly isNsfwChannel: boolean;
  readonly isThread?: boolean;
  /** Of a thread: the channel that it belongs to. */
  readonly parentId?: string;
  /** Of the member in the server, where there is one: limits go by them. */
  readonly roles?: readonly string[];
  readonly attachmentLimit: number;
  /** Of the member, for what only the member sees. */
  readonly language: Language;
  /** Of the server, for what everybody sees. */
  readonly publicLanguage: Language;
}

export interface MessagePlace {
  readonly channelId: string;
  readonly messageId: string;
}

/** One Discord message and the jobs whose pictures it shows. */
export interface Post {
  readonly id: string;
  readonly ownerId: string;
  readonly scope: string;
  readonly place: Place;
  readonly interactionId: string;
  readonly applicationId: string;
  readonly token: string;
  readonly tokenExpiresAt: number;
  readonly messageId: string | undefined;
  readonly acknowledgedAt: number | undefined;
  readonly isPrivate: boolean;
  readonly isSpoiler: boolean;
  /** Pictures that the message shows already. */
  readonly shown: readonly ShownPicture[];
  /** The message of ours that shows them, where it is not the one that the post began with. */
  readonly copy?: MessagePlace;
  /** Of what the message said when Discord last took it; undefined as long as that is the first answer. */
  readonly shownVersion?: string;
  readonly createdAt: number;
  readonly plan?: Plan;
}

export interface ShownPicture {
  readonly jobId: string;
  readonly index: number;
  readonly attachmentId: string;
  readonly name: string;
}
