import { z } from 'zod';
import type { FailureReason } from './failure.ts';
import { isJsonObject, type JsonObject } from './json.ts';
import type { Language } from './language.ts';
import type { PictureType } from './picture.ts';
import type { ProviderName, RemoteImage, WebhookAddress } from './provider.ts';
import type { Credit } from './settings.ts';

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
type EndedPhase = (typeof endedPhases)[number];

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
  /** When a webhook last said that its task is worth a look. */
  readonly heardAt?: number;
  /** Where its finished picture lies, while the operator has not allowed that host. */
  readonly heldHost?: string | undefined;
}

/** What the message of an erased post shows: nothing, and then it is gone. */
export const ERASED_VERSION = 'erased';

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

const zip = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('linked'), url: z.string() }),
  z.object({ kind: z.literal('attached') }),
  /** Nothing to pack, or no way to hand it over. */
  z.object({ kind: z.literal('none') }),
]);

const batch = z.object({
  kind: z.literal('batch'),
  /** Of the files, in the order of the jobs. */
  names: z.array(z.string()),
  /** All originals as one file, once every job has ended. */
  zip: zip.optional(),
});

const step = z.object({
  operation: z.string(),
  /** The option that takes the picture of the step before. */
  option: z.string(),
  /** All but that picture. */
  input: z.custom<JsonObject>(isJsonObject),
  tier: z.string(),
  /** Credits, as they were told. */
  price: z.int(),
});

const steps = z.object({ kind: z.literal('steps'), steps: z.array(step) });

/** What the jobs of a post are to each other, where they are not the pictures of one `count`. */
export const planSchema = z.discriminatedUnion('kind', [batch, steps]);
export type Plan = z.infer<typeof planSchema>;
export type PlannedStep = z.infer<typeof step>;
export type BatchZip = z.infer<typeof zip>;

/** The place of a batch's ZIP among the pictures that a message shows: with its first job. */
export const ZIP_INDEX = -1;

/** Credits of all that will be run one after the other. */
export const sumOf = (steps: readonly Pick<PlannedStep, 'price'>[]): number =>
  steps.reduce((sum, { price }) => sum + price, 0);

/** One POST to a provider, written before it leaves and never deleted. */
export interface Submission {
  readonly id: string;
  readonly jobId: string;
  readonly attempt: number;
  /** Random, part of the webhook's path. */
  readonly nonce: string;
  /** Where the provider was told to tell how its task stands. */
  readonly webhook: WebhookAddress | undefined;
  readonly sentAt: number;
  readonly ticket: string | undefined;
  /** What a webhook brought of a task that nobody can ask for. */
  readonly images: readonly RemoteImage[] | undefined;
  /** Where the provider knows an order again. */
  readonly order?: SentOrder | undefined;
  readonly outcome: SubmissionOutcome;
}

/** What the same order, sent once more, is made of. */
export interface SentOrder {
  /** Addresses under which the provider keeps its pictures, by their options. */
  readonly uploads: Readonly<Record<string, string>>;
  /** Of all that was sent; absent as long as nothing has left. */
  readonly fingerprint?: string | undefined;
}

export const submissionOutcomes = [
  'sent',
  'accepted',
  'not-accepted',
  'turned-away', // by a firewall, which let another question pass: it is about this order
  'refused',
  'unknown',
  'not-sent',
] as const;
export type SubmissionOutcome = (typeof submissionOutcomes)[number];

/** Of what is made from words. */
export function promptOf({ input }: Pick<Job, 'input'>): string | undefined {
  return typeof input['prompt'] === 'string' ? input['prompt'] : undefined;
}

/** Leads to a post's message; undefined where nobody but this session of the member's can be led. */
export function messageLink({ place, messageId, isPrivate }: Pick<Post, 'place' | 'messageId' | 'isPrivate'>) {
  if (!messageId || isPrivate) return undefined;
  return `https://discord.com/channels/${place.guildId ?? '@me'}/${place.channelId}/${messageId}`;
}

const PREFIX = 'share:';

/** Kept with the public posts of a private one, so that it is shared once at a time. */
export const shareKeyOf = (postId: string): string => PREFIX + postId;

/** The private post that a public one shows; undefined for what was asked for. */
export const sharedPostOf = (actionKey: string | undefined): string | undefined =>
  actionKey?.startsWith(PREFIX) ? actionKey.slice(PREFIX.length) : undefined;
