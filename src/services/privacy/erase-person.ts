import { z } from 'zod';
import type { Store } from '../store/contract.ts';
import type { Held, Outcome, Work } from './contract.ts';
import type { ErasePosts } from './erase-posts.ts';
import type { ForgetSources } from './forget-sources.ts';
import { renameEverywhere } from './rename.ts';
import type { TellPerson } from './tell-person.ts';

interface EraseParts {
  readonly store: Store;
  readonly erasePosts: ErasePosts;
  readonly forgetSources: ForgetSources;
  readonly tell: TellPerson;
}

const progressSchema = z.object({
  /** What is found by the name alone is renamed. */
  isRenamed: z.boolean().default(false),
  /** Of posts that are gone, and of messages that are not. */
  requests: z.int().default(0),
  beyondReach: z.int().default(0),
  /** Passes that found something in the way. */
  tries: z.int().default(0),
});
type Progress = z.infer<typeof progressSchema>;

const FIRST_RETRY_MS = 2000;
const LONGEST_RETRY_MS = 300_000;

/** Forgets a person: everything older than the request, in small steps that may each be done twice. */
export function createErasePerson({ store, erasePosts, forgetSources, tell }: EraseParts): Work {
  async function rename({ ownerId }: Held): Promise<void> {
    await store.privacy.removeOf(ownerId, 'export');
    await store.transaction((session) => session.people.forgetLimits(ownerId));
    await renameEverywhere(store, { from: ownerId, to: store.people.aliasOf(ownerId) });
  }

  function later(tries: number): Outcome {
    return { kind: 'later', afterMs: Math.min(FIRST_RETRY_MS * 2 ** Math.min(tries, 20), LONGEST_RETRY_MS) };
  }

  async function end(request: Held, { requests, beyondReach }: Progress): Promise<Outcome> {
    const { ownerId } = request;
    await store.people.forgetAccounts(ownerId);
    await tell(request, { kind: 'delete-done', requests, beyondReach });
    return { kind: 'done', ownerId: store.people.aliasOf(ownerId) };
  }

  return async (request) => {
    let progress = progressSchema.parse(request.progress);
    const save = async (more: Partial<Progress>) => {
      progress = { ...progress, ...more };
      await request.save(progress);
    };
    if (!progress.isRenamed) {
      await rename(request);
      await save({ isRenamed: true });
    }
    const left = await erasePosts(request, async (removal) => {
      const isLost = removal === 'beyond-reach' ? 1 : 0;
      await save({ requests: progress.requests + 1, beyondReach: progress.beyondReach + isLost });
    });
    if (left === 'interrupted') return { kind: 'later', afterMs: 0 };
    const isForgotten = left === 'none' && (await forgetSources(request));
    if (isForgotten) return end(request, progress);
    await save({ tries: progress.tries + 1 });
    return later(progress.tries);
  };
}
