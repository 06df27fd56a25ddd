import { type Clock, sleep } from '../../core/clock.ts';

/** Waits until the bot's own routes of this channel have room for one more message or edit. */
export type ChannelTurn = (channelId: string, madeAt: number) => Promise<void>;

const HOUR_MS = 3_600_000;
/** Five in five seconds; of messages older than an hour three in six. */
const APART_MS = 1050;
const OLD_APART_MS = 2100;
const MANY_CHANNELS = 5000;

/** What Discord would refuse is not sent: refusals count against everybody behind this address. */
export function createChannelTurns(clock: Clock, signal: AbortSignal): ChannelTurn {
  const free = new Map<string, number>();

  return async (channelId, madeAt) => {
    const now = clock.now();
    const at = Math.max(now, free.get(channelId) ?? 0);
    if (free.size > MANY_CHANNELS) for (const [id, time] of free) if (time <= now) free.delete(id);
    free.set(channelId, at + (now - madeAt > HOUR_MS ? OLD_APART_MS : APART_MS));
    if (at > now) await sleep(clock, at - now, signal);
    signal.throwIfAborted();
  };
}
