import type { CardState } from '../../core/card.ts';
import type { Job, Post } from '../../core/job.ts';
import type { Operation } from '../../core/operation.ts';
import { type CardFacts, cardOf, leadOf } from '../../services/delivery/card-of.ts';
import { createParentOf } from '../../services/delivery/parent-of.ts';
import type { HeldJob } from '../../services/store/contract.ts';
import type { MemberCommandParts } from './parts.ts';

type Parts = Pick<MemberCommandParts, 'store' | 'clock' | 'learned' | 'operation'>;

/** How a post stands now, for whoever asks: what the card of its own message would say. */
export function createReadCard({ store, clock, learned, operation }: Parts) {
  const parentOf = createParentOf(store);

  function expectedAt(jobs: readonly Job[]): number | undefined {
    const ends = jobs
      .filter(({ phase }) => phase === 'waiting' || phase === 'storing')
      .map((job) => (job.submittedAt ?? 0) + (learned.of(job.operation, job.tier)?.median ?? 0));
    const last = Math.max(0, ...ends);
    return last > clock.now() ? last : undefined;
  }

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
    const facts = { ahead, parent, left: undefined, progress: undefined, expectedAt: expectedAt(jobs), media };
    return cardOf({ post, jobs, operation: operation(lead.operation) ?? retired(lead.operation), ...facts });
  };
}

export type ReadCard = ReturnType<typeof createReadCard>;

/** An operation that this version no longer has: what it made is still its member's. */
export function retired(name: string): CardFacts['operation'] & Pick<Operation, 'title'> {
  const title = { en: name, vi: name };
  return { name, localNames: { vi: name }, title, options: [], followUps: [], altText: () => title };
}

export function promptOf({ input }: Pick<Job, 'input'>): string | undefined {
  return typeof input['prompt'] === 'string' ? input['prompt'] : undefined;
}
