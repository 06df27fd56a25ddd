import type { Clock } from '../../core/clock.ts';
import { PollError } from '../../core/provider.ts';
import type { Log } from '../log.ts';
import type { Loras } from './freepik.ts';

export interface KnownLoras {
  /** At once, from what was read last; what is old is read again behind the scenes. */
  current(): Loras;
  refresh(): Promise<void>;
}

interface KnownLorasParts {
  readonly list: (signal: AbortSignal) => Promise<Loras>;
  /** Told when it is not the list that is in the way: who holds the key says what is. */
  readonly suspect: () => Promise<unknown>;
  /** What a stop called off is not worth a word. */
  readonly isStopping: () => boolean;
  readonly clock: Clock;
  readonly log: Log;
}

const FRESH_MS = 600_000;
const TIMEOUT_MS = 10_000;

export function createKnownLoras({ list, suspect, isStopping, clock, log }: KnownLorasParts): KnownLoras {
  let known: Loras = { looks: [], characters: [] };
  let readAt = Number.NEGATIVE_INFINITY;

  async function refresh(): Promise<void> {
    readAt = clock.elapsed();
    try {
      known = await list(AbortSignal.timeout(TIMEOUT_MS));
    } catch (error) {
      if (isStopping()) return;
      const isOfTheKey = error instanceof PollError && (error.kind === 'key' || error.kind === 'blocked');
      const isSaid =
        isOfTheKey &&
        (await suspect().then(
          () => true,
          () => false,
        ));
      if (!isSaid) log.warn({ err: error }, 'list of looks and characters not read');
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
