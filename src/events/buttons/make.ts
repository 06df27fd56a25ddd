import type { HeldJob } from '../../services/store/contract.ts';
import { mayRetry } from '../../views/failures.ts';
import { type Click, type Deed, isInTheWorks, say } from './click.ts';
import type { Start } from './start.ts';

/** All pictures of the message once more. */
export const createAgain = ({ waysOf, start }: Start): Deed =>
  async function again(click) {
    await start(click, await waysOf(click), { count: click.jobs.length });
  };

/** All that did not come, as one group: free, if nobody knows whether it was paid for. */
export const createRetry = ({ waysOf, start }: Start): Deed =>
  async function retry(click) {
    if (!click.isOwner) return say(click, { kind: 'not-yours' });
    const repeats = missingOf(click);
    if (repeats.length === 0) return say(click, { kind: isInTheWorks(click) ? 'not-ready' : 'already-finished' });
    await start(click, await waysOf(click, 'again'), { repeats });
  };

/** Of several steps the one that stopped them; of what is still being made nothing. */
function missingOf({ job, jobs, post }: Click): readonly HeldJob[] {
  if (isInTheWorks({ jobs })) return [];
  return (post.plan?.kind === 'steps' ? [job] : jobs).filter(
    ({ phase, failure }) => phase === 'cancelled' || (phase === 'failed' && mayRetry(failure?.code ?? 'internal')),
  );
}

/** Needs no more than the click. */
export const createMake = ({ waysOf, start }: Start): Deed =>
  async function make(click) {
    await start(click, await waysOf(click));
  };
