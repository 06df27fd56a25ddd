import type { Clock } from '../../core/clock.ts';

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
