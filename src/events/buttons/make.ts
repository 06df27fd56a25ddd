import { type Deed, say } from './click.ts';
import type { Start } from './start.ts';

/** All pictures of the message once more. */
export const createAgain = ({ waysOf, start }: Start): Deed =>
  async function again(click) {
    await start(click, await waysOf(click), { count: click.jobs.length });
  };

/** What did not come: free, if nobody knows whether it was paid for. */
export const createRetry = ({ waysOf, start }: Start): Deed =>
  async function retry(click) {
    if (!click.isOwner) return say(click, { kind: 'not-yours' });
    await start(click, await waysOf(click, 'again'), { retryOf: click.job });
  };

/** Needs no more than the click. */
export const createMake = ({ waysOf, start }: Start): Deed =>
  async function make(click) {
    await start(click, await waysOf(click));
  };
