import type { CardState } from '../../core/card.ts';
import type { Clock } from '../../core/clock.ts';
import type { Language } from '../../core/language.ts';
import type { Operation } from '../../core/operation.ts';
import type { ProviderName } from '../../core/provider.ts';
import type { LearnedDurations } from '../jobs/learned-durations.ts';
import type { LimitEngine } from '../limits/create-limits.ts';
import type { HeldJob, Store } from '../store/contract.ts';
import { cardOf, isReady, leadOf } from './card-of.ts';
import type { MessageBody } from './discord-api.ts';
import { createParentOf } from './parent-of.ts';
import { offersGet } from './token-only.ts';

export interface CardBodyParts {
  readonly store: Store;
  readonly clock: Clock;
  readonly learned: LearnedDurations;
  readonly operation: (name: string) => Operation | undefined;
  readonly limits: Pick<LimitEngine, 'left'>;
  readonly render: (state: CardState, language: Language) => MessageBody;
}

/** Shares, by job, that a provider told. */
type Done = ReadonlyMap<string, number>;

/** What the message of a post says now. */
export function createCardBody({ store, clock, learned, operation, limits, render }: CardBodyParts) {
  const parentOf = createParentOf(store);

  async function load(postId: string) {
    const [post, jobs] = await Promise.all([store.posts.byId(postId), store.jobs.byPost(postId)]);
    const lead = post && leadOf(post, jobs);
    const known = lead && operation(lead.operation);
    return post && known ? { post, jobs, operation: known } : undefined;
  }

  function estimate(jobs: readonly HeldJob[], done: Done) {
    const open = jobs.filter(({ phase }) => phase === 'waiting' || phase === 'storing');
    const times = open.map((job) => {
      const median = learned.of(job.operation, job.tier)?.median;
      const since = clock.now() - (job.submittedAt ?? clock.now());
      return { done: done.get(job.id) ?? (median ? Math.min(0.95, since / median) : undefined), since, median };
    });
    const known = times.flatMap(({ done }) => (done === undefined ? [] : [done]));
    const ready = jobs.filter(isReady).length;
    const progress = known.length > 0 ? (known.reduce((a, b) => a + b, 0) + ready) / (known.length + ready) : undefined;
    const left = Math.max(...times.map(({ median, since }) => (median === undefined ? -1 : median - since)));
    return { progress, expectedAt: left > 1000 ? clock.now() + left : undefined };
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
    const left = await limits.left(store, post, loaded.operation.name, clock.now());
    const mayGet = offersGet(post, jobs, clock.now());
    const parent = await parentOf(jobs[0]);
    const card = cardOf({ ...loaded, ahead, held, left, parent, media, mayGet, ...estimate(jobs, done) });
    const language = post.isPrivate ? post.place.language : post.place.publicLanguage;
    return card && { ...render(card, language), allowed_mentions: { parse: [] } };
  }

  return { load, bodyOf };
}
