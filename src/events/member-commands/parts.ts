import type { Clock } from '../../core/clock.ts';
import type { Facts, Operation } from '../../core/operation.ts';
import type { Prices } from '../../core/prices.ts';
import type { GatherPictures } from '../../services/delivery/page-pictures.ts';
import type { PingWishes } from '../../services/delivery/ping-wishes.ts';
import type { LearnedDurations } from '../../services/jobs/learned-durations.ts';
import type { LimitEngine } from '../../services/limits/create-limits.ts';
import type { Store } from '../../services/store/contract.ts';
import type { ReadChain } from '../chains/read-chain.ts';
import type { Reply } from '../reply.ts';

/** What the commands that make no picture are built from. */
export interface MemberCommandParts {
  readonly store: Store;
  readonly clock: Clock;
  readonly wishes: PingWishes;
  /** Of every operation that there is, offered or not. */
  readonly operation: (name: string) => Operation | undefined;
  /** Here and now. */
  readonly offeredNow: () => readonly Operation[];
  readonly prices: Prices;
  readonly facts: () => Facts;
  readonly learned: LearnedDurations;
  readonly limits: Pick<LimitEngine, 'readOverview'>;
  readonly gather: GatherPictures;
  readonly readChain: ReadChain;
}

/** Where a page goes: into a message of its own, or in place of the page that was there. */
export interface PageAnswer {
  readonly give: (...page: Parameters<Reply['update']>) => Promise<unknown>;
}

export const asMessage = (reply: Reply): PageAnswer => ({ give: (body, files) => reply.show(body, true, files) });

export function inPlace(reply: Reply): PageAnswer {
  reply.plan('in place');
  return { give: reply.update };
}
