import type { FailureCode } from './failure.ts';
import {
  isEnded,
  type Job,
  type Plan,
  type PlannedStep,
  type Post,
  type ResultPicture,
  sumOf,
  ZIP_INDEX,
} from './job.ts';
import type { JsonObject } from './json.ts';
import type { Localized } from './language.ts';
import type { ActionPrices, Operation, Quotes } from './operation.ts';
import { mainPictureOf, type ResultInput } from './picture.ts';
import type { Refusal } from './refusal.ts';
import { creditLink, isForeign } from './settings.ts';

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

interface LostFile {
  readonly name: string;
  readonly reason: FailureCode;
  readonly refusal?: Refusal;
}

/** Everything that a card shows; a group (`count`) is one card. */
export interface CardState {
  readonly operation: Pick<Operation, 'name' | 'localNames' | 'title' | 'options' | 'followUps' | 'main'>;
  readonly input: JsonObject;
  /** What was taken for what the input does not say. */
  readonly usual?: JsonObject;
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
  /** Of what the result offers: a press, with all pictures that it makes. */
  readonly prices?: ActionPrices;
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

export interface CardFacts {
  readonly post: Post;
  /** All of the post, in order. */
  readonly jobs: readonly Job[];
  readonly operation: CardState['operation'] & Pick<Operation, 'altText' | 'usual'>;
  readonly ahead: number | undefined;
  readonly held?: number | 'paused' | undefined;
  readonly left: number | undefined;
  readonly progress: number | undefined;
  readonly expectedAt: number | undefined;
  readonly mayGet?: boolean;
  readonly parent?: CardParent | undefined;
  /** Asked once there is a result; absent where nothing can be gone on from. */
  readonly quotes?: Pick<Quotes, 'of'>;
  /** From where the message shows a picture; undefined where it does not. */
  readonly media: (job: Job, index: number) => string | undefined;
}

/** An operation that this version no longer has: what it made is still its member's. */
export function retired(name: string): CardFacts['operation'] & Pick<Operation, 'title'> {
  const title = { en: name, vi: name };
  return {
    name,
    localNames: { vi: name },
    title,
    options: [],
    followUps: [],
    usual: () => ({}),
    altText: () => title,
  };
}

export function cardOf(facts: CardFacts): CardState | undefined {
  const { post, jobs, operation, left, parent, media } = facts;
  const [first] = jobs;
  const lead = leadOf(post, jobs);
  if (!first || !lead) return undefined;
  const ready = jobs.filter(isReady);
  const unsuccessful = jobs.filter(({ phase }) => phase === 'failed' || phase === 'cancelled');
  const calledOff = unsuccessful.filter(({ phase, failure }) => phase === 'cancelled' && !failure).length;
  const kept = jobs.filter((job) => !unsuccessful.includes(job) && !job.isLate);
  const offering = post.plan ? withoutRepeating(operation) : operation;
  const status = statusOf(facts, ready.length);
  return {
    operation: offering,
    input: lead.input,
    usual: operation.usual(lead.input),
    altText: operation.altText(lead.input),
    ownerId: post.ownerId,
    jobId: lead.id,
    status,
    pictures: resultsOf(jobs).map(({ job, index, picture }) => finished(post, job, picture, media(job, index))),
    failures: unsuccessful.flatMap(({ failure }) => (failure ? [failure.code] : [])),
    ...(calledOff > 0 && ready.length > 0 && { cancelled: calledOff }),
    ...(post.plan?.kind === 'batch' && { batch: batchOf(post.plan, jobs, media(first, ZIP_INDEX)) }),
    ...(post.plan?.kind === 'steps' && { steps: stepsOf(post.plan.steps, jobs) }),
    price: jobs.reduce((sum, { price }) => sum + price, 0),
    charged: kept.reduce((sum, { price }) => sum + price, 0),
    ...(jobs.every(isCopy) && { isCopy: true }),
    left,
    ...(status.kind === 'finished' && facts.quotes && { prices: pricesOf(facts.quotes, offering, lead, jobs) }),
    mayCancel: jobs.some(({ phase }) => phase === 'accepted' || phase === 'queued'),
    ...(facts.mayGet ? { mayGet: true } : {}),
    parent,
    credit: creditOf(post, first),
    isPrivate: post.isPrivate,
    mayReport: !post.isPrivate && post.place.isBotPresent,
    hasBefore: mainPictureOf(operation, first.input) !== undefined,
  };
}

/** What is asked for once more is asked for as often as it was the first time. */
function pricesOf(
  quotes: Pick<Quotes, 'of'>,
  { followUps }: CardFacts['operation'],
  lead: Job,
  jobs: readonly Job[],
): ActionPrices {
  const [shown] = resultsOf(jobs);
  const prices = quotes.of(followUps, { input: lead.input, picture: shown && asInput(shown) });
  return prices.again === undefined ? prices : { ...prices, again: prices.again * jobs.length };
}

/** A picture of a message, by the job that made it. */
export interface JobResult {
  readonly job: Job;
  readonly index: number;
  readonly picture: ResultPicture;
}

/** Pictures as the message numbers them. */
export const resultsOf = (jobs: readonly Job[]): readonly JobResult[] =>
  jobs.filter(isReady).flatMap((job) => job.results.map((picture, index) => ({ job, picture, index })));

export function asInput({ job, index, picture: { width, height } }: JobResult): ResultInput {
  return { kind: 'result', jobId: job.id, index, ...(width && height ? { width, height } : {}) };
}

function creditOf({ ownerId }: Post, { credit }: Job): CardState['credit'] {
  return credit && isForeign(credit, ownerId) ? { authorId: credit.authorId, link: creditLink(credit) } : undefined;
}

/** The input of one is not that of the others. */
const withoutRepeating = (operation: CardFacts['operation']): CardFacts['operation'] => ({
  ...operation,
  followUps: operation.followUps.filter(({ from }) => from !== 'same-input'),
});

function batchOf(
  { names, zip }: Plan & { kind: 'batch' },
  jobs: readonly Job[],
  attached: string | undefined,
): CardBatch {
  const lost = jobs.flatMap(({ failure, index, phase }): LostFile[] => {
    if (phase !== 'failed' || !failure) return [];
    const { code: reason, refusal } = failure;
    return [{ name: names[index] ?? '', reason, ...(refusal && { refusal }) }];
  });
  return { lost, zip: zip?.kind === 'linked' ? zip.url : zip && attached };
}

/** The job that a card speaks of: of steps the one that runs or would have, once all is over the last with a picture. */
export function leadOf<J extends Job>({ plan }: Pick<Post, 'plan'>, jobs: readonly J[]): J | undefined {
  if (plan?.kind !== 'steps') return jobs[0];
  const last = jobs.at(-1);
  return last && isEnded(last.phase) ? (jobs.findLast(isReady) ?? last) : last;
}

function stepsOf(steps: readonly PlannedStep[], jobs: readonly Job[]): CardSteps {
  const last = jobs.at(-1);
  const isStopped = last?.phase === 'failed' || last?.phase === 'cancelled';
  const { code: reason, refusal } = last?.failure ?? {};
  return {
    current: jobs.length,
    total: steps.length,
    price: sumOf(steps),
    stopped: isStopped ? { reason, ...(refusal && { refusal }) } : undefined,
  };
}

/** Sent before it was asked for: shared from a private message. */
const isCopy = ({ submittedAt, createdAt }: Job): boolean => submittedAt !== undefined && submittedAt < createdAt;

export const isReady = (job: Job): boolean => job.phase === 'delivering' || job.phase === 'done';

function statusOf({ post, jobs, ahead, held, progress, expectedAt }: CardFacts, ready: number): CardStatus {
  const open = jobs.filter((job) => !isEnded(job.phase) && !isReady(job));
  if (open.length > 0) {
    const isWaitingInLine = open.every(({ phase }) => phase === 'accepted' || phase === 'queued');
    if (isWaitingInLine && ready === 0) return { kind: 'queued', ahead, ...(held !== undefined && { held }) };
    const total = post.plan?.kind === 'steps' ? post.plan.steps.length : jobs.length;
    const isHeld = open.some(({ heldHost }) => heldHost !== undefined);
    return { kind: 'working', ready, total, progress, expectedAt, ...(isHeld && { isHeld }) };
  }
  if (ready > 0) return { kind: 'finished', isLate: jobs.some(({ isLate }) => isLate) };
  const failed = jobs.find(({ phase }) => phase === 'failed');
  if (failed) {
    const { code = 'internal', refusal } = failed.failure ?? {};
    return { kind: 'failed', reason: code, ...(refusal ? { refusal } : {}) };
  }
  return jobs.some(({ failure }) => failure?.code === 'not-acknowledged')
    ? { kind: 'restarted' }
    : { kind: 'cancelled' };
}

function finished(post: Post, job: Job, picture: ResultPicture, url: string | undefined): FinishedPicture {
  const { link, storedId, isKeptHere, isExpired = false, width = 0, height = 0 } = picture;
  const isSpoiler = post.isSpoiler || picture.nsfw === true;
  const file = url !== undefined && mayShow(post, picture) ? { url, isSpoiler } : undefined;
  const isLinkPending = storedId === undefined && !isExpired;
  return {
    jobId: job.id,
    file,
    link,
    isLinkPending,
    width,
    height,
    ...(isKeptHere && { isKeptHere }),
    ...(isExpired && { isExpired }),
    ...(!mayShow(post, picture) && { isHidden: true }),
  };
}

/** A flagged picture is not put into a channel for everybody; between the bot and one member it is a spoiler. */
export function mayShow(post: Pick<Post, 'place'>, picture: ResultPicture): boolean {
  return picture.nsfw !== true || post.place.context !== 'guild' || post.place.isNsfwChannel;
}
