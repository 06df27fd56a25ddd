import { type CardFacts, type CardState, cardOf, leadOf, retired } from '../../core/card.ts';
import type { Clock } from '../../core/clock.ts';
import type { Post } from '../../core/job.ts';
import type { Catalog, Quotes } from '../../core/operation.ts';
import { expectedEnd, type ParentOf } from '../../services/delivery/card.ts';
import type { LearnedDurations } from '../../services/providers/durations.ts';
import type { HeldJob, Store } from '../../services/store/contract.ts';

interface Parts {
  readonly store: Store;
  readonly clock: Clock;
  readonly learned: LearnedDurations;
  readonly parentOf: ParentOf;
  readonly catalog: Pick<Catalog, 'shown'>;
  readonly quotes: Pick<Quotes, 'of'>;
}

/** How a post stands now, for whoever asks: what the card of its own message would say. */
export function createReadCard({ store, clock, learned, parentOf, catalog, quotes }: Parts) {
  return async function readCard(
    post: Post,
    jobs: readonly HeldJob[],
    media: CardFacts['media'] = () => undefined,
  ): Promise<CardState | undefined> {
    const lead = leadOf(post, jobs);
    if (!lead) return undefined;
    // one whose pictures are still being copied will wait behind the same ones
    const inLine = jobs.find(({ phase }) => phase === 'queued' || phase === 'accepted');
    const ahead = inLine ? await store.jobs.ahead(inLine) : 0;
    const parent = await parentOf(lead);
    const expectedAt = expectedEnd(jobs, learned, clock.now());
    const facts = { ahead, parent, left: undefined, progress: undefined, expectedAt, media, quotes };
    return cardOf({ post, jobs, operation: catalog.shown(lead.operation) ?? retired(lead.operation), ...facts });
  };
}

export type ReadCard = ReturnType<typeof createReadCard>;
