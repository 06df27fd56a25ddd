import { operations } from '../../../src/commands/index.ts';
import { type Clock, systemClock } from '../../../src/core/clock.ts';
import type { Job } from '../../../src/core/job.ts';
import { ulid } from '../../../src/core/ulid.ts';
import { createAccept, type Order } from '../../../src/services/jobs/accept.ts';
import type { LimitSettings } from '../../../src/services/limits/account.ts';
import { createLimits } from '../../../src/services/limits/limits.ts';
import type { Store } from '../../../src/services/store/contract.ts';
import { somePost } from '../jobs/some-post.ts';

export interface Wish {
  readonly command?: string;
  readonly ownerId?: string;
  readonly scope?: string;
  readonly roles?: readonly string[];
  readonly channelId?: string;
  readonly price?: number;
  readonly count?: number;
  readonly resolution?: '1k' | '2k' | '4k' | '8k';
  readonly retryOf?: Job;
}

const OPEN: LimitSettings = { dailyCredits: 1_000_000, concurrentJobs: 1_000_000 };

/** What accepts orders, on a store of the test's choosing. */
export function openAcceptance(store: Store, settings: Partial<LimitSettings> = {}, clock: Clock = systemClock) {
  const limits = createLimits({ settings: { ...OPEN, ...settings }, prices: {}, operations });
  const accept = createAccept({
    store,
    clock,
    limits,
    spool: { isFull: async () => false },
    offer: {
      explain: () => {
        throw new Error('nothing is switched off');
      },
      isTriedByOrders: () => false,
    },
    catalog: {
      known: (name) => operations.find((each) => each.name === name),
      facts: () => ({ looks: [], characters: [], disabledModels: [] }),
    },
  });
  return { limits, accept, ask: (wish: Wish = {}) => accept(orderOf(wish, clock.now())) };
}

function orderOf(wish: Wish, now: number): Order {
  const { command = 'imagine', ownerId = 'ann', scope = 'guild', roles = [], channelId = 'channel' } = wish;
  const { place, applicationId, token } = somePost();
  return {
    interactionId: ulid(now),
    applicationId,
    token,
    tokenExpiresAt: now + 60_000,
    actionKey: null,
    ownerId,
    scope,
    roles,
    place: { ...place, channelId },
    isPrivate: false,
    isSpoiler: false,
    operation: command,
    prepared: {
      input: { prompt: 'a fox' },
      count: wish.count ?? 1,
      tier: '2k',
      ...(wish.resolution && { resolution: wish.resolution }),
      request: { provider: 'freepik', path: '/v1/ai/mystic', body: {}, pictures: [] },
    },
    price: wish.price ?? 1,
    parentId: undefined,
    retryOf: wish.retryOf ? [wish.retryOf] : [],
  };
}
