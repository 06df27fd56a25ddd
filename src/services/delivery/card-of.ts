import type {
  CardBatch,
  CardParent,
  CardState,
  CardStatus,
  CardSteps,
  FinishedPicture,
  LostFile,
} from '../../core/card.ts';
import { creditLink, isForeign } from '../../core/consent.ts';
import { isEnded, type Job, type Post, type ResultPicture } from '../../core/job.ts';
import type { Operation } from '../../core/operation.ts';
import { mainPictureOf } from '../../core/picture-input.ts';
import { type Plan, type PlannedStep, sumOf, ZIP_INDEX } from '../../core/plan.ts';

export interface CardFacts {
  readonly post: Post;
  /** All of the post, in order. */
  readonly jobs: readonly Job[];
  readonly operation: CardState['operation'] & Pick<Operation, 'altText' | 'main'>;
  readonly ahead: number | undefined;
  readonly held?: number | 'paused' | undefined;
  readonly left: number | undefined;
  readonly progress: number | undefined;
  readonly expectedAt: number | undefined;
  readonly mayGet?: boolean;
  readonly parent?: CardParent | undefined;
  /** From where the message shows a picture; undefined where it does not. */
  readonly media: (job: Job, index: number) => string | undefined;
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
  return {
    operation: post.plan ? withoutRepeating(operation) : operation,
    input: lead.input,
    altText: operation.altText(lead.input),
    ownerId: post.ownerId,
    jobId: lead.id,
    status: statusOf(facts, ready.length),
    pictures: ready.flatMap((job) =>
      job.results.map((picture, index) => finished(post, job, picture, media(job, index))),
    ),
    failures: unsuccessful.flatMap(({ failure }) => (failure ? [failure.code] : [])),
    ...(calledOff > 0 && ready.length > 0 && { cancelled: calledOff }),
    ...(post.plan?.kind === 'batch' && { batch: batchOf(post.plan, jobs, media(first, ZIP_INDEX)) }),
    ...(post.plan?.kind === 'steps' && { steps: stepsOf(post.plan.steps, jobs) }),
    price: jobs.reduce((sum, { price }) => sum + price, 0),
    charged: kept.reduce((sum, { price }) => sum + price, 0),
    ...(jobs.every(isCopy) && { isCopy: true }),
    left,
    mayCancel: jobs.some(({ phase }) => phase === 'accepted' || phase === 'queued'),
    ...(facts.mayGet ? { mayGet: true } : {}),
    parent,
    credit: creditOf(post, first),
    isPrivate: post.isPrivate,
    mayReport: !post.isPrivate && post.place.isBotPresent,
    hasBefore: mainPictureOf(operation, first.input) !== undefined,
  };
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
