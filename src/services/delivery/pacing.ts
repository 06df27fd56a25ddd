import { type Clock, sleep } from '../../core/clock.ts';

/** Shares out a channel's edit rate: pictures whenever they come, progress with what is left. */
export interface Pacer {
  /** An edit that had to be made. */
  spent(channelId: string): void;
  /** Whether progress could be shown now. */
  hasRoom(channelId: string): boolean;
  /** Whether progress may be shown now; saying yes counts as the edit. */
  mayShowProgress(channelId: string): boolean;
  /** A picture of this channel is on its way: until it is there, progress keeps out of its way. */
  finalStarts(channelId: string): () => void;
}

interface Recent {
  edits: number[];
  finals: number;
}

const WINDOW_MS = 60_000;
/** Half of the 30 a minute that a webhook may have in a channel stay free for pictures. */
const PROGRESS_PER_WINDOW = 15;
const BURST_MS = 5000;
const PROGRESS_PER_BURST = 4;
const MANY_CHANNELS = 5000;

export function createPacer(clock: Clock): Pacer {
  const channels = new Map<string, Recent>();

  function recent(channelId: string): Recent {
    const entry = channels.get(channelId) ?? { edits: [], finals: 0 };
    const since = clock.now() - WINDOW_MS;
    entry.edits = entry.edits.filter((at) => at > since);
    channels.set(channelId, entry);
    if (channels.size > MANY_CHANNELS) forgetIdle(since);
    return entry;
  }

  function forgetIdle(since: number): void {
    for (const [id, { edits, finals }] of channels) {
      if (finals === 0 && (edits.at(-1) ?? 0) <= since) channels.delete(id);
    }
  }

  function hasRoom(channelId: string): boolean {
    const { edits, finals } = recent(channelId);
    const burst = edits.filter((at) => at > clock.now() - BURST_MS).length;
    return finals === 0 && edits.length < PROGRESS_PER_WINDOW && burst < PROGRESS_PER_BURST;
  }

  return {
    spent: (channelId) => void recent(channelId).edits.push(clock.now()),
    hasRoom,
    mayShowProgress(channelId) {
      if (!hasRoom(channelId)) return false;
      recent(channelId).edits.push(clock.now());
      return true;
    },
    finalStarts(channelId) {
      const entry = recent(channelId);
      entry.finals += 1;
      entry.edits.push(clock.now());
      return () => {
        entry.finals -= 1;
      };
    },
  };
}

/** Waits until the bot's own routes of this channel have room for one more message, or edit of one that was made then. */
export type ChannelQueue = (channelId: string, madeAt: number) => Promise<void>;

interface Queue {
  tail: Promise<void>;
  freeAt: number;
  waiting: number;
}

const HOUR_MS = 3_600_000;
/** Five in five seconds; of messages older than an hour three in six. */
const APART_MS = 1050;
const OLD_APART_MS = 2100;

/** What Discord would refuse is not sent: refusals count against everybody behind this address. */
export function createChannelQueue(clock: Clock, signal: AbortSignal): ChannelQueue {
  const channels = new Map<string, Queue>();

  function queueOf(channelId: string): Queue {
    const known = channels.get(channelId);
    if (known) return known;
    if (channels.size > MANY_CHANNELS) {
      for (const [id, { waiting, freeAt }] of channels) if (waiting === 0 && freeAt <= clock.now()) channels.delete(id);
    }
    const queue = { tail: Promise.resolve(), freeAt: 0, waiting: 0 };
    channels.set(channelId, queue);
    return queue;
  }

  return async (channelId, madeAt) => {
    const queue = queueOf(channelId);
    const mine = queue.tail.then(async () => {
      if (queue.freeAt > clock.now()) await sleep(clock, queue.freeAt - clock.now(), signal);
      const isOld = clock.now() - madeAt > HOUR_MS;
      queue.freeAt = clock.now() + (isOld ? OLD_APART_MS : APART_MS);
    });
    queue.tail = mine;
    queue.waiting += 1;
    await mine;
    queue.waiting -= 1;
    signal.throwIfAborted();
  };
}
