import { type Clock, sleep } from '../../core/clock.ts';

/** Waits until the bot's own routes of this channel have room for one more message, or edit of one that was made then. */
export type ChannelTurn = (channelId: string, madeAt: number) => Promise<void>;

interface Turns {
  tail: Promise<void>;
  freeAt: number;
  waiting: number;
}

const HOUR_MS = 3_600_000;
/** Five in five seconds; of messages older than an hour three in six. */
const APART_MS = 1050;
const OLD_APART_MS = 2100;
const MANY_CHANNELS = 5000;

/** What Discord would refuse is not sent: refusals count against everybody behind this address. */
export function createChannelTurns(clock: Clock, signal: AbortSignal): ChannelTurn {
  const channels = new Map<string, Turns>();

  function turnsOf(channelId: string): Turns {
    const known = channels.get(channelId);
    if (known) return known;
    if (channels.size > MANY_CHANNELS) {
      for (const [id, { waiting, freeAt }] of channels) if (waiting === 0 && freeAt <= clock.now()) channels.delete(id);
    }
    const turns = { tail: Promise.resolve(), freeAt: 0, waiting: 0 };
    channels.set(channelId, turns);
    return turns;
  }

  return async (channelId, madeAt) => {
    const turns = turnsOf(channelId);
    const mine = turns.tail.then(async () => {
      if (turns.freeAt > clock.now()) await sleep(clock, turns.freeAt - clock.now(), signal);
      const isOld = clock.now() - madeAt > HOUR_MS;
      turns.freeAt = clock.now() + (isOld ? OLD_APART_MS : APART_MS);
    });
    turns.tail = mine;
    turns.waiting += 1;
    await mine;
    turns.waiting -= 1;
    signal.throwIfAborted();
  };
}
