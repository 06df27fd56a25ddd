import { type CardParent, type CardState, cardOf, isReady, leadOf, retired } from '../../core/card.ts';
import type { Clock } from '../../core/clock.ts';
import { isErased, type Job, messageLink, type Post } from '../../core/job.ts';
import { sum } from '../../core/json.ts';
import type { Language } from '../../core/language.ts';
import type { Catalog, Quotes } from '../../core/operation.ts';
import type { ProviderName } from '../../core/provider.ts';
import type { LearnedDurations } from '../providers/durations.ts';
import type { HeldJob, Store } from '../store/contract.ts';
import type { MessageBody } from './discord-api.ts';
import { offersGet } from './reach.ts';

export type ParentOf = (job: Pick<Job, 'parentId' | 'ownerId'> | undefined) => Promise<CardParent | undefined>;

/** What a card says of the picture that it was made from; nothing of one that is gone, or hidden from those who read it. */
export function createParentOf({ jobs, posts }: Pick<Store, 'jobs' | 'posts'>): ParentOf {
  return async (job) => {
    const parent = job?.parentId === undefined ? undefined : await jobs.byId(job.parentId);
    const post = parent && (await posts.byId(parent.postId));
    if (!job || !parent || !post || isErased(parent)) return undefined;
    if (post.isPrivate && parent.ownerId !== job.ownerId) return undefined;
    const shown = (await jobs.byPost(post.id)).filter(isReady);
    const place = shown.findIndex(({ id }) => id === parent.id);
    const n = shown.length > 1 && place >= 0 ? place + 1 : undefined;
    return { ownerId: parent.ownerId, n, link: messageLink(post) };
  };
}

/** How long each has been under way, and how long such jobs take; nothing is known of a kind that nobody ordered yet. */
const timesOf = (jobs: readonly HeldJob[], learned: LearnedDurations, now: number) =>
  jobs
    .filter(({ phase }) => phase === 'waiting' || phase === 'storing')
    .map((job) => {
      const median = learned.of(job.operation, job.tier)?.median;
      return { job, median, since: now - (job.submittedAt ?? now) };
    });

const SHORTEST_MS = 1000;

/** When the last of them is likely to end; undefined where nothing is known, or it may end at any moment. */
export function expectedEnd(jobs: readonly HeldJob[], learned: LearnedDurations, now: number): number | undefined {
  const times = timesOf(jobs, learned, now);
  const left = Math.max(...times.map(({ median, since }) => (median === undefined ? -1 : median - since)));
  return left > SHORTEST_MS ? now + left : undefined;
}

export interface CardBodyParts {
  readonly store: Store;
  readonly clock: Clock;
  readonly learned: LearnedDurations;
  readonly catalog: Pick<Catalog, 'shown'>;
  readonly quotes: Pick<Quotes, 'of'>;
  readonly parentOf: ParentOf;
  /** What the member may still spend today. */
  readonly left: (
    store: Store,
    post: Pick<Post, 'scope' | 'ownerId' | 'place'>,
    command: string,
    now: number,
  ) => Promise<number | undefined>;
  readonly render: (state: CardState, language: Language) => MessageBody;
}

/** Shares, by job, that a provider told. */
type Done = ReadonlyMap<string, number>;

/** What the message of a post says now. */
export function createCardBody({
  store,
  clock,
  learned,
  catalog,
  quotes,
  parentOf,
  left: creditsLeft,
  render,
}: CardBodyParts) {
  async function load(postId: string) {
    const [post, jobs] = await Promise.all([store.posts.byId(postId), store.jobs.byPost(postId)]);
    const lead = post && leadOf(post, jobs);
    return post && lead && { post, jobs, operation: catalog.shown(lead.operation) ?? retired(lead.operation) };
  }

  function estimate(jobs: readonly HeldJob[], done: Done) {
    const now = clock.now();
    const known = timesOf(jobs, learned, now).flatMap(({ job, median, since }) => {
      const share = done.get(job.id) ?? (median ? Math.min(0.95, since / median) : undefined);
      return share === undefined ? [] : [share];
    });
    const ready = jobs.filter(isReady).length;
    const progress = known.length > 0 ? (sum(known) + ready) / (known.length + ready) : undefined;
    return { progress, expectedAt: expectedEnd(jobs, learned, now) };
  }

  /** Why nothing leaves the line: a rest has an end that is known. */
  async function heldBack(provider: ProviderName): Promise<number | 'paused' | undefined> {
    const state = await store.providers.read(provider);
    if (state.restsUntil !== null) return Math.max(state.restsUntil, clock.now());
    return state.pausedFor ? 'paused' : undefined;
  }

  async function bodyOf(
    loaded: NonNullable<Awaited<ReturnType<typeof load>>>,
    done: Done,
    media: Parameters<typeof cardOf>[0]['media'],
  ) {
    const { post, jobs } = loaded;
    const queued = jobs.find(({ phase }) => phase === 'queued');
    const ahead = queued && (await store.jobs.ahead(queued));
    const held = queued && (await heldBack(queued.provider));
    const left = await creditsLeft(store, post, loaded.operation.name, clock.now());
    const mayGet = offersGet(post, jobs, clock.now());
    const parent = await parentOf(jobs[0]);
    const card = cardOf({ ...loaded, ahead, held, left, parent, media, mayGet, quotes, ...estimate(jobs, done) });
    const language = post.isPrivate ? post.place.language : post.place.publicLanguage;
    return card && { ...render(card, language), allowed_mentions: { parse: [] } };
  }

  return { load, bodyOf };
}
