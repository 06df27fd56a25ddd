import type { Clock } from '../../core/clock.ts';
import type { Log } from '../logging/create-log.ts';
import type { Loras } from './freepik-loras.ts';

export interface KnownLoras {
  /** At once, from what was read last; what is old is read again behind the scenes. */
  current(): Loras;
  refresh(): Promise<void>;
}

interface KnownLorasParts {
  readonly list: (signal: AbortSignal) => Promise<Loras>;
  readonly clock: Clock;
  readonly log: Log;
}

const FRESH_MS = 600_000;
const TIMEOUT_MS = 10_000;

export function createKnownLoras({ list, clock, log }: KnownLorasParts): KnownLoras {
  let known: Loras = { looks: [], characters: [] };
  let readAt = Number.NEGATIVE_INFINITY;

  async function refresh(): Promise<void> {
    readAt = clock.elapsed();
    try {
      known = await list(AbortSignal.timeout(TIMEOUT_MS));
    } catch (error) {
      log.warn({ err: error }, 'list of looks and characters not read');
    }
  }

  return {
    current() {
      if (clock.elapsed() - readAt > FRESH_MS) void refresh();
      return known;
    },
    refresh,
  };
}
